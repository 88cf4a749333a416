/** What an aid list says of a person who has an open case: the real state machines and functions, in moved time. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseSchema } from '../../functions/cases/case.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { AID_TEMPLATE } from '../../functions/domain/imports/aid-row.ts';
import { textCell } from '../../functions/domain/imports/cell.ts';
import { openPersonIdentity } from '../../functions/runtime/person-identity.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { openAidLists } from '../../functions/store/ledger/aid-lists.ts';
import { openImportedEnrolments } from '../../functions/store/ledger/imported-enrolments.ts';
import { openImportedPayments } from '../../functions/store/ledger/imported-payments.ts';
import { openLedgerStore } from '../../functions/store/ledger/ledger-store.ts';
import { openRefundLedger } from '../../functions/store/ledger/refund-ledger-store.ts';
import { openRollStore } from '../../functions/store/ledger/roll-store.ts';
import { openNoticeStore } from '../../functions/store/messages/notice-store.ts';
import { IMPORTERS } from '../../functions/tasks/imports/row-importers.ts';
import { type Who, XIAOYI } from '../api/office.ts';
import { idNumber, person, xiaoyiOpening } from '../api/people.ts';
import { type NewbornMachine, openNewbornMachine } from '../support/newborn-machine.ts';
import { CARD, FIRST, OPENER, SECOND } from '../support/refund-machine.ts';

let machine: NewbornMachine;
beforeAll(async () => {
  machine = await openNewbornMachine('2026-01-10T09:00:00+08:00');
});
afterAll(() => machine.close());

/** Lets everything happen that a row or a request led to, the minute's healing included. */
async function settle(): Promise<void> {
  // On a busy machine a start may be given up; the next minute's healing makes it again.
  for (let minute = 0; minute < 3; minute += 1) {
    await machine.moveTo(Date.parse(machine.office.now()) + 1000);
    await machine.office.heal();
  }
  await machine.moveTo(Date.parse(machine.office.now()) + 1000);
}

let rows = 0;
/** A row of a list as an import stores it. */
async function list(person: string, category: string, from: string, until = '', again = ''): Promise<string> {
  rows += 1;
  const client = openDocumentClient();
  const ledger = openLedgerStore(client, 'Ledger');
  const given: Record<string, string> = { idNumber: person, category, identifiedOn: from, removedOn: until };
  const cells = AID_TEMPLATE.columns.map(({ key }) =>
    textCell(given[key] ?? (key === 'authority' ? '某市民政局' : '')),
  );
  const today = localDate(machine.office.now().slice(0, 10));
  const source = again || `list/file:${rows}`;
  const {
    outcome,
    decidedAgain = [],
    takesEffectOn,
  } = await IMPORTERS['aid-lists'](
    { row: rows, cells },
    { today, regions: ['141181'], source, at: machine.office.now(), now: machine.office.now() },
    {
      payments: openImportedPayments(client, 'Ledger'),
      enrolments: openImportedEnrolments(client, 'Ledger'),
      aid: openAidLists(client, 'Ledger'),
      roll: openRollStore(client, 'Ledger'),
      deaths: ledger.deaths,
      identity: openPersonIdentity(process.env.PERSON_SECRET_ARN ?? ''),
      open: { cases: openCaseStore(client, 'Cases', caseSchema), ledger, refunds: openRefundLedger(client, 'Ledger') },
    },
  );
  await settle();
  return [outcome, ...decidedAgain, ...(takesEffectOn ? [`from ${takesEffectOn}`] : [])].join(' ');
}

async function open(sequence: number): Promise<string> {
  const caseId = await machine.office.openCase(XIAOYI, xiaoyiOpening(sequence), `opened-${sequence}`);
  await settle();
  return caseId;
}

const shown = async (caseId: string) => machine.office.show(XIAOYI, caseId);
const payable = async (caseId: string) => (await shown(caseId)).payable;
const occasions = async (caseId: string): Promise<string[]> =>
  (await openNoticeStore(openDocumentClient(), 'Notices').list(caseId)).map(({ occasion }) => occasion);
