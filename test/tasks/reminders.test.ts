/** The tasks of a morning's reminders on real tables, with a real gateway: what is once stays once, whatever happens. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { caseSchema } from '../../functions/cases/case.ts';
import type { RefundCase } from '../../functions/cases/refund/case.ts';
import { addDays, localDate } from '../../functions/domain/calendar.ts';
import { openPersonIdentity } from '../../functions/runtime/person-identity.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { DUE_SHARDS, enrolmentEntry, rollSubject } from '../../functions/store/keys.ts';
import { openAidLists } from '../../functions/store/ledger/aid-lists.ts';
import { openImportedEnrolments } from '../../functions/store/ledger/imported-enrolments.ts';
import { openLedgerStore } from '../../functions/store/ledger/ledger-store.ts';
import { openRollStore } from '../../functions/store/ledger/roll-store.ts';
import { openOutboxStore } from '../../functions/store/messages/outbox-store.ts';
import { openReminderRuns } from '../../functions/store/messages/reminder-runs.ts';
import { openReminderStore } from '../../functions/store/messages/reminder-store.ts';
import { startNearServices } from '../api/near-services.ts';
import { idNumber } from '../api/people.ts';
import { refundIn } from '../cases/cases-in.ts';
import { type GatewayStub, startGateway } from '../support/gateway.ts';
import { type OpenTables, openTables } from '../support/open-tables.ts';
import { putPublished } from '../support/put-published.ts';

const SECRET = 'arn:aws-cn:secretsmanager:cn-northwest-1:000000000000:secret:person';
const DAY = localDate('2026-02-18');
const AT = '2026-02-18T01:00:00.000Z';
const LAST_DAY = localDate('2026-02-25');

let tables: OpenTables;
let near: Awaited<ReturnType<typeof startNearServices>>;
let gateway: GatewayStub;
let tasks: Awaited<ReturnType<typeof loadTasks>>;

beforeAll(async () => {
  tables = await openTables();
  near = await startNearServices('a secret of more than thirty-two characters');
  gateway = await startGateway();
  Object.assign(process.env, {
    AWS_REGION: 'cn-northwest-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: near.endpoint,
    POLICIES_TABLE: 'Policies',
    CASES_TABLE: 'Cases',
    LEDGER_TABLE: 'Ledger',
    NOTICES_TABLE: 'Notices',
    REMINDERS_TABLE: 'Reminders',
    PERSON_SECRET_ARN: SECRET,
    GATEWAY_SECRET_ARN: SECRET,
    GATEWAY_URL: gateway.url,
    QUIET_HOURS: '21:00-08:00',
  });
  await putPublished(tables.client);
  tasks = await loadTasks();
});
afterAll(async () => {
  await gateway.close();
  await near.close();
  await tables.close();
});

async function loadTasks() {
  const [find, send, finish, deliver] = await Promise.all([
    import('../../functions/tasks/reminders/find-due.ts'),
    import('../../functions/tasks/reminders/send-due.ts'),
    import('../../functions/tasks/reminders/finish-run.ts'),
    import('../../functions/tasks/outbox/deliver.ts'),
  ]);
  return { find: find.handler, send: send.handler, finish: finish.handler, deliver: deliver.handler };
}

const reminders = () => openReminderStore(tables.client, 'Reminders');
const outbox = () => openOutboxStore(tables.client, 'Notices');
const runs = () => openReminderRuns(tables.client, 'Reminders');
const ledger = () => openLedgerStore(tables.client, 'Ledger');

let count = 0;
let personRef = '';
let subject = '';
let phone = '';
beforeEach(async () => {
  gateway.mood = 'up';
  count += 1;
  await resident(count);
});

/** On the roll of Xiaoyi, with a reminder that is due. */
async function resident(number: number, dueOn = DAY): Promise<void> {
  const details = { idNumber: idNumber(number), name: '试一人' };
  phone = `1390000${String(number).padStart(4, '0')}`;
  const { ref, sealed } = await openPersonIdentity(SECRET).seal({ ...details, phone });
  personRef = ref;
  subject = rollSubject('141181', 2026, ref);
  const enrolled = { personRef, coverageYear: 2025, region: '141181', benefitStart: localDate('2025-01-01') };
  await openImportedEnrolments(tables.client, 'Ledger').put({ ...enrolled, source: `f:${number}`, recordedAt: AT });
  await openRollStore(tables.client, 'Ledger').putContact(ref, { sealed, maskedName: '试*' }, AT);
  const planned = { region: '141181', coverageYear: 2026, lastDay: LAST_DAY, dueOn, daysBefore: 7, plannedAt: AT };
  await reminders().plan({ subject, occasion: 'period', ...planned });
}

/** The person has applied for a refund on a ground. */
async function applied(ground: RefundCase['facts']['ground']): Promise<void> {
  const refund = refundIn('assessing');
  const facts = { ...refund.facts, ground, eventOn: localDate('2025-09-15') };
  const opened = { ...refund, caseId: `R141181-2025-${count}`, facts, person: { ...refund.person, ref: personRef } };
  const { history: _, version: _version, ...parts } = opened;
  const cases = openCaseStore(tables.client, 'Cases', caseSchema);
  await cases.put(
    { ...parts, pending: { kind: 'start' } },
    {
      at: AT,
      by: 'lin',
      event: 'case_opened',
      detail: { kind: 'refund', ground },
    },
  );
}

const sendAll = async (at = AT) => {
  for (const shard of DUE_SHARDS) await tasks.send({ day: DAY, shard, at });
};
const handedOver = (): number =>
  [...gateway.delivered.values()]
    .filter(({ to }) => to === phone)
    .reduce((sum, { id }) => sum + (gateway.handedOver.get(id) ?? 0), 0);
