/** Accounts of an office's own, its sign-in and its door, as somebody in the LAN meets them; and how they are attacked. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAccounts } from '../../infra/office/accounts/accounts.ts';
import { createDelays } from '../../infra/office/accounts/delays.ts';
import { openOwnCertificate } from '../../infra/office/certificate.ts';
import { type OfficeDoor, openOfficeDoor } from '../../infra/office/door.ts';
import { openRooms } from '../../infra/office/rooms.ts';
import { setUp } from '../../infra/office/set-up.ts';
import { readSettings } from '../../infra/office/settings.ts';
import { openOfficeState } from '../../infra/office/watch/office-state.ts';
import { openIssuer } from '../../infra/small-cloud/issuer/issuer.ts';
import { openJwtAuthorizer } from '../../infra/small-cloud/services/http-api/jwt-authorizer.ts';
import { makeFolder } from '../small-cloud/small-assembly.ts';
import { openVisitor, signInFirst, type Visitor } from './visitor.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const GOOD = 'Shanxi-Yongji-26';
const data = makeFolder();

/** Two clocks that stand still: the day's, and the one that only runs on. */
let now = Date.parse('2026-03-10T01:00:00Z');
let elapsed = 1_000_000;
const pass = (ms: number) => {
  now += ms;
  elapsed += ms;
};

let door: OfficeDoor;
let ca = '';
const opening = setUp(
  data,
  { host: 'canbao.example.lan', address: '127.0.0.1', regions: ['141181', '140400'] },
  { name: 'li.wenjing', shown: '李文静' },
  now,
);

beforeAll(async () => {
  const settings = readSettings(data);
  if (settings === undefined) throw new Error('not set up');
  const certificate = await openOwnCertificate(data, settings.host, Date.now());
  ca = certificate.cert;
  const issuer = await openIssuer(data, { audience: 'canbao' });
  const authorizer = openJwtAuthorizer({
    issuer: 'http://127.0.0.1/issuer',
    audiences: ['canbao'],
    keys: [issuer.publicJwk],
  });
  door = await openOfficeDoor({ host: settings.host, port: 0, address: '127.0.0.1', certificate, log: () => {} });
  door.open(
    openRooms({
      signed: () => undefined,
      data,
      settings,
      accounts: openAccounts(data),
      issuer,
      state: openOfficeState(data, now),
      origin: door.origin,
      // The gateway in front of the API, which says who it lets in.
      async api({ headers }) {
        const decided = await authorizer.authorize(headers.authorization, now, []);
        const status = decided.ok ? 200 : decided.status;
        return { status, headers: {}, body: JSON.stringify({ ...decided, cookie: headers.cookie ?? null }) };
      },
      now: () => now,
      issuedAt: () => now,
      elapsed: () => elapsed,
      say: () => {},
    }),
  );
});
afterAll(() => door.close());

const visit = (from?: string): Visitor => openVisitor(door.origin, ca, from);
const bearing = (token: string | undefined) => ({ authorization: `Bearer ${token}` });
const wrong = (name: string) => ({ name, password: 'Falsch-und-falsch-1', to: '/console' });

let administrator: Visitor;
let phone: (now: number) => string;
/** Who it is, and by what password. */
let chief = { name: 'li.wenjing', password: GOOD };

/** A new account, added by the administrator: its code. */
async function add(name: string, more: Record<string, string> = {}): Promise<string> {
  await signIn(administrator, chief.name, chief.password, phone);
  const form = { name, shown: `员工${name}`, role: 'caseworker', regions: '141181', ...more };
  const { text } = await administrator.post('/office/accounts/add', form);
  const code = /<code>([A-Z2-9-]{23})<\/code>/.exec(text)?.[1];
  if (code === undefined) throw new Error(text);
  return code;
}

async function signIn(visitor: Visitor, name: string, password: string, code: (now: number) => string) {
  pass(MINUTE);
  const { status } = await visitor.post('/office/sign-in', { name, password, to: '/office/' });
  return status === 200 ? visitor.post('/office/sign-in/code', { code: code(now) }) : undefined;
}