const textOf = async (caseId: string, occasion: string): Promise<string> =>
  (await openNoticeStore(openDocumentClient(), 'Notices').get(caseId, occasion))?.body.join('\n') ?? '';
const collected = async (caseId: string) =>
  (await openLedgerStore(openDocumentClient(), 'Ledger').collections('141181', localDate('2026-01-10')))
    .filter((collection) => collection.caseId === caseId)
    .map(({ amount, status }) => `${amount} ${status}`)
    .sort();

async function openAidRefund(sequence: number, parts: object = {}): Promise<string> {
  const client = openDocumentClient();
  const { reference } = openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '');
  await openLedgerStore(client, 'Ledger').putPayment({
    voucher: `PAID-${sequence}`,
    personRef: await reference(idNumber(sequence)),
    coverageYears: [2026],
    region: '141181',
    amount: '400.00',
    collectedOn: localDate('2025-11-10'),
    payer: 'insured',
    digest: `PAID-${sequence}`,
    recordedAt: machine.office.now(),
    recordedBy: 'import',
  });
  const facts = { region: '141181', coverageYear: 2026, ground: 'aid_recognised', applicant: 'payer' } as const;
  const account = { kind: 'card' as const, holder: person(sequence).name, bank: '孝义农商银行', number: CARD };
  const opening = {
    kind: 'refund' as const,
    person: person(sequence),
    facts: { ...facts, ...parts, vouchers: [`PAID-${sequence}`] },
    account,
  };
  const caseId = await machine.office.openCase(OPENER, opening, `refund-${sequence}`);
  await settle();
  return caseId;
}

/** Approves the open task, or one that was seen earlier. */
async function decideAs(who: Who, caseId: string, taskId?: string): Promise<number> {
  const { task } = await shown(caseId);
  const confirm = task?.confirmations.map(({ field }) => field);
  const decision = { action: 'approve', ...(task?.kind === 'decision' && { confirm }) };
  const { status } = await machine.office.post(who, `/tasks/${taskId ?? task?.taskId}/decision`, decision);
  await settle();
  return status;
}

/** A refund of a person on the list that waits for its second review. */
async function reviewed(sequence: number): Promise<string> {
  await list(idNumber(sequence), '低保对象', '2025-12-01');
  const caseId = await openAidRefund(sequence, { eventOn: '2025-12-01' });
  await decideAs(FIRST, caseId);
  await decideAs(FIRST, caseId);
  expect(await shown(caseId)).toMatchObject({ state: 'awaiting_second_review' });
  return caseId;
}

async function claimOf(sequence: number) {
  const claim = (await openRefundLedger(openDocumentClient(), 'Ledger').getPayment(`PAID-${sequence}`))?.claim;
  return claim && { caseId: claim.caseId, refund: claim.refund };
}

/** Amounts ordered from the treasury for the person. */
async function orders(sequence: number): Promise<string[]> {
  const today = localDate(machine.office.now().slice(0, 10));
  const personRef = await openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '').reference(idNumber(sequence));
  const all = await openRefundLedger(openDocumentClient(), 'Ledger').instructions('141181', today);
  return all.filter((order) => order.personRef === personRef).map(({ amount }) => amount);
}

/** What the schedule does at night. */
async function night(time: string): Promise<unknown> {
  const { handler } = await import('../../functions/tasks/imports/end-listings.ts');
  await machine.moveTo(Date.parse(time));
  const answer = await handler({ source: 'canbao.aid-lists', scheduledTime: new Date(time).toISOString() });
  await settle();
  return answer;
}

