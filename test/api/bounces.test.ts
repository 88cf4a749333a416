/** What the bank pays may come back, and what was paid wrongly may be recovered: each is said by two people. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { localDate } from '../../functions/domain/calendar.ts';
import {
  duplicateOpening,
  FIRST,
  OPENER,
  openRefundMachine,
  type RefundMachine,
  resultOf,
  SECOND,
  TREASURY,
} from '../support/refund-machine.ts';
import { approvalOfTask } from './case-paths.ts';
import type { Who } from './office.ts';
import { idNumber } from './people.ts';

let machine: RefundMachine;
beforeAll(async () => {
  machine = await openRefundMachine();
});
afterEach(async () => {
  const { paidOut, settled, recorded } = await machine.books();
  expect({ settled, recorded }).toEqual({ settled: paidOut, recorded: paidOut });
});
afterAll(() => machine.close());

/** A duplicate of 380 yuan, ordered of the treasury. */
async function ordered(sequence: number): Promise<string> {
  const vouchers = [`V-${sequence}-kept`, `V-${sequence}-twice`];
  await machine.pay(sequence, vouchers[0] ?? '');
  await machine.pay(sequence, vouchers[1] ?? '', { amount: '380.00', collectedOn: localDate('2025-09-20') });
  const opening = duplicateOpening(sequence, vouchers);
  const caseId = await machine.office.openCase(OPENER, opening, `key-bounce-${sequence}`);
  await machine.driveToTreasury(caseId);
  return caseId;
}

async function refunded(sequence: number): Promise<string> {
  const caseId = await ordered(sequence);
  expect(await machine.drive(caseId)).toBe('refunded');
  return caseId;
}

const BOUNCE = { amount: '380.00', on: '2025-11-10', reference: 'T-0001', reason: '账户已注销' };
/** The raw door: most of it is about what is refused. */
const tryToBounce = (caseId: string, parts: object = {}, who: Who = TREASURY) =>
  machine.office.post(who, `/payouts/${caseId}-P1/bounce`, { ...BOUNCE, ...parts });
const bounce = (caseId: string, parts: object = {}, instruction = `${caseId}-P1`) =>
  machine.office.desk(TREASURY).ask('recordPayoutBounce', { params: { instruction }, body: { ...BOUNCE, ...parts } });
const occasions = async (caseId: string): Promise<string[]> =>
  (await machine.look(caseId)).notices.map(({ occasion }) => occasion).sort();
const taskOf = async (caseId: string) => {
  const { task } = await machine.look(caseId);
  if (!task) throw new Error(`${caseId} waits for nobody`);
  return task;
};

test("the bank's day is not before the order, by a call and in a file", async () => {
  const caseId = await ordered(201);
  const tell = (on: string) =>
    machine.office.post(TREASURY, `/payouts/${caseId}-P1/result`, resultOf('paid', '380.00', 'B-0001', on));
  for (const day of ['2001-01-01', '2025-11-09']) {
    const { status, body } = await tell(day);
    expect([status, body.issues?.map(({ path }) => path)]).toEqual([422, ['on']]);
    expect(body.issues?.[0]?.message).toContain('2025-11-10 开具');
  }
  const file = [
    '指令号,金额,结果,日期,流水号,退回原因',
    `${caseId}-P1,380.00,已支付,2025-11-09,B-0001,`,
    `${caseId}-P1,380.00,支付后退票,2025-11-10,T-0001,账户已注销`,
  ].join('\n');
  const told = await machine.office.desk(TREASURY).ask('receiveTreasuryResults', { body: Buffer.from(file) });
  expect(told.counts).toEqual({ failed: 2 });
  expect((await tell('2025-11-10')).status).toBe(200);
  expect(await machine.drive(caseId)).toBe('refunded');
});