describe('an account', () => {
  test('of the first administrator begins with a code, once; a password that keeps the rules and a second factor follow', async () => {
    administrator = visit();
    const { text } = await administrator.post('/office/sign-in', {
      name: 'li.wenjing',
      password: opening.toLowerCase(),
      to: '/office/',
    });
    expect(text).toContain('设置密码');
    for (const [password, said] of [
      ['Short-1', '至少 10|10 至 200'],
      ['onlysmallletters', '至少三种'],
      ['Aaaaaaaaaa-1111', '不同的字符太少'],
      ['Li.Wenjing-2026', '账户名或姓名'],
    ] as const) {
      const refused = await administrator.post('/office/sign-in/password', { password, again: password });
      expect([refused.status, refused.text]).toEqual([400, expect.stringMatching(said)]);
    }
    phone = await signInFirst(administrator, { name: 'li.wenjing', code: opening, password: GOOD, now });
    expect((await administrator.get('/office/')).text).toContain('没有需要处理的问题');
    const again = await visit().post('/office/sign-in', { name: 'li.wenjing', password: opening, to: '/office/' });
    expect(again.status).toBe(401);
  });

  test('of a clerk is added by the administrator, says role and regions in its token, and no cookie reaches the API', async () => {
    const clerk = visit();
    const code = await add('wang.jianguo');
    await signInFirst(clerk, { name: 'wang.jianguo', code, password: GOOD, now });
    const tokens = await clerk.tokens();
    const answer = await clerk.get('/cases', bearing(tokens?.access_token));
    expect(JSON.parse(answer.text)).toMatchObject({
      ok: true,
      claims: { sub: 'wang.jianguo', role: 'caseworker', regions: '141181' },
      cookie: null,
    });
    expect((await clerk.get('/office/accounts')).status).toBe(403);
    expect(JSON.parse((await clerk.get('/office/desk', bearing(tokens?.access_token))).text)).toEqual({
      alarms: [],
      administrator: false,
    });
  });

  test('changes its password after 90 days, to none of the last five', async () => {
    const clerk = visit();
    const code = await add('zhao.mingyuan');
    const own = await signInFirst(clerk, { name: 'zhao.mingyuan', code, password: GOOD, now });
    pass(91 * DAY);
    expect((await signIn(clerk, 'zhao.mingyuan', GOOD, own))?.text).toContain('设置密码');
    const same = await clerk.post('/office/sign-in/password', { password: GOOD, again: GOOD });
    expect([same.status, same.text]).toEqual([400, expect.stringContaining('最近用过')]);
    await clerk.post('/office/sign-in/password', { password: `${GOOD}!`, again: `${GOOD}!` });
    expect((await signIn(clerk, 'zhao.mingyuan', `${GOOD}!`, own))?.status).toBe(303);
    // The administrator's own is old by now as well.
    await signIn(administrator, 'li.wenjing', GOOD, phone);
    await administrator.post('/office/sign-in/password', { password: `${GOOD}?`, again: `${GOOD}?` });
    chief = { name: 'li.wenjing', password: `${GOOD}?` };
    expect((await signIn(administrator, chief.name, chief.password, phone))?.status).toBe(303);
  });

  test('that was closed in the middle of a form ends at once, and nobody gets its name again', async () => {
    const clerk = visit();
    const code = await add('sun.yaqin');
    const own = await signInFirst(clerk, { name: 'sun.yaqin', code, password: GOOD, now });
    const tokens = await clerk.tokens();
    expect((await clerk.post('/cases', {}, bearing(tokens?.access_token))).status).toBe(200);
    await administrator.post('/office/accounts/close', { name: 'sun.yaqin' });
    expect((await clerk.post('/cases', {}, bearing(tokens?.access_token))).status).toBe(401);
    const renewal = { grant_type: 'refresh_token', refresh_token: tokens?.refresh_token ?? '' };
    expect((await clerk.post('/issuer/token', renewal)).text).toBe('{"error":"invalid_grant"}');
    expect(await signIn(clerk, 'sun.yaqin', GOOD, own)).toBeUndefined();
    await expect(add('sun.yaqin')).rejects.toThrow('已经有人用过');
    // A region without any policy table is given by its code, and its first table is begun by who has it.
    await expect(add('wu.min', { role: 'policy_officer', more_regions: '999999' })).rejects.toThrow('没有 999999');
    await add('wu.min', { role: 'policy_officer', more_regions: '141123' });
    expect((await administrator.get('/office/accounts')).text).toContain('<td>141181 141123</td>');
  });

  test('of an administrator cannot be taken away when it is the last one that works, by whomever', async () => {
    const code = await add('zhou.zheng', { role: '', administrator: 'yes' });
    // Who has never signed in could not administer.
    const alone = await administrator.post('/office/accounts/close', { name: 'li.wenjing' });
    expect([alone.status, alone.text]).toEqual([409, expect.stringContaining('最后一个')]);
    const second = visit();
    const secondPhone = await signInFirst(second, { name: 'zhou.zheng', code, password: GOOD, now });
    const both = await Promise.all([
      administrator.post('/office/accounts/close', { name: 'zhou.zheng' }),
      second.post('/office/accounts/close', { name: 'li.wenjing' }),
    ]);
    // One was closed, and was not there any more to close the other.
    expect(both.map(({ status }) => status).sort()).toEqual([200, 303]);
    const open = openAccounts(data)
      .all()
      .filter((account) => account.administrator && !account.closed);
    expect(open).toHaveLength(1);
    expect(open[0]?.name).toBe(both[0]?.status === 200 ? 'li.wenjing' : 'zhou.zheng');
    if (open[0]?.name === 'li.wenjing') return;
    [administrator, phone, chief] = [second, secondPhone, { name: 'zhou.zheng', password: GOOD }];
  });
});