describe('a person who waits to pay', () => {
  test('and is put on a list is told the new amount, and the old one is no longer collected', async () => {
    const caseId = await open(1);
    expect(await payable(caseId)).toBe('400.00');
    expect(await list(idNumber(1), '低保对象', '2025-06-01')).toBe(`added ${caseId}`);
    expect(await shown(caseId)).toMatchObject({ state: 'awaiting_payment' });
    expect(await payable(caseId)).toBe('80.00');
    expect(await occasions(caseId)).toEqual(['payment_notice', 'payment_notice_2']);
    expect(await textOf(caseId, 'payment_notice_2')).toMatch(/原通知核定的金额作废[\s\S]*应缴金额：80.00 元/);
    expect(await collected(caseId)).toEqual(['400.00 cancelled', '80.00 open']);
  });

  test('is told nothing by the same row again, or by one that changes nothing', async () => {
    const caseId = await open(2);
    await list(idNumber(2), '低保对象', '2025-06-01', '', 'list/file:again');
    expect(await list(idNumber(2), '低保对象', '2025-06-01', '', 'list/file:again')).toBe(`unchanged ${caseId}`);
    expect(await list(idNumber(2), '低保对象', '2025-06-01')).toBe('unchanged');
    expect(await occasions(caseId)).toEqual(['payment_notice', 'payment_notice_2']);
  });

  test('and is taken off the list again pays like anybody', async () => {
    const caseId = await open(3);
    await list(idNumber(3), '低保对象', '2025-06-01');
    expect(await payable(caseId)).toBe('80.00');
    expect(await list(idNumber(3), '低保对象', '2025-06-01', '2026-01-01')).toBe(`removed ${caseId}`);
    expect(await payable(caseId)).toBe('400.00');
    expect(await occasions(caseId)).toEqual(['payment_notice', 'payment_notice_2', 'payment_notice_3']);
    expect(await collected(caseId)).toEqual(['400.00 cancelled', '400.00 open', '80.00 cancelled']);
  });

  test('and whom aid bears the whole is told that nothing is to be paid', async () => {
    const caseId = await open(4);
    await list(idNumber(4), '特困人员', '2025-06-01');
    // Its benefits have begun: it is on its way to the end, or there.
    expect(['awaiting_benefits', 'insured']).toContain((await shown(caseId)).state);
    expect(await textOf(caseId, 'nothing_to_pay')).toContain('原通知核定的金额作废');
    expect(await collected(caseId)).toEqual(['400.00 cancelled']);
  });

  test('the amount after a change is the one that is paid', async () => {
    const caseId = await open(5);
    await list(idNumber(5), '低保对象', '2025-06-01');
    const payment = { voucherNumber: 'AID-5', idNumber: idNumber(5), region: '141181', coverageYear: 2026 };
    await machine.office.pay({ ...payment, amount: '80.00', collectedOn: '2026-01-10' });
    await settle();
    expect(await shown(caseId)).toMatchObject({ state: 'insured' });
    expect(await list(idNumber(5), '低保对象', '2025-06-01', '2026-01-02')).toBe('removed');
    expect(await shown(caseId)).toMatchObject({ state: 'insured' });
  });
});

describe('a person who waits to pay, and whose facts a desk corrects,', () => {
  const correct = (caseId: string, facts: object, reason: string) =>
    machine.office.post(XIAOYI, `/cases/${caseId}/correction`, { facts, reason });

  test('is told the new amount, pays it, and the old one is no longer collected', async () => {
    const caseId = await open(40);
    const identities = [{ category: 'subsistence_allowance', identifiedOn: '2025-06-01' }];
    const corrected = await correct(caseId, { identities }, '登记时漏填低保身份');
    expect(corrected.status).toBe(200);
    await settle();
    expect(await shown(caseId)).toMatchObject({ state: 'awaiting_payment', payable: '80.00' });
    expect(await occasions(caseId)).toEqual(['payment_notice', 'payment_notice_2']);
    expect(await textOf(caseId, 'payment_notice_2')).toContain('原通知核定的金额作废');
    expect(await collected(caseId)).toEqual(['400.00 cancelled', '80.00 open']);
    const payment = { voucherNumber: 'CORRECTED-40', idNumber: idNumber(40), region: '141181', coverageYear: 2026 };
    await machine.office.pay({ ...payment, amount: '80.00', collectedOn: '2026-01-10' });
    await settle();
    expect(['awaiting_benefits', 'insured']).toContain((await shown(caseId)).state);
    expect(await collected(caseId)).toEqual(['400.00 cancelled', '80.00 paid']);
  });

  test('is asked for nothing anew where the decision stays', async () => {
    const caseId = await open(41);
    const { history } = await shown(caseId);
    const given = { history: { insuredYears: [2022, 2023, 2024, 2025] } };
    expect((await correct(caseId, given, '补录参保记录')).status).toBe(200);
    await settle();
    expect(await payable(caseId)).toBe('400.00');
    expect((await shown(caseId)).history.length).toBeGreaterThan(history.length);
    expect((await collected(caseId)).filter((one) => one.endsWith('open'))).toEqual(['400.00 open']);
  });
});