const planned = () => reminders().get(subject, 'period');

describe('a reminder that is due', () => {
  test('is handed over once by two runs at the same moment, and moves to its next step', async () => {
    await Promise.all([sendAll(), sendAll()]);
    expect(handedOver()).toBe(1);
    expect(await planned()).toMatchObject({ state: 'planned', daysBefore: 1, dueOn: '2026-02-24' });
  });

  test('whose run died after the message was stored is left to the outbox, and goes on', async () => {
    const key = { caseId: subject, occasion: `period_${LAST_DAY}_7`, at: AT };
    await outbox().put({ ...key, title: '提醒', body: ['请缴费'], sendAfter: '2026-02-18T01:05:00.000Z' });
    await sendAll();
    expect(handedOver()).toBe(0);
    expect(await planned()).toMatchObject({ daysBefore: 1 });
    await tasks.deliver({ source: 'canbao.deliver', scheduledTime: '2026-02-18T01:04:00.000Z' });
    expect(handedOver()).toBe(0);
    await tasks.deliver({ source: 'canbao.deliver', scheduledTime: '2026-02-18T01:06:00.000Z' });
    expect(handedOver()).toBe(1);
  });

  test('of a person who says to have paid is held until the record must be visible', async () => {
    await reminders().noteSaid(subject, 'period', { paidOn: DAY, channel: 'bank' });
    await sendAll();
    expect(handedOver()).toBe(0);
    expect(await planned()).toMatchObject({ state: 'held', dueOn: '2026-03-01' });
  });

  test('of somebody whose enrolment ended in mid-year says nothing', async () => {
    const enrolment = { personRef, coverageYear: 2025, region: '141181', benefitStart: localDate('2025-01-01') };
    const entry = { ...enrolment, benefitEnd: localDate('2025-06-30'), caseId: 'f:1', recordedAt: AT };
    const { openLedgerItems } = await import('../../functions/store/ledger/ledger-items.ts');
    await openLedgerItems(tables.client, 'Ledger').update(enrolmentEntry(personRef, 2025), {
      UpdateExpression: 'SET enrolled = :enrolled',
      ConditionExpression: 'attribute_exists(enrolled)',
      ExpressionAttributeValues: { ':enrolled': entry },
    });
    await sendAll();
    expect(handedOver()).toBe(0);
    expect(await planned()).toMatchObject({ state: 'done', reason: 'left' });
  });

  test.each([
    ['death', 'died'],
    ['employee_insurance', 'insured_elsewhere'],
  ] as const)('of somebody whose refund names %s says nothing, and ends', async (ground, reason) => {
    await applied(ground);
    await sendAll();
    expect(handedOver()).toBe(0);
    expect(await planned()).toMatchObject({ state: 'done', reason });
  });

  test('goes out to whose refund says nothing of this year', async () => {
    await applied('aid_recognised');
    await sendAll();
    expect(handedOver()).toBe(1);
  });

  test('keeps what the person said when the last day is another one', async () => {
    await reminders().noteSaid(subject, 'period', { paidOn: DAY, channel: 'bank' });
    const later = { lastDay: localDate('2026-03-25'), dueOn: localDate('2026-03-18'), daysBefore: 7, plannedAt: AT };
    const again = { subject, occasion: 'period' as const, region: '141181', coverageYear: 2026, ...later };
    expect(await reminders().plan(again)).toBe(true);
    expect(await planned()).toMatchObject({ dueOn: '2026-03-18', said: { paidOn: DAY }, version: 3 });
    expect(await reminders().plan(again)).toBe(false);
  });

  test('says another amount once the person is on a list', async () => {
    const listed = { category: 'subsistence_allowance' as const, authority: '民政局', identifiedOn: DAY };
    await openAidLists(tables.client, 'Ledger').put({ ...listed, personRef, source: `aid:${count}`, recordedAt: AT });
    await sendAll();
    const [message] = [...gateway.delivered.values()].filter(({ to }) => to === phone);
    expect(message?.title).toBe('城乡居民基本医疗保险特殊缴费提醒');
  });

  test('of a person with an open case is left to the case', async () => {
    await ledger().claimEnrolment({ personRef, coverageYear: 2026, caseId: 'L141181-2026-AAAAAAAAAA', at: AT });
    await sendAll();
    expect(handedOver()).toBe(0);
    expect(await planned()).toMatchObject({ state: 'planned', daysBefore: 1 });
  });

  test('of a person on the stop list is not sent', async () => {
    const stop = { stopped: true, at: AT, by: 'lin', reason: '本人要求' };
    await openRollStore(tables.client, 'Ledger').putStop(personRef, stop);
    await sendAll();
    expect(handedOver()).toBe(0);
    expect(await planned()).toMatchObject({ state: 'done', reason: 'stop_list' });
  });
});

describe('a run', () => {
  test('looks again at the last day that was done, for what was planned after its run, and at days that were missed', async () => {
    await sendAll();
    await runs().setDoneThrough(addDays(DAY, -4));
    const missed = addDays(DAY, -2);
    count += 1;
    await resident(count, missed);
    const found = await tasks.find({ day: DAY });
    expect(found).toMatchObject({ from: addDays(DAY, -4), through: DAY });
    expect(found.slices.map(({ day }) => day)).toEqual([missed]);
    // Nothing was sent of it: the next run begins there.
    expect(await tasks.finish({ day: DAY, through: DAY, slices: found.slices })).toEqual({ more: false });
    expect(await runs().doneThrough()).toBe(addDays(missed, -1));
    for (const { day, shard } of found.slices) await tasks.send({ day, shard, at: AT });
    expect(handedOver()).toBe(1);
    await tasks.finish({ day: DAY, through: DAY, slices: found.slices });
    expect(await runs().doneThrough()).toBe(DAY);
  });
});
