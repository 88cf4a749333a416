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
import type { Role } from '../../functions/runtime/caller.ts';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { type Cloud, startCloud } from '../../infra/local/cloud.ts';
import { type Desk, openDesk } from '../../infra/local/desk/desk.ts';
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

const deskOf = (role: Role): Desk =>
  openDesk(cloud.url, () => cloud.token({ sub: `${role}-1`, role, regions: ['141181', '310000'] }));
/** Asked anew each time: the machine is started several times. */
const desk = (): Desk => deskOf('caseworker');
const deadLetters = async () => (await desk().ask('listDeadLetters', { query: { region: '141181' } })).messages;

/** What a phone was sent, in order, by title. */
const sentTo = ({ phone }: RollPerson): string[] =>
  [...gateway.delivered.values()].filter(({ to }) => to === phone).map(({ title }) => title);

const states = () => new SFNClient({ endpoint: cloud.url, region: 'cn-northwest-1', credentials: cloud.owner });
const machineArn = 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:canbao-reminders';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-reminders-'));
  data = join(folder, 'data');
  assembly = await keptAssembly();
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
    const said = { region: '141181', coverageYear: 2026, paidOn: '2026-02-16', channel: 'bank' } as const;
    const noted = await desk().ask('noteSaidPaid', { body: { idNumber: saysPaid.idNumber, ...said } });
    expect(noted).toEqual({ noted: 1 });
    const stop = { idNumber: stopped.idNumber, reason: '本人要求不再接收短信' };
    expect(await desk().ask('stopMessages', { body: stop })).toMatchObject({ stopped: true });
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
    async function sentOn(day: string): Promise<string[]> {
      const { messages } = await desk().ask('listOutbox', { query: { region: '141181', day } });
      return messages.map(({ channel, occasion }) => `${channel} ${occasion}`);
    }
    // The letter to whom the roll reminds, and that of the case, whose person the roll does not remind.
    expect((await sentOn('2026-02-18')).sort()).toEqual(['file payment_reminder', 'file period_2026-02-25_7']);
    expect(await sentOn('2026-02-19')).toEqual(['webhook period_2026-02-25_7', 'webhook period_2026-02-25_7']);
    const { bytes } = await desk().ask('printFile', { params: { region: '141181', day: '2026-02-18' } });
    const letters = bytes.toString('utf8');
    expect(letters.match(/<article>/g)).toHaveLength(2);
    expect(letters).toContain(tooLate);
    const [dead, ...more] = await deadLetters();
    expect(more).toEqual([]);
    expect(dead).toMatchObject({ failure: { reason: 'missing_value', detail: '通知缺少：姓名' } });
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
    await desk().ask('withdrawCase', { params: { id: waiting }, body: { reason: '本人要求撤回' } });
    await cloud.move('PT2M');
  });

  it('a dead letter is made again once the value is there', async () => {
    await roll.reach(unreachable);
    const [dead] = await deadLetters();
    const again = await desk().ask('retryDeadLetter', { params: { id: dead?.id ?? '' }, body: {} });
    expect(again.goesOut).toBe('with_the_next_reminders');
    await moveTo('2026-02-20T09:05:00+08:00');
    await waitFor(() => sentTo(unreachable).length > 0);
    expect(sentTo(unreachable)).toEqual(['城乡居民基本医疗保险缴费提醒']);
    expect(await deadLetters()).toEqual([]);
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
    const { tables } = await deskOf('policy_officer').ask('listUnplannable', {});
    expect(tables).toContainEqual(
      expect.objectContaining({ region: '310000', coverageYear: 2025, field: 'ways.in_time.open.to' }),
    );
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
  return (await desk().submit('openCase', { body: { kind: 'late-payment', person: opened, facts }, headers })).caseId;
}
const shown = (id: string) => desk().ask('getCase', { params: { id } });

/** Approves what a case asks, with everything that is to be confirmed. */
async function approve(caseId: string): Promise<void> {
  const { task } = await shown(caseId);
  if (!task) throw new Error(`${caseId} asks nothing`);
  const confirm = task.confirmations.map(({ field }) => field);
  const acknowledge = task.reviews.map(({ code, field }) => `${code} ${field}`);
  await desk().ask('decideTask', { params: { id: task.taskId }, body: { action: 'approve', confirm, acknowledge } });
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
    const { bytes } = await desk().send('GET', path, { headers: { accept: 'text/html' } });
    const page = bytes.toString('utf8');
    expect(page).toContain('<h1>城乡居民基本医疗保险缴费通知书</h1>');
    expect(page).toContain('aria-label="依据"');
    const reminder = await roll.reminders.get(caseId, 'payment_notice');
    expect(reminder).toMatchObject({ state: 'planned', daysBefore: 7 });
  });

  it('is decided again when an aid list says more of the person, and the import says which case', async () => {
    const row = `${person(8).idNumber},低保对象,2026-02-27,孝义市民政局`;
    const body = Buffer.from(`身份证号码,身份类别,认定日期,认定部门\n${row}\n`);
    const { importId } = await desk().ask('receiveImport', { params: { kind: 'aid-lists' }, body });
    await cloud.move('PT3M');
    const { rows } = await desk().ask('listImportRows', { params: { id: importId } });
    expect(rows).toMatchObject([{ outcome: 'added', decidedAgain: [caseId] }]);
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
    const table = { params: { region: '141181', coverageYear: '2026' }, query: { since: '2026-02-25' } };
    const { cases } = await deskOf('policy_officer').ask('listRevived', table);
    expect(cases).toEqual([
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