test('a case that is opened after the list came knows it', async () => {
  await list(idNumber(6), '低保对象', '2025-06-01');
  const caseId = await open(6);
  expect((await shown(caseId)).facts).toMatchObject({
    identities: [{ category: 'subsistence_allowance', identifiedOn: '2025-06-01' }],
  });
  expect(await payable(caseId)).toBe('80.00');
});

test('a newborn whose contribution aid bears has nothing to pay, from the day on which its number joined', async () => {
  const child = idNumber(7, '20251215');
  const parent = { idNumber: idNumber(8), name: '试一人' };
  const opening = {
    kind: 'newborn' as const,
    region: '141181',
    birthCertificateNumber: 'O260000007',
    bornOn: '2025-12-15',
  };
  const caseId = await machine.office.openCase(XIAOYI, { ...opening, parent }, 'newborn-7');
  await settle();
  await list(child, '特困人员', '2025-12-20');
  expect((await shown(caseId)).state).toBe('tracking');
  const event = { event: 'registered', registeredOn: '2025-12-20', idNumber: child };
  await machine.office.post(XIAOYI, `/cases/${caseId}/events`, event, { 'idempotency-key': 'registered-7' });
  await settle();
  expect((await shown(caseId)).facts).toMatchObject({ identities: [{ category: 'extreme_poverty' }] });
});