describe('what was paid and came back', () => {
  test('goes to another account, which another person looks at; each sum and each letter says what happened', async () => {
    const caseId = await refunded(210);
    const before = await machine.books();
    expect((await bounce(caseId)).state).toBe('awaiting_account');
    await machine.pass();
    const { state, task } = await machine.look(caseId);
    expect([state, task?.kind, task?.actions]).toEqual(['awaiting_account', 'account', ['correct_account', 'give_up']]);
    const between = await machine.books();
    expect([between.settled, between.claimed]).toEqual([before.settled - 380, 380]);
    expect(await machine.drive(caseId)).toBe('refunded');
    const after = await machine.books();
    expect([after.settled, after.claimed, after.orders]).toEqual([before.settled, 0, before.orders + 1]);
    expect((await machine.ledger.getPayment('V-210-twice'))?.claim?.settled?.instruction).toBe(`${caseId}-P2`);
    expect(await occasions(caseId)).toEqual(['account_wrong_1', 'refund_decision', 'refund_paid', 'refund_paid_2']);
    const { payouts } = await machine.lookAtRefund(caseId);
    expect(payouts).toMatchObject([
      { result: { outcome: 'paid' }, bounced: { reference: 'T-0001' } },
      { bounced: null },
    ]);
    const told = await Promise.all(
      [caseId, `${caseId}~1-bounced`, `${caseId}~2`].map((id) => machine.refunds.getRefund(id)),
    );
    expect(told.map((record) => [record?.amount, record?.instruction])).toEqual([
      ['380.00', `${caseId}-P1`],
      ['-380.00', `${caseId}-P1`],
      ['380.00', `${caseId}-P2`],
    ]);
  });

  test('is corrected by one person and reviewed by another', async () => {
    const caseId = await refunded(211);
    await bounce(caseId);
    await machine.pass();
    const account = { kind: 'card', holder: '试一人', bank: '孝义农商银行', number: '6217000000000000012' } as const;
    const third = ['caseworker', '141181', 'zhang'] as const;
    const corrected = { action: 'correct_account', account, opinion: '按本人出示的银行卡更正' } as const;
    await machine.office.decide(third, (await taskOf(caseId)).taskId, corrected);
    await machine.pass();
    const task = await taskOf(caseId);
    const approve = (who: Who) => machine.office.decide(who, task.taskId, approvalOfTask(task));
    for (const who of [third, OPENER, FIRST]) {
      await expect(approve(who)).rejects.toMatchObject({ status: 409, code: 'same_person_reviews' });
    }
    await approve(SECOND);
    expect(await machine.drive(caseId)).toBe('refunded');
  });

  test('comes back once, whoever says it how often: the same is one, another one is refused', async () => {
    const caseId = await refunded(212);
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => bounce(caseId)));
    const taken = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    expect(taken.filter(({ again }) => !again)).toHaveLength(1);
    await bounce(caseId);
    const other = await tryToBounce(caseId, { reference: 'T-0002' });
    expect([other.status, other.body.code]).toEqual([409, 'payout_result_contradicts']);
    expect(await machine.drive(caseId)).toBe('refunded');
    expect(await bounce(caseId)).toMatchObject({ again: true });
    await bounce(caseId, { on: '2025-11-10', reference: 'T-0003' }, `${caseId}-P2`);
    expect(await machine.drive(caseId)).toBe('refunded');
    expect((await machine.lookAtRefund(caseId)).payouts).toHaveLength(3);
  });

  test('is said only of what was paid, in full, and not before it was', async () => {
    const caseId = await ordered(213);
    await expect(bounce(caseId)).rejects.toMatchObject({ status: 409, code: 'payout_not_paid' });
    expect(await machine.drive(caseId)).toBe('refunded');
    for (const [parts, path] of [
      [{ amount: '379.00' }, 'amount'],
      [{ on: '2025-11-09' }, 'on'],
      [{ on: '2025-11-12' }, 'on'],
      [{ reason: '' }, 'reason'],
    ] as const) {
      const { status, body } = await tryToBounce(caseId, parts);
      expect([status, body.issues?.map((issue) => issue.path)]).toEqual([422, [path]]);
    }
    expect((await tryToBounce(caseId, {}, ['treasury', '140400', 'other'])).body.code).toBe('payout_not_found');
    expect((await tryToBounce(caseId, {}, FIRST)).status).toBe(403);
    await expect(bounce(caseId, {}, `${caseId}-P2`)).rejects.toMatchObject({ code: 'payout_not_found' });
  });

  test('without another account the payments are let go, and what was ended by the refund is as it was', async () => {
    await machine.pay(214, 'V-214', { coverageYears: [2026], payer: 'insured' });
    const ref = (await machine.refunds.getPayment('V-214'))?.personRef ?? '';
    const claim = { personRef: ref, coverageYear: 2026, caseId: 'L141181-2026-BEFORE', at: machine.office.now() };
    await machine.ledger.claimEnrolment(claim);
    const enrolled = {
      region: '141181',
      voucher: 'V-214',
      benefitStart: localDate('2026-01-01'),
      recordedAt: claim.at,
    };
    await machine.ledger.recordEnrolment(ref, 2026, { ...enrolled, caseId: claim.caseId });
    const asked = duplicateOpening(214, ['V-214'], { ground: 'employee_insurance', eventOn: '2025-11-01' });
    const caseId = await machine.office.openCase(OPENER, asked, 'key-bounce-214');
    expect(await machine.drive(caseId)).toBe('refunded');
    expect((await machine.ledger.getEnrolment(ref, 2026))?.enrolled).toBeUndefined();
    await bounce(caseId, { amount: '400.00' });
    await machine.pass();
    const given = { action: 'give_up', opinion: '没有可以收款的账户' } as const;
    await machine.office.decide(FIRST, (await taskOf(caseId)).taskId, given);
    expect(await machine.drive(caseId)).toBe('payout_failed');
    expect(await machine.ledger.getPayment('V-214')).not.toHaveProperty('claim');
    expect((await machine.ledger.getEnrolment(ref, 2026))?.enrolled).toMatchObject({ caseId: claim.caseId });
    expect((await machine.refunds.getRefund(`${caseId}~1-bounced`))?.amount).toBe('-400.00');
  });
});

