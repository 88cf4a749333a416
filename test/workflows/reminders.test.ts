/** The daily reminders in the whole local cloud, in moved time, over a real gateway: nine people, six weeks. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Role } from '../../functions/runtime/caller.ts';
import { synthesize } from '../../infra/build/synthesize.ts';
import { type Cloud, startCloud } from '../../infra/local/cloud.ts';
import { openDesk } from '../../infra/local/desk/desk.ts';
import { findWorkAlarms } from '../../infra/office/watch/find-alarms.ts';
import { idNumber } from '../api/people.ts';
import { type GatewayStub, startGateway } from '../support/gateway.ts';
import { judgingDatabase } from '../support/judging-database.ts';
import { openRollOf, type Roll, type RollPerson } from '../support/reminder-people.ts';

const person = (sequence: number, more: Partial<RollPerson> = {}): RollPerson => ({
  idNumber: idNumber(sequence),
  name: '试验人',
  phone: `1390000000${sequence}`,
  ...more,
});
const ordinary = person(1);
const payer = person(2);
const aided = person(3, { aid: 'subsistence_allowance' });
const withoutPhone: RollPerson = { idNumber: idNumber(4), name: '试验人' };
const stopped = person(5);
const unreachable = person(6);
const saysPaid = person(7);
/** Reminded by an own case, not by the roll too. */
const withCase: RollPerson = { idNumber: idNumber(9), name: '试验人' };
const everybody = [ordinary, payer, aided, withoutPhone, stopped, unreachable, saysPaid, withCase];

const messageSchema = z.looseObject({ id: z.string(), occasion: z.string(), channel: z.string().nullable() });
const pageSchema = z.object({ messages: z.array(messageSchema) });
const caseSchema = z.looseObject({
  caseId: z.string(),
  state: z.string(),
  facts: z.looseObject({}),
  history: z.array(z.looseObject({ event: z.string() })),
  task: z
    .looseObject({
      taskId: z.string(),
      confirmations: z.array(z.looseObject({ field: z.string() })),
      reviews: z.array(z.looseObject({ code: z.string(), field: z.string() })),
    })
    .nullable(),
});

let folder: string;
let data: string;
let assembly: string;
let gateway: GatewayStub;
let cloud: Cloud;
let roll: Roll;
/** A case whose person never pays. */
let tooLate = '';

async function start(from: string): Promise<void> {
  const parameters = { GatewayUrl: gateway.url };
  const clockFrom = Date.parse(from);
  const database = judgingDatabase(data);
  cloud = await startCloud({ data, ...database, port: 0, clockFrom, assembly, parameters, unhurried: true });
  roll = await openRollOf(cloud, data);
}

const moveTo = (time: string) => cloud.clock.move(Date.parse(time)).then(() => cloud.move('PT1S'));

/** Some minutes more, until what should come has come: on a busy machine an attempt may be given up and made again. */
async function waitFor(come: () => boolean): Promise<void> {
  for (let minutes = 0; minutes < 20 && !come(); minutes += 2) await cloud.move('PT2M');
}

async function call(role: Role, method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const claims = { sub: `${role}-1`, role, regions: ['141181', '310000'] };
  const reply = await openDesk(cloud.url, () => cloud.token(claims)).send(method, path, { body, headers });
  return { status: reply.status, text: reply.bytes.toString('utf8') };
}
const messages = async (path: string) =>
  pageSchema.parse(JSON.parse((await call('caseworker', 'GET', path)).text)).messages;

/** What a phone was sent, in order, by title. */
const sentTo = ({ phone }: RollPerson): string[] =>
  [...gateway.delivered.values()].filter(({ to }) => to === phone).map(({ title }) => title);

