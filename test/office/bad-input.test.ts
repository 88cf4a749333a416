/** What an office is started with and should not be: one line each, and nothing has changed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openAccounts } from '../../infra/office/accounts/accounts.ts';
import { openSignInLog } from '../../infra/office/accounts/sign-in-log.ts';
import {
  makeCertificate,
  openOwnCertificate,
  readAuthorities,
  readCertificate,
} from '../../infra/office/certificate.ts';
import { openOfficeDoor } from '../../infra/office/door.ts';
import { startOffice } from '../../infra/office/office.ts';
import { createAccountsPages } from '../../infra/office/pages/accounts-pages.ts';
import { changeSetUp, setUp } from '../../infra/office/set-up.ts';
import { readSettings } from '../../infra/office/settings.ts';
import { createSessions } from '../../infra/office/sign-in/sessions.ts';
import { findMachineAlarms } from '../../infra/office/watch/find-alarms.ts';
import { makeFolder } from '../small-cloud/small-assembly.ts';

const HOST = 'canbao.example.lan';
const DAY = 86_400_000;
const now = Date.now();
const folder = makeFolder();
const root = resolve(import.meta.dirname, '../..');
const administrator = { name: 'li.wenjing', shown: '李文静' };
const officeIn = (name: string) => {
  const data = join(folder, name);
  mkdirSync(data, { recursive: true });
  setUp(data, { host: HOST, regions: ['141181'], address: '127.0.0.1' }, administrator, now);
  return data;
};

describe('a certificate', () => {
  const write = async (name: string, host: string, at: number) => {
    const { cert, key } = await makeCertificate(host, at);
    const paths = { cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
    writeFileSync(paths.cert, cert);
    writeFileSync(paths.key, key);
    return paths;
  };

  test('without its key, of another key, expired, not yet valid or for another host is refused by the reason', async () => {
    const good = await write('good', HOST, now);
    expect(readCertificate(good, HOST, now).fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    const other = await write('other', HOST, now);
    const read = (paths: { cert: string; key: string }) => () => readCertificate(paths, HOST, now);
    expect(read({ ...good, key: join(folder, 'nowhere') })).toThrow(/^\S+nowhere cannot be read: /);
    expect(read({ ...good, key: other.key })).toThrow(/are no certificate with its key: .*key values mismatch/);
    expect(read({ ...good, key: good.cert })).toThrow('are no certificate with its key');
    expect(read(await write('old', HOST, now - 900 * DAY))).toThrow(/has expired on \d{4}-\d\d-\d\d; put in a new one/);
    expect(read(await write('young', HOST, now + 900 * DAY))).toThrow(/is valid from \d{4}-\d\d-\d\d only/);
    expect(read(await write('foreign', 'evil.example', now))).toThrow(`is not for ${HOST}`);
    const address = await write('address', '192.168.1.20', now);
    expect(readCertificate(address, '192.168.1.20', now).madeHere).toBe(false);
  });

  test('of an issuer’s CA is refused by the reason where the file holds none, a damaged or an expired one', async () => {
    const authority = await write('authority', 'ca.example', now);
    const path = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const pem = readFileSync(authority.cert, 'utf8');
    expect(readAuthorities(path('two.pem', `a comment\n${pem}${pem}`), now)).toHaveLength(2);
    expect(() => readAuthorities(authority.key, now)).toThrow('holds no certificate (PEM');
    expect(() => readAuthorities(path('empty.pem', ''), now)).toThrow('holds no certificate (PEM');
    expect(() => readAuthorities(path('half.pem', pem.replace(/\n.{20}/, '\n')), now)).toThrow('a damaged certificate');
    expect(() => readAuthorities(authority.cert, now + 900 * DAY)).toThrow(/has expired on \d{4}-\d\d-\d\d/);
    const issuer = { url: 'https://sso.example', clientId: 'canbao', clientSecret: null, ca: authority.key };
    const set = { host: HOST, regions: ['141181'], address: '127.0.0.1', issuer };
    mkdirSync(join(folder, 'with-ca'));
    expect(() => setUp(join(folder, 'with-ca'), set, administrator, now)).toThrow('holds no certificate (PEM');
    expect(readSettings(join(folder, 'with-ca'))).toBeUndefined();
  });

  test('made here stays from start to start, and is made anew in time', async () => {
    const data = officeIn('certificates');
    const first = await openOwnCertificate(data, HOST, now);
    expect((await openOwnCertificate(data, HOST, now + 700 * DAY)).fingerprint).toBe(first.fingerprint);
    expect((await openOwnCertificate(data, HOST, now + 800 * DAY)).fingerprint).not.toBe(first.fingerprint);
  });
});

test('a port in use is named', async () => {
  const certificate = await openOwnCertificate(officeIn('ports'), HOST, now);
  const at = { host: HOST, address: '127.0.0.1', certificate, log: () => {} };
  const first = await openOfficeDoor({ ...at, port: 0 });
  const port = Number(new URL(first.origin).port);
  await expect(openOfficeDoor({ ...at, port })).rejects.toThrow(`port ${port} is taken by another program`);
  await first.close();
});

test('what set-up is given wrongly is named with what would be right, and nothing is made', () => {
  const data = join(folder, 'wrong');
  const attempt =
    (given: object, who = administrator) =>
    () =>
      setUp(data, { host: HOST, regions: ['141181'], ...given }, who, now);
  expect(attempt({ host: 'evil.example/?' })).toThrow('--host evil.example/? is not a name in the LAN');
  expect(attempt({ host: '::1' })).toThrow('--host');
  expect(attempt({ regions: [] })).toThrow('--regions names no region');
  expect(attempt({ webhook: 'ftp://example' })).toThrow('--webhook ftp://example is not an address');
  expect(attempt({ backup: { to: join(folder, 'nowhere') } })).toThrow('there is no ');
  expect(attempt({ certificate: { cert: join(folder, 'no'), key: join(folder, 'no') } })).toThrow('there is no ');
  expect(attempt({}, { ...administrator, name: 'system:me' })).toThrow(
    '--administrator system:me is not small letters',
  );
  expect(existsSync(data)).toBe(false);
});

test('an office is set up once; what is given later changes only that', () => {
  const data = officeIn('twice');
  expect(() => setUp(data, { host: HOST, regions: ['141181'] }, administrator, now)).toThrow('is an office already');
  changeSetUp(data, { port: 9443 }, now);
  expect(readSettings(data)).toMatchObject({ host: HOST, port: 9443, regions: ['141181'] });
});

test('a folder of practice is no office, and the practice office does not start on a real one', async () => {
  const practice = join(folder, 'practice');
  mkdirSync(practice);
  writeFileSync(join(practice, 'clock.json'), JSON.stringify({ offset: 1000, seen: 0 }));
  expect(() => setUp(practice, { host: HOST, regions: ['141181'] }, administrator, now)).toThrow(
    'was used for practice',
  );
  const data = officeIn('moved');
  writeFileSync(join(data, 'clock.json'), JSON.stringify({ offset: 1000, seen: 0 }));
  await expect(startOffice({ data, assembly: folder })).rejects.toThrow('with a clock that was set');
  await expect(startOffice({ data: join(folder, 'none'), assembly: folder })).rejects.toThrow('is no office yet');
  const started = spawnSync(process.execPath, [join(root, 'infra/local/commands/start.ts'), '--data', data]);
  expect([started.status, started.stderr.toString()]).toEqual([1, expect.stringContaining('belongs to an office')]);
});

test('a change of how somebody signs in is whole, or nothing of it is', () => {
  const data = officeIn('ways');
  const accounts = openAccounts(data);
  const details = { role: 'caseworker', university: null, administrator: false, regions: ['141181'] } as const;
  const add = (name: string, outside: string | null) =>
    accounts.add(name, { ...details, regions: ['141181'], shown: name, outside }, now);
  add('wang.jianguo', null);
  accounts.change('wang.jianguo', { passwords: ['scrypt'], passwordAt: now, oneTime: null });
  add('zhao.mingyuan', 'gov-4711');
  const before = accounts.all();
  const log = openSignInLog(
    data,
    () => now,
    () => {},
  );
  const pages = createAccountsPages({
    accounts,
    sessions: createSessions(),
    log,
    regions: [],
    outside: true,
    now: () => now,
  });
  const change = (form: Record<string, string>) => {
    const body = new URLSearchParams({ shown: '某人', role: 'caseworker', regions: '141181', ...form });
    const sent = { method: 'POST', url: '', headers: {}, body: Buffer.from(body.toString()), sourceIp: '127.0.0.1' };
    return pages.change('change', sent, 'li.wenjing');
  };
  expect(change({ name: 'wang.jianguo', outside: 'gov-4711' }).status).toBe(409);
  expect(accounts.all()).toEqual(before);
  // Who comes back from the other issuer begins with a code, which is shown.
  expect(String(change({ name: 'zhao.mingyuan', outside: '' }).body)).toMatch(/<code>[A-Z2-9-]{23}<\/code>/);
});

test('accounts that are gone or were changed by hand are no reason to begin with none', () => {
  const data = officeIn('changed');
  const file = join(data, 'office/accounts.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('"administrator": true', '"administrator":  true'));
  expect(() => openAccounts(data)).toThrow('is damaged');
  const gone = officeIn('gone');
  execFileSync('rm', [join(gone, 'office/accounts.json')]);
  expect(() => openAccounts(gone)).toThrow('is missing: put it back from a backup');
});

test('a disk that gets full, a clock that was put back, a certificate that ends and a backup that is missing ring', () => {
  const GB = 1024 ** 3;
  const find = (more: object) =>
    findMachineAlarms({
      disk: { freeBytes: 50 * GB, totalBytes: 100 * GB },
      clockBehindMs: 2_000,
      certificateValidTo: now + 31 * DAY,
      backup: { format: 1, taken: { at: now - DAY, path: '', digest: '' }, tried: null, failed: null },
      now,
      runningSince: now - 30 * DAY,
      ...more,
    }).map(({ code }) => code);
  expect(find({})).toEqual([]);
  expect(find({ disk: { freeBytes: 9 * GB, totalBytes: 100 * GB } })).toEqual(['disk-full']);
  expect(find({ clockBehindMs: 3_600_000 })).toEqual(['clock-behind']);
  expect(find({ certificateValidTo: now + 29 * DAY })).toEqual(['certificate-expires']);
  expect(find({ backup: null })).toEqual(['backup-missing']);
  const missed = { format: 1, taken: { at: now - 2 * DAY, path: '', digest: '' }, tried: null, failed: null };
  expect(find({ backup: missed })).toEqual(['backup-failed']);
});

const systemd = spawnSync('systemd-analyze', ['--version']).status === 0;
test.runIf(systemd)('the systemd unit is one that systemd understands', () => {
  const unit = readFileSync(join(root, 'infra/office/canbao.service'), 'utf8');
  // What it runs is not on this machine; where it is said, this node stands for it.
  const here = unit.replace(/^ExecStart=\S+/m, `ExecStart=${process.execPath}`).replace(/^Documentation=.*$/m, '');
  const path = join(folder, 'canbao.service');
  writeFileSync(path, here);
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8' });
  const own = stderr.split('\n').filter((line) => line.includes('canbao.service'));
  expect([status, own]).toEqual([0, []]);
  expect(readdirSync(folder)).toContain('canbao.service');
});