describe('a session', () => {
  let clerk: Visitor;
  let own: (now: number) => string;
  beforeAll(async () => {
    clerk = visit();
    own = await signInFirst(clerk, { name: 'he.lixin', code: await add('he.lixin'), password: GOOD, now });
  });

  test('ends after 15 minutes in which nobody did anything, however often a page looks', async () => {
    const tokens = await clerk.tokens();
    const look = () => clerk.get('/tasks', bearing(tokens?.access_token));
    for (let minute = 0; minute < 14; minute += 7) {
      pass(7 * MINUTE);
      expect((await look()).status).toBe(200);
    }
    await clerk.post('/office/desk', {}, bearing(tokens?.access_token)); // somebody types
    pass(14 * MINUTE);
    expect((await look()).status).toBe(200);
    pass(2 * MINUTE);
    expect((await look()).status).toBe(401);
    expect(await clerk.tokens()).toBeNull();
  });

  test('is over for its tokens, its cookie and its refresh token when somebody has signed out', async () => {
    await signIn(clerk, 'he.lixin', GOOD, own);
    const tokens = await clerk.tokens();
    const cookies = new Map(clerk.cookies);
    await clerk.post('/issuer/revoke', { token: tokens?.refresh_token ?? '' });
    const stolen = visit();
    for (const [name, value] of cookies) stolen.cookies.set(name, value);
    expect((await stolen.get('/tasks', bearing(tokens?.access_token))).status).toBe(401);
    expect(await stolen.tokens()).toBeNull();
    expect((await stolen.get('/office/')).status).toBe(303);
    const renewal = { grant_type: 'refresh_token', refresh_token: tokens?.refresh_token ?? '' };
    expect((await stolen.post('/issuer/token', renewal)).status).toBe(400);
  });

  test('takes no second factor that was used before', async () => {
    pass(MINUTE);
    const used = own(now);
    const enter = async (visitor: Visitor) => {
      await visitor.post('/office/sign-in', { name: 'he.lixin', password: GOOD, to: '/console' });
      return visitor.post('/office/sign-in/code', { code: used });
    };
    expect((await enter(clerk)).status).toBe(303);
    const over = await enter(visit('127.0.0.9'));
    expect([over.status, over.text]).toEqual([401, expect.stringContaining('已经用过')]);
  });
});

