/** What the bank pays may come back, and what was paid wrongly may be recovered: each is said by two people. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
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
  const { body } = await machine.office.open(OPENER, duplicateOpening(sequence, vouchers), `key-bounce-${sequence}`);
  await machine.driveToTreasury(body.caseId ?? '');
  return body.caseId ?? '';
}

async function refunded(sequence: number): Promise<string> {
  const caseId = await ordered(sequence);
  expect(await machine.drive(caseId)).toBe('refunded');
  return caseId;
}

const BOUNCE = { amount: '380.00', on: '2025-11-10', reference: 'T-0001', reason: '账户已注销' };
const bounce = (caseId: string, parts: object = {}, who: Who = TREASURY, order = `${caseId}-P1`) =>
  machine.office.post(who, `/payouts/${order}/bounce`, { ...BOUNCE, ...parts });
const occasions = async (caseId: string): Promise<string[]> =>
  z
    .array(z.looseObject({ occasion: z.string() }))
    .parse((await machine.get(caseId)).body.notices)
    .map(({ occasion }) => occasion)
    .sort();

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
  const { sent } = await machine.office.call(TREASURY, 'POST', '/imports/treasury-results', file);
  expect(JSON.parse(sent).counts).toEqual({ failed: 2 });
  expect((await tell('2025-11-10')).status).toBe(200);
  expect(await machine.drive(caseId)).toBe('refunded');
});

describe('what was paid and came back', () => {
  test('goes to another account, which another person looks at; each sum and each letter says what happened', async () => {
    const caseId = await refunded(210);
    const before = await machine.books();
    const { status, body } = await bounce(caseId);
    expect([status, body.state]).toEqual([200, 'awaiting_account']);
    await machine.pass();
    const { state, task } = (await machine.get(caseId)).body;
    expect([state, task?.kind, task?.actions]).toEqual(['awaiting_account', 'account', ['correct_account', 'give_up']]);
    const between = await machine.books();
    expect([between.settled, between.claimed]).toEqual([before.settled - 380, 380]);
    expect(await machine.drive(caseId)).toBe('refunded');
    const after = await machine.books();
    expect([after.settled, after.claimed, after.orders]).toEqual([before.settled, 0, before.orders + 1]);
    expect((await machine.ledger.getPayment('V-210-twice'))?.claim?.settled?.instruction).toBe(`${caseId}-P2`);
    expect(await occasions(caseId)).toEqual(['account_wrong_1', 'refund_decision', 'refund_paid', 'refund_paid_2']);
    const { payouts } = await machine.look(caseId);
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
    const account = { kind: 'card', holder: '试一人', bank: '孝义农商银行', number: '6217000000000000012' };
    const url = `/tasks/${(await machine.get(caseId)).body.task?.taskId}/decision`;
    const third = ['caseworker', '141181', 'zhang'] as const;
    const corrected = { action: 'correct_account', account, opinion: '按本人出示的银行卡更正' };
    expect((await machine.office.post(third, url, corrected)).status).toBe(200);
    await machine.pass();
    const { task } = (await machine.get(caseId)).body;
    for (const who of [third, OPENER, FIRST]) {
      const answer = await machine.office.post(who, `/tasks/${task?.taskId}/decision`, {
        action: 'approve',
        shown: task?.shown,
      });
      expect([answer.status, answer.body.code]).toEqual([409, 'same_person_reviews']);
    }
    const approve = { action: 'approve', shown: task?.shown };
    expect((await machine.office.post(SECOND, `/tasks/${task?.taskId}/decision`, approve)).status).toBe(200);
    expect(await machine.drive(caseId)).toBe('refunded');
  });

  test('comes back once, whoever says it how often: the same is one, another one is refused', async () => {
    const caseId = await refunded(212);
    const answers = await Promise.all(Array.from({ length: 20 }, () => bounce(caseId)));
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(answers.filter(({ body }) => Object(body).again === false)).toHaveLength(1);
    expect((await bounce(caseId)).status).toBe(200);
    const other = await bounce(caseId, { reference: 'T-0002' });
    expect([other.status, other.body.code]).toEqual([409, 'payout_result_contradicts']);
    expect(await machine.drive(caseId)).toBe('refunded');
    expect((await bounce(caseId)).body).toMatchObject({ again: true });
    expect((await bounce(caseId, { on: '2025-11-10', reference: 'T-0003' }, TREASURY, `${caseId}-P2`)).status).toBe(
      200,
    );
    expect(await machine.drive(caseId)).toBe('refunded');
    expect((await machine.look(caseId)).payouts).toHaveLength(3);
  });

  test('is said only of what was paid, in full, and not before it was', async () => {
    const caseId = await ordered(213);
    const early = await bounce(caseId);
    expect([early.status, early.body.code]).toEqual([409, 'payout_not_paid']);
    expect(await machine.drive(caseId)).toBe('refunded');
    for (const [parts, path] of [
      [{ amount: '379.00' }, 'amount'],
      [{ on: '2025-11-09' }, 'on'],
      [{ on: '2025-11-12' }, 'on'],
      [{ reason: '' }, 'reason'],
    ] as const) {
      const { status, body } = await bounce(caseId, parts);
      expect([status, body.issues?.map((issue) => issue.path)]).toEqual([422, [path]]);
    }
    expect((await bounce(caseId, {}, ['treasury', '140400', 'other'])).body.code).toBe('payout_not_found');
    expect((await bounce(caseId, {}, FIRST)).status).toBe(403);
    expect((await bounce(caseId, {}, TREASURY, `${caseId}-P2`)).body.code).toBe('payout_not_found');
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
    const caseId = (await machine.office.open(OPENER, asked, 'key-bounce-214')).body.caseId ?? '';
    expect(await machine.drive(caseId)).toBe('refunded');
    expect((await machine.ledger.getEnrolment(ref, 2026))?.enrolled).toBeUndefined();
    expect((await bounce(caseId, { amount: '400.00' })).status).toBe(200);
    await machine.pass();
    const { task } = (await machine.get(caseId)).body;
    const given = { action: 'give_up', opinion: '没有可以收款的账户' };
    expect((await machine.office.post(FIRST, `/tasks/${task?.taskId}/decision`, given)).status).toBe(200);
    expect(await machine.drive(caseId)).toBe('payout_failed');
    expect(await machine.ledger.getPayment('V-214')).not.toHaveProperty('claim');
    expect((await machine.ledger.getEnrolment(ref, 2026))?.enrolled).toMatchObject({ caseId: claim.caseId });
    expect((await machine.refunds.getRefund(`${caseId}~1-bounced`))?.amount).toBe('-400.00');
  });
});

describe('what was paid wrongly and was recovered', () => {
  const asked = { amount: '100.00', on: '2025-11-10', reference: 'R-0001', reason: '多退部分由本人交回' };
  const note = (caseId: string, parts: object = {}, who: Who = FIRST) =>
    machine.office.post(who, `/cases/${caseId}/recoveries`, { ...asked, ...parts });
  const decide = (caseId: string, body: object, who: Who = SECOND, number = 1) =>
    machine.office.post(who, `/cases/${caseId}/recoveries/${number}/decision`, body);
  const noted = async (caseId: string) =>
    z.looseObject({ recoveries: z.array(z.looseObject({})) }).parse((await machine.get(caseId)).body).recoveries;

  test('is noted with its receipt and counts once an approver who did not note it has confirmed it', async () => {
    const caseId = await refunded(220);
    expect((await note(caseId)).status).toBe(200);
    expect((await note(caseId)).status).toBe(200);
    expect(await noted(caseId)).toMatchObject([{ number: 1, amount: '100.00', noted: { by: 'guo' }, confirmed: null }]);
    for (const who of [FIRST, OPENER]) expect((await decide(caseId, { decision: 'confirm' }, who)).status).toBe(403);
    expect((await decide(caseId, { decision: 'confirm' })).status).toBe(200);
    expect((await decide(caseId, { decision: 'confirm' })).status).toBe(200);
    expect(await noted(caseId)).toMatchObject([{ confirmed: { by: 'ma', role: 'approver' } }]);
    const late = await decide(caseId, { decision: 'reject', opinion: '未见到账记录' });
    expect([late.status, late.body.code]).toEqual([409, 'recovery_already_decided']);
    const own = await note(caseId, { amount: '10.00', reference: 'R-0002' }, SECOND);
    expect(own.status).toBe(200);
    expect((await decide(caseId, { decision: 'confirm' }, SECOND, 2)).body.code).toBe('same_person_reviews');
    const events = (await machine.get(caseId)).body.history
      ?.map(({ event }) => event)
      .filter((one) => /recovery/.test(one));
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
      const { status, body } = await note(caseId, parts);
      expect([parts, status, body.issues?.map((issue) => issue.path)]).toEqual([parts, 422, [path]]);
    }
    expect((await note(caseId, { amount: '300.00' })).status).toBe(200);
    expect((await note(caseId, { amount: '81.00', reference: 'R-0002' })).body.issues?.map(({ path }) => path)).toEqual(
      ['amount'],
    );
    expect((await note(caseId, { amount: '20.00' })).body.issues?.map(({ path }) => path)).toEqual(['reference']);
    expect((await decide(caseId, { decision: 'reject', opinion: '未见到账记录' })).status).toBe(200);
    expect(await noted(caseId)).toEqual([]);
    expect((await decide(caseId, { decision: 'confirm' })).body.code).toBe('recovery_not_found');
    expect((await note(caseId, { amount: '380.00', reference: 'R-0003' })).status).toBe(200);
    expect(await noted(caseId)).toMatchObject([{ number: 2 }]);
    const open = await ordered(222);
    expect((await note(open)).body.code).toBe('case_not_refunded');
    expect((await note(caseId, {}, ['caseworker', '140400', 'far'])).status).toBe(404);
    expect(await machine.drive(open)).toBe('refunded');
  });
});