describe('what was paid wrongly and was recovered', () => {
  const asked = { amount: '100.00', on: '2025-11-10', reference: 'R-0001', reason: '多退部分由本人交回' };
  const tryToNote = (caseId: string, parts: object) =>
    machine.office.post(FIRST, `/cases/${caseId}/recoveries`, { ...asked, ...parts });
  const note = (id: string, parts: object = {}, who: Who = FIRST) =>
    machine.office.desk(who).ask('noteRecovery', { params: { id }, body: { ...asked, ...parts } });
  const confirm = (id: string, who: Who = SECOND, number = '1') =>
    machine.office.desk(who).ask('decideRecovery', { params: { id, number }, body: { decision: 'confirm' } });
  const reject = (id: string) =>
    machine.office.desk(SECOND).ask('decideRecovery', {
      params: { id, number: '1' },
      body: { decision: 'reject', opinion: '未见到账记录' },
    });
  const noted = async (caseId: string) => (await machine.lookAtRefund(caseId)).recoveries;

  test('is noted with its receipt and counts once an approver who did not note it has confirmed it', async () => {
    const caseId = await refunded(220);
    await note(caseId);
    await note(caseId);
    expect(await noted(caseId)).toMatchObject([{ number: 1, amount: '100.00', noted: { by: 'guo' }, confirmed: null }]);
    for (const who of [FIRST, OPENER]) await expect(confirm(caseId, who)).rejects.toMatchObject({ status: 403 });
    await confirm(caseId);
    await confirm(caseId);
    expect(await noted(caseId)).toMatchObject([{ confirmed: { by: 'ma', role: 'approver' } }]);
    await expect(reject(caseId)).rejects.toMatchObject({ status: 409, code: 'recovery_already_decided' });
    await note(caseId, { amount: '10.00', reference: 'R-0002' }, SECOND);
    await expect(confirm(caseId, SECOND, '2')).rejects.toMatchObject({ code: 'same_person_reviews' });
    const { history } = await machine.look(caseId);
    const events = history.map(({ event }) => event).filter((one) => /recovery/.test(one));
    expect(events).toEqual(['recovery_noted', 'recovery_confirmed', 'recovery_noted']);
  });

  test('is never more than was paid, not before it, with a receipt of its own, and only of what was paid out', async () => {
    const caseId = await refunded(221);
    for (const [parts, path] of [
      [{ amount: '380.01' }, 'amount'],
      [{ amount: '0.00' }, 'amount'],
      [{ on: '2025-11-09' }, 'on'],
      [{ on: '2025-11-12' }, 'on'],
      [{ reason: `退到${idNumber(221)}名下` }, 'reason'],
    ] as const) {
      const { status, body } = await tryToNote(caseId, parts);
      expect([parts, status, body.issues?.map((issue) => issue.path)]).toEqual([parts, 422, [path]]);
    }
    await note(caseId, { amount: '300.00' });
    const wrong = async (parts: object) => (await tryToNote(caseId, parts)).body.issues?.map(({ path }) => path);
    expect(await wrong({ amount: '81.00', reference: 'R-0002' })).toEqual(['amount']);
    expect(await wrong({ amount: '20.00' })).toEqual(['reference']);
    await reject(caseId);
    expect(await noted(caseId)).toEqual([]);
    await expect(confirm(caseId)).rejects.toMatchObject({ code: 'recovery_not_found' });
    await note(caseId, { amount: '380.00', reference: 'R-0003' });
    expect(await noted(caseId)).toMatchObject([{ number: 2 }]);
    const open = await ordered(222);
    await expect(note(open)).rejects.toMatchObject({ code: 'case_not_refunded' });
    await expect(note(caseId, {}, ['caseworker', '140400', 'far'])).rejects.toMatchObject({ status: 404 });
    expect(await machine.drive(open)).toBe('refunded');
  });
});