describe('a refund because aid was recognised', () => {
  test('that waits for an answer is decided again by the list, and goes back as it says', async () => {
    const caseId = await openAidRefund(20);
    expect((await shown(caseId)).task?.reviews.map(({ code }) => code)).toEqual(['fact_missing']);
    expect(await list(idNumber(20), '低保对象', '2025-12-01')).toBe(`added ${caseId}`);
    await decideAs(FIRST, caseId);
    expect(await shown(caseId)).toMatchObject({ state: 'awaiting_first_review' });
    expect(await claimOf(20)).toEqual({ caseId, refund: '320.00' });
  });

  test('that another list makes larger is reviewed again by two, and paid out once', async () => {
    const caseId = await reviewed(21);
    const { task } = await shown(caseId);
    expect(await list(idNumber(21), '特困人员', '2025-12-10')).toBe(`added ${caseId}`);
    expect(await decideAs(SECOND, caseId, task?.taskId)).toBe(409);
    expect(await shown(caseId)).toMatchObject({ state: 'awaiting_first_review' });
    await decideAs(FIRST, caseId);
    await decideAs(SECOND, caseId);
    expect(await shown(caseId)).toMatchObject({ state: 'awaiting_payout' });
    expect(await claimOf(21)).toEqual({ caseId, refund: '400.00' });
    // Ordered: nothing changes what two people have approved.
    expect(await list(idNumber(21), '特困人员', '2025-12-10', '2025-12-20')).toBe('removed');
    expect(await orders(21)).toEqual(['400.00']);
  });

  test('whose ground falls is refused, and its payment is let go', async () => {
    const caseId = await reviewed(22);
    expect(await claimOf(22)).toEqual({ caseId, refund: '320.00' });
    expect(await list(idNumber(22), '低保对象', '2025-12-01', '2025-12-31')).toBe(`removed ${caseId}`);
    expect(await shown(caseId)).toMatchObject({ state: 'refused', task: null });
    expect(await occasions(caseId)).toEqual(['refused']);
    expect(await claimOf(22)).toBeUndefined();
    expect(await orders(22)).toEqual([]);
  });

  test('stays as it is when the person is taken off after the application', async () => {
    const caseId = await reviewed(23);
    expect(await list(idNumber(23), '低保对象', '2025-12-01', '2026-01-15')).toBe('removed from 2026-01-15');
    await night('2026-01-15T00:10:00+08:00');
    expect(await shown(caseId)).toMatchObject({ state: 'awaiting_second_review' });
    expect(await claimOf(23)).toEqual({ caseId, refund: '320.00' });
  });

  test('is decided again between its claim and its review, too', async () => {
    await list(idNumber(24), '低保对象', '2025-12-01');
    const caseId = await openAidRefund(24, { eventOn: '2025-12-01' });
    // The payment is claimed, and the process dies before the case says so.
    machine.office.services.onWrite = (text) => (text.includes('payments_claimed') ? 'before' : 'lives');
    await decideAs(FIRST, caseId);
    expect([(await shown(caseId)).state, await claimOf(24)]).toEqual(['claiming', { caseId, refund: '320.00' }]);
    expect(await list(idNumber(24), '低保对象', '2025-12-01', '2025-12-31')).toBe(`removed ${caseId}`);
    machine.office.services.onWrite = () => 'lives';
    await machine.moveTo(Date.parse(machine.office.now()) + 180_000);
    await settle();
    expect(await shown(caseId)).toMatchObject({ state: 'refused' });
    expect(await claimOf(24)).toBeUndefined();
  });
});

describe('a day to come', () => {
  test('takes effect by itself, once', async () => {
    const caseId = await open(30);
    await list(idNumber(30), '低保对象', '2025-06-01');
    expect(await list(idNumber(30), '低保对象', '2025-06-01', '2026-01-20')).toBe('removed from 2026-01-20');
    expect(await night('2026-01-19T00:10:00+08:00')).toEqual({ ended: 0 });
    expect(await payable(caseId)).toBe('80.00');
    expect(await night('2026-01-20T00:10:00+08:00')).toEqual({ ended: 1 });
    expect(await payable(caseId)).toBe('400.00');
    expect(await night('2026-01-20T00:11:00+08:00')).toEqual({ ended: 0 });
    expect((await occasions(caseId)).filter((occasion) => occasion.startsWith('payment_notice'))).toHaveLength(3);
  });

  test('that a night has missed takes effect in the next, and one that was taken back does not', async () => {
    const [late, back] = [await open(31), await open(32)];
    for (const sequence of [31, 32]) await list(idNumber(sequence), '低保对象', '2025-06-01', '2026-01-22');
    expect(await list(idNumber(32), '低保对象', '2025-06-01')).toBe('changed');
    expect([await payable(late), await payable(back)]).toEqual(['80.00', '80.00']);
    expect(await night('2026-01-28T00:10:00+08:00')).toEqual({ ended: 2 });
    expect([await payable(late), await payable(back)]).toEqual(['400.00', '80.00']);
  });
});

test('a question at a desk is asked again with what the list says, and the old task is gone', async () => {
  await machine.moveTo(Date.parse('2026-03-10T09:00:00+08:00'));
  const caseId = await open(9);
  const { task } = await shown(caseId);
  expect(task?.kind).toBe('decision');
  expect(await list(idNumber(9), '低保对象', '2025-06-01')).toBe(`added ${caseId}`);
  const after = await shown(caseId);
  expect(after.task?.taskId).not.toBe(task?.taskId);
  expect(after.task?.reviews.map(({ field }) => field).join()).toContain('aid');
  expect(after.history?.some(({ event }) => event === 'aid_list_changed')).toBe(true);
});