const states = () => new SFNClient({ endpoint: cloud.url, region: 'cn-northwest-1', credentials: cloud.owner });
const machineArn = 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:canbao-reminders';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-reminders-'));
  data = join(folder, 'data');
  assembly = await synthesize({ outdir: join(folder, 'assembly'), region: 'cn-northwest-1', validate: false });
  gateway = await startGateway();
  await start('2026-02-16T08:00:00+08:00');
  for (const one of everybody) await roll.enrol(one, '141181', 2025);
  for (const one of everybody) if (one !== unreachable) await roll.reach(one);
  await roll.pay(payer, '141181', 2026, '2026-01-10');
});
afterAll(async () => {
  await cloud?.close();
  await gateway?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a week before the last day', () => {
  it('the roll of last year is planned, and a desk says who is not to be written to and who says to have paid', async () => {
    await moveTo('2026-02-16T09:10:00+08:00');
    const said = { region: '141181', coverageYear: 2026, paidOn: '2026-02-16', channel: 'bank' };
    const noted = await call('caseworker', 'POST', '/reminders/said-paid', { idNumber: saysPaid.idNumber, ...said });
    expect(noted).toEqual({ status: 200, text: '{"noted":1}' });
    const stop = { idNumber: stopped.idNumber, reason: '本人要求不再接收短信' };
    expect((await call('caseworker', 'POST', '/stop-list', stop)).status).toBe(200);
    tooLate = await openCase(withCase);
    await cloud.move('PT2M');
    expect(gateway.requests).toBe(0);
  });

  it('nothing is lost while the gateway is down for a day', async () => {
    gateway.mood = 'down';
    await moveTo('2026-02-18T09:05:00+08:00');
    expect(gateway.requests).toBeGreaterThan(0);
    expect(gateway.delivered.size).toBe(0);
    await moveTo('2026-02-19T09:05:00+08:00');
    expect(gateway.delivered.size).toBe(0);
    gateway.mood = 'twice';
    // By now an attempt is made every hour.
    await moveTo('2026-02-19T10:10:00+08:00');
    await waitFor(() => gateway.delivered.size >= 2);
    gateway.mood = 'up';
    expect(sentTo(ordinary)).toEqual(['城乡居民基本医疗保险缴费提醒']);
    expect(sentTo(aided)).toEqual(['城乡居民基本医疗保险特殊缴费提醒']);
  });

  it('who has paid, says to have paid, or does not want it gets nothing', () => {
    for (const one of [payer, saysPaid, stopped]) expect(sentTo(one)).toEqual([]);
  });

  it('who has no phone gets a letter, and who cannot be reached is a dead letter that says what is missing', async () => {
    const sentOn = async (day: string) =>
      (await messages(`/outbox?region=141181&day=${day}`)).map(({ channel, occasion }) => `${channel} ${occasion}`);
    // The letter to whom the roll reminds, and that of the case, whose person the roll does not remind.
    expect((await sentOn('2026-02-18')).sort()).toEqual(['file payment_reminder', 'file period_2026-02-25_7']);
    expect(await sentOn('2026-02-19')).toEqual(['webhook period_2026-02-25_7', 'webhook period_2026-02-25_7']);
    const letters = await call('caseworker', 'GET', '/print-files/141181/2026-02-18');
    expect(letters.text.match(/<article>/g)).toHaveLength(2);
    expect(letters.text.match(new RegExp(tooLate, 'g'))).not.toBeNull();
    const [dead, ...more] = await messages('/dead-letters?region=141181');
    expect(more).toEqual([]);
    expect(dead).toMatchObject({ failure: { reason: 'missing_value', detail: '通知缺少:姓名' } });
  });

  it('an office’s own server rings for a dead letter, and for what nobody has done in time', async () => {
    // Three lapsed years can be read in two ways: a person has to say which.
    const waiting = await openCase(person(15, { phone: '13900000015' }), { lapsedYears: [2023, 2024, 2025] });
    await cloud.move('PT2M');
    const alarms = await findWorkAlarms({
      desk: openDesk(cloud.url, () => cloud.token({ sub: 'office-watch', role: 'auditor', regions: ['141181'] })),
      states: states(),
      regions: ['141181'],
      today: '2026-09-01',
      now: cloud.clock.now(),
      runningSince: cloud.clock.now(),
    });
    expect(alarms.map(({ code }) => code)).toEqual(['tasks-overdue', 'messages-dead']);
    await call('caseworker', 'POST', `/cases/${waiting}/withdrawal`, { reason: '本人要求撤回' });
    await cloud.move('PT2M');
  });

  it('a dead letter is made again once the value is there', async () => {
    await roll.reach(unreachable);
    const [dead] = await messages('/dead-letters?region=141181');
    const again = await call('caseworker', 'POST', `/dead-letters/${dead?.id}/retry`, {});
    expect(again.text).toContain('with_the_next_reminders');
    await moveTo('2026-02-20T09:05:00+08:00');
    await waitFor(() => sentTo(unreachable).length > 0);
    expect(sentTo(unreachable)).toEqual(['城乡居民基本医疗保险缴费提醒']);
    expect(await messages('/dead-letters?region=141181')).toEqual([]);
  });

  it('a run that is started again is the same run, and one under another name sends nothing twice', async () => {
    const before = new Map(gateway.handedOver);
    const input = JSON.stringify({ day: '2026-02-20' });
    const same = new StartExecutionCommand({ stateMachineArn: machineArn, name: 'reminders-2026-02-20', input });
    await expect(states().send(same)).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
    await states().send(new StartExecutionCommand({ stateMachineArn: machineArn, name: 'by-hand', input }));
    await moveTo('2026-02-20T09:30:00+08:00');
    expect(gateway.handedOver).toEqual(before);
  });

  it('a table without a last day is put before a policy officer', async () => {
    const { text } = await call('policy_officer', 'GET', '/reminders/unplannable');
    expect(text).toContain('"region":"310000","coverageYear":2025,"field":"period.end"');
  });
});