describe('the door', () => {
  test.each([
    ['GET', '/office/', { host: 'evil.example' }, 403],
    ['GET', '/office/', { host: '127.0.0.1' }, 403],
    ['POST', '/office/sign-in', { origin: 'https://evil.example' }, 403],
    ['POST', '/issuer/token', { origin: 'null' }, 403],
    ['POST', '/office/accounts/close', { origin: '' }, 403],
    ['GET', '/_local/clock', {}, 404],
    ['POST', '/_local/clock', {}, 404],
    ['POST', '/', { 'x-amz-target': 'DynamoDB_20120810.ListTables' }, 404],
    ['GET', '/issuer/authorize?client_id=canbao-console&redirect_uri=https://evil.example/', {}, 400],
    ['GET', '/issuer/sign-out', { 'sec-fetch-site': 'cross-site' }, 403],
  ])('%s %s with %j is answered with %i', async (method, path, headers, status) => {
    const visitor = visit();
    const sent = method === 'GET' ? visitor.get(path, headers) : visitor.post(path, {}, headers);
    expect((await sent).status).toBe(status);
  });

  test('sends nobody to another site after the sign-in', async () => {
    for (const to of [
      'https://evil.example/',
      '//evil.example/',
      '/issuer/authorize?x=1\r\nset-cookie:a=b',
      '/office\\evil',
    ])
      expect((await visit().get(`/office/sign-in?to=${encodeURIComponent(to)}`)).text).toContain(
        'name="to" value="/console"',
      );
  });

  test('has the headers that keep other pages out, and no script on its own', async () => {
    const { headers, text } = await visit().get('/office/sign-in');
    expect(headers).toMatchObject({
      'strict-transport-security': 'max-age=31536000',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(text).not.toContain('<script');
  });
});

describe('guessing', () => {
  const status = async (sent: Promise<{ status: number }>) => (await sent).status;

  test('a thousand times from one address is refused unread after five, holds up nobody who has signed in before, and fills no log', async () => {
    const own = visit('127.0.0.5');
    const code = await add('qian.shenzhi');
    const factor = await signInFirst(own, { name: 'qian.shenzhi', code, password: GOOD, now });
    const attacker = visit('127.0.0.5');
    const tries: number[] = [];
    for (let count = 0; count < 20; count += 1)
      tries.push(
        ...(await Promise.all(
          Array.from({ length: 50 }, () => status(attacker.post('/office/sign-in', wrong('qian.shenzhi')))),
        )),
      );
    expect(tries.filter((one) => one === 401).length).toBe(5);
    expect(tries.filter((one) => one === 429).length).toBe(995);
    // The delay is for who tries, at this address and at others; the person's own computer is known.
    expect(await status(visit('127.0.0.6').post('/office/sign-in', wrong('qian.shenzhi')))).toBe(429);
    expect((await signIn(own, 'qian.shenzhi', GOOD, factor))?.status).toBe(303);
    const lines = readdirSync(join(data, 'office/sign-ins')).map((name) =>
      readFileSync(join(data, 'office/sign-ins', name), 'utf8'),
    );
    expect(lines.join('').split('\n').length).toBeLessThan(200);
    expect(lines.join('')).not.toContain('Falsch');
  });

  test('waits twice as long each time', async () => {
    const attacker = visit('127.0.0.7');
    const waits: number[] = [];
    for (let count = 0; count < 12; count += 1) {
      const { status: read, headers } = await attacker.post('/office/sign-in', wrong('nobody'));
      if (read === 429) {
        waits.push(Number(headers['retry-after']));
        pass(Number(headers['retry-after']) * 1000);
      }
    }
    expect(waits).toEqual([30, 60, 120, 240]);
  });

  test('from so many addresses that nobody could count them keeps the memory level, and no wait is longer than a quarter of an hour', () => {
    const delays = createDelays();
    for (let address = 0; address < 200_000; address += 1) delays.begin([`address ${address}`], address);
    const waits = Array.from({ length: 20 }, (_, count) => {
      const at = 200_000 + count * DAY * 0.9;
      delays.begin(['account x'], at);
      return delays.begin(['account x'], at);
    });
    expect(Math.max(...waits)).toBe(15 * MINUTE);
    // Those that were wrong longest ago are forgotten.
    expect(delays.size()).toBe(50_000);
  });

  test('from many addresses at one account is refused like from one', async () => {
    const tries = await Promise.all(
      Array.from({ length: 15 }, (_, index) =>
        status(visit(`127.0.1.${index + 1}`).post('/office/sign-in', wrong('wang.jianguo'))),
      ),
    );
    expect(tries.filter((one) => one === 401).length).toBe(5);
  });

  test('second factors with a known password is counted as well', async () => {
    pass(DAY * 2);
    const visitor = visit('127.0.0.8');
    const tries: number[] = [];
    for (let count = 0; count < 8; count += 1) {
      await visitor.post('/office/sign-in', { name: 'he.lixin', password: GOOD, to: '/console' });
      tries.push(await status(visitor.post('/office/sign-in/code', { code: `00000${count}` })));
    }
    expect(tries.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(tries.slice(5)).not.toContain(303);
    expect((await visitor.post('/office/sign-in', { name: 'he.lixin', password: GOOD, to: '/console' })).status).toBe(
      429,
    );
  });
});