describe('after days on which the machine was off', () => {
  it('the run is caught up once: only what late means is said, and nothing at night', async () => {
    await cloud.close();
    await start('2026-02-26T22:30:00+08:00');
    await moveTo('2026-02-26T22:40:00+08:00');
    expect(sentTo(ordinary)).toHaveLength(1);
    await moveTo('2026-02-27T08:01:00+08:00');
    await waitFor(() => sentTo(ordinary).length > 1);
    expect(sentTo(ordinary)).toEqual(['城乡居民基本医疗保险缴费提醒', '城乡居民基本医疗保险逾期缴费提醒']);
    const [late] = [...gateway.delivered.values()].filter(({ to }) => to === ordinary.phone).slice(-1);
    expect(late?.text).toContain('应缴金额：1100.00 元');
    expect(late?.text).toContain('待遇等待期：3 个月');
  });

  it('who says to have paid is asked for the receipt once the record should be visible', async () => {
    await moveTo('2026-03-01T09:05:00+08:00');
    await waitFor(() => sentTo(saysPaid).length > 0);
    expect(sentTo(saysPaid)).toEqual(['城乡居民基本医疗保险缴费记录核对提醒']);
  });

  it('each message was handed over signed, and to whom it belongs', async () => {
    expect(gateway.allSigned(await roll.gatewayKey())).toBe(true);
    expect(sentTo(payer)).toEqual([]);
    expect(sentTo(stopped)).toEqual([]);
  });
});

/** Opens the late payment of a person, who was insured last year where nothing else is said. */
async function openCase(one: RollPerson, history: object = { insuredYears: [2025] }): Promise<string> {
  const facts = { region: '141181', coverageYear: 2026, history };
  const { aid: _, ...opened } = one;
  const headers = { 'idempotency-key': `case-of-${one.idNumber.slice(-4)}` };
  const { text } = await call('caseworker', 'POST', '/cases', { person: opened, facts }, headers);
  return caseSchema.parse(JSON.parse(text)).caseId;
}
const shown = async (caseId: string) =>
  caseSchema.parse(JSON.parse((await call('caseworker', 'GET', `/cases/${caseId}`)).text));

/** Approves what a case asks, with everything that is to be confirmed. */
async function approve(caseId: string): Promise<void> {
  const { task } = await shown(caseId);
  const confirm = task?.confirmations.map(({ field }) => field);
  const acknowledge = task?.reviews.map(({ code, field }) => `${code} ${field}`);
  await call('caseworker', 'POST', `/tasks/${task?.taskId}/decision`, { action: 'approve', confirm, acknowledge });
}

describe('a notice of a case', () => {
  let caseId = '';

  it('goes out by the same way, and can be printed', async () => {
    caseId = await openCase(person(8));
    await cloud.move('PT2M');
    await approve(caseId);
    await waitFor(() => sentTo(person(8)).length > 0);
    expect(sentTo(person(8))).toEqual(['城乡居民基本医疗保险缴费通知书']);
    const path = `/cases/${caseId}/notices/payment_notice`;
    const page = await call('caseworker', 'GET', path, undefined, { accept: 'text/html' });
    expect(page.text).toContain('<h1>城乡居民基本医疗保险缴费通知书</h1>');
    expect(page.text).toContain('aria-label="依据"');
    const reminder = await roll.reminders.get(caseId, 'payment_notice');
    expect(reminder).toMatchObject({ state: 'planned', daysBefore: 7 });
  });

  it('is decided again when an aid list says more of the person, and the import says which case', async () => {
    const row = `${person(8).idNumber},低保对象,2026-02-27,孝义市民政局`;
    const list = new TextEncoder().encode(`身份证号码,身份类别,认定日期,认定部门\n${row}\n`);
    const headers = { 'content-type': 'application/octet-stream' };
    const { text } = await call('caseworker', 'POST', '/imports/aid-lists', list, headers);
    const { importId } = z.looseObject({ importId: z.string() }).parse(JSON.parse(text));
    await cloud.move('PT3M');
    const rows = await call('caseworker', 'GET', `/imports/${importId}/rows`);
    expect(rows.text).toContain(`"outcome":"added","decidedAgain":["${caseId}"]`);
    expect((await shown(caseId)).facts).toMatchObject({ identities: [{ category: 'subsistence_allowance' }] });
    const since = async () => {
      const events = (await shown(caseId)).history.map(({ event }) => event);
      return events.slice(events.indexOf('aid_list_changed'));
    };
    for (let minutes = 0; minutes < 20 && !(await since()).includes('assessed'); minutes += 2) await cloud.move('PT2M');
    expect(await since()).toContain('assessed');
  });
});

describe('a last day that a newer table puts off', () => {
  it('moves what was planned: people are reminded of the new one, and who has paid is not', async () => {
    await moveTo('2026-03-05T12:00:00+08:00');
    const before = new Map([ordinary, payer, stopped].map((one) => [one, sentTo(one).length]));
    await cloud.close();
    await start('2026-03-05T12:30:00+08:00');
    await roll.putOff('141181', 2026, { from: '2026-02-25', to: '2026-03-25', inForceFrom: '2026-03-06' });
    await moveTo('2026-03-18T09:10:00+08:00');
    await waitFor(() => sentTo(ordinary).length > (before.get(ordinary) ?? 0));
    expect(sentTo(ordinary).at(-1)).toBe('城乡居民基本医疗保险缴费提醒');
    const [newest] = [...gateway.delivered.values()].filter(({ to }) => to === ordinary.phone).slice(-1);
    expect(newest?.text).toContain('最后一天是 2026-03-25');
    for (const one of [payer, stopped]) expect(sentTo(one)).toHaveLength(before.get(one) ?? 0);
  });

  it('lists the case that ended too late, with its new last day', async () => {
    expect((await shown(tooLate)).state).toBe('unpaid');
    const { text } = await call('policy_officer', 'GET', '/policies/141181/2026/revived?since=2026-02-25');
    expect(JSON.parse(text).cases).toEqual([
      { caseId: tooLate, state: 'unpaid', endedOn: '2026-03-04', payBy: '2026-03-25', payable: '400.00' },
    ]);
  });
});

it('no phone number, name or id number is in a log or an execution', async () => {
  const secrets = everybody.flatMap(({ idNumber, name, phone }) => [idNumber, name, ...(phone ? [phone] : [])]);
  const { executions = [] } = await states().send(new ListExecutionsCommand({ stateMachineArn: machineArn }));
  expect(executions.length).toBeGreaterThan(5);
  const seen: string[] = [];
  for (const { executionArn } of executions) {
    seen.push(JSON.stringify(await states().send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }))));
  }
  const logs = await readdir(join(data, 'logs'), { recursive: true, withFileTypes: true });
  for (const file of logs) if (file.isFile()) seen.push(await readFile(join(file.parentPath, file.name), 'utf8'));
  for (const secret of secrets) expect(seen.some((text) => text.includes(secret))).toBe(false);
});
