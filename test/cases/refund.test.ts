/** What changes a refund: each act by itself, without database and state machine. */
import { describe, expect, test } from 'vitest';
import { decide } from '../../functions/cases/decide.ts';
import { heldBy } from '../../functions/cases/let-go.ts';
import type { RefundCase } from '../../functions/cases/refund/case.ts';
import { endClaimed, keepClaims, unwantedClaims, wantedClaims } from '../../functions/cases/refund/claims.ts';
import { closeRefund, refundEndingOf } from '../../functions/cases/refund/close.ts';
import { openRefund, refuseOpening, refuseShared } from '../../functions/cases/refund/open.ts';
import { instruct, settleRefund } from '../../functions/cases/refund/pay-out.ts';
import { tellPayout } from '../../functions/cases/refund/payout.ts';
import type { PayoutResult } from '../../functions/cases/refund/payouts.ts';
import { resume } from '../../functions/cases/resume.ts';
import { withdraw } from '../../functions/cases/withdraw.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { AT, DESK, refundIn, waitFor } from './cases-in.ts';

const nameOf = (caseId: string, count: number) => `${caseId}-P${count}`;
const order = { instruction: 'R-1-P1', amount: '400.00', issuedAt: AT, account: '************0005' };
const result: PayoutResult = { outcome: 'paid', on: localDate('2026-03-12'), reference: 'BANK-1' };
const returned: PayoutResult = { ...result, outcome: 'returned', reason: '户名不符' };
const told = { instruction: 'R-1-P1', amount: '400.00', result };
const claims = ['PAID-2', 'PAID-1'].map((voucher) => ({ voucher, coverageYears: [2025], amount: '400.00' }));
const review = (by: string) => ({ by, role: 'caseworker', at: AT });

describe('what the treasury says of an order', () => {
  const underWay = refundIn('awaiting_payout', { payouts: [order], wait: waitFor('payout') });
  const tell = (current: RefundCase, news = told) => {
    const payout = current.payouts?.at(-1);
    if (!payout) throw new Error('nothing was ordered');
    return tellPayout(current, payout, news, DESK);
  };

  test('moves the case on, and completes its wait', () => {
    expect(tell(underWay)).toMatchObject({
      state: 'settling',
      pending: { token: 'token-of-payout', output: { decision: 'paid' } },
      event: { event: 'payout_paid' },
    });
    expect(tell(underWay, { ...told, result: returned })).toMatchObject({
      state: 'awaiting_account',
      event: { event: 'payout_returned' },
    });
  });

  test('leaves a parked case where a person sees it, with what became of the money', () => {
    const change = tell(refundIn('parked', { payouts: [order] }));
    expect(change).toMatchObject({ set: { payouts: [{ result }] } });
    expect(change).not.toHaveProperty('state');
  });

  test('is one when it is said twice; another result and another amount are refused', () => {
    const known = refundIn('settling', { payouts: [{ ...order, result }] });
    expect(tell(known)).toBeNull();
    expect(tell(known, { ...told, result: { ...result, reference: 'BANK-2' } })).toMatchObject({
      refused: 'payout_result_contradicts',
    });
    expect(tell(underWay, { ...told, amount: '300.00' })).toMatchObject({
      refused: 'invalid_request',
      issues: [{ path: 'amount' }],
    });
  });
});

describe('an order to pay out', () => {
  const reviewed = { claims, firstReview: review('li'), secondReview: review('wang') };

  test('is given after two others than who opened the case have looked, for the sum of its claims', () => {
    expect(instruct(refundIn('instructing', reviewed), AT, nameOf)).toMatchObject({
      state: 'awaiting_payout',
      set: { payouts: [{ instruction: 'R140400-2025-AAAAAAAAAA-P1', amount: '800.00' }] },
    });
  });

  test.each([
    ['one person has looked twice', { ...reviewed, secondReview: review('li') }],
    ['the second reviewer opened the case', { ...reviewed, secondReview: review('caseworker-1') }],
    ['the second reviewer typed the account', { ...reviewed, accountBy: 'wang' }],
    ['an earlier order was not returned', { ...reviewed, payouts: [order] }],
  ])('is refused where %s', (_why, parts) => {
    expect(instruct(refundIn('instructing', parts), AT, nameOf)).toMatchObject({ refused: 'case_state' });
  });

  test('is settled once, and only after it was paid', () => {
    expect(settleRefund(refundIn('settling', { payouts: [{ ...order, result }] }), AT, [2025])).toMatchObject({
      state: 'refunded',
      event: { event: 'refunded', detail: { endedYears: [2025] } },
    });
    expect(settleRefund(refundIn('settling', { payouts: [order] }), AT, [])).toMatchObject({ refused: 'case_state' });
    expect(settleRefund(refundIn('refunded'), AT, [])).toBeNull();
  });
});

describe('a claim', () => {
  test('is wanted in the order of the vouchers, with what was paid when the case decided', () => {
    expect(wantedClaims(refundIn('claiming', { claims }))).toEqual([
      { voucher: 'PAID-1', refund: '400.00', paid: '400.00', back: '0.00', parts: [] },
      {
        voucher: 'PAID-2',
        refund: '400.00',
        paid: '400.00',
        back: '0.00',
        parts: [{ coverageYear: 2025, amount: '400.00' }],
      },
    ]);
  });

  test('that another case has ends this one, and says whose it is', () => {
    const held = [{ voucher: 'PAID-1', claim: { caseId: 'R-other', since: AT, refund: '400.00' } }];
    const ending = { reason: 'payment_claimed', message: '缴费已在办理。' };
    expect(endClaimed(refundIn('claiming', { claims }), AT, { held, ending })).toMatchObject({
      state: 'refused',
      set: { ending },
      event: { detail: { held: [{ voucher: 'PAID-1', by: 'R-other' }] } },
    });
    expect(keepClaims(refundIn('withdrawn', { claims }), AT)).toMatchObject({ refused: 'case_withdrawn' });
  });

  test('that a later check gives nothing back of is let go, and so are all when the case ends', () => {
    expect(unwantedClaims(refundIn('claiming', { claims }), claims.slice(0, 1))).toEqual([claims[1]]);
    expect(heldBy(refundIn('refused', { claims })).map((one) => one.of)).toEqual(['payment', 'payment']);
    expect(() => heldBy(refundIn('refused', { claims, payouts: [order] }))).toThrow('has money out');
  });
});

test('money that is on its way cannot be withdrawn; money that came back can', () => {
  expect(withdraw(refundIn('parked', { payouts: [order] }), '撤回', DESK)).toMatchObject({
    refused: 'case_not_withdrawable',
  });
  const back = refundIn('awaiting_account', { payouts: [{ ...order, result: returned }], wait: waitFor('account') });
  expect(withdraw(back, '撤回', DESK)).toMatchObject({ state: 'withdrawn', pending: { kind: 'fail' } });
});

test.each([
  ['nothing was ordered', [], 'assessing'],
  ['the treasury has said nothing', [order], 'awaiting_payout'],
  ['the treasury has paid', [{ ...order, result }], 'settling'],
  ['the bank sent it back', [{ ...order, result: returned }], 'awaiting_account'],
])('a parked refund where %s goes on there', (_what, payouts, state) => {
  expect(resume(refundIn('parked', { payouts }), '已排除', DESK)).toMatchObject({ state });
});

test('the second review is by nobody who had a part in the case', () => {
  const waiting = refundIn('awaiting_second_review', { wait: waitFor('second_review'), firstReview: review('li') });
  const approve = (by: string) =>
    decide(waiting, waitFor('second_review'), {
      decided: { action: 'approve', confirm: [], acknowledge: [] },
      by: { ...DESK, by },
      policy: null,
      consent: null,
    });
  for (const party of ['caseworker-1', 'li']) expect(approve(party)).toMatchObject({ refused: 'same_person_reviews' });
  expect(approve('wang')).toMatchObject({ state: 'instructing', unlessBy: { sub: 'wang' } });
});

test('a refund ends by what it says, and never while money is out', () => {
  expect(closeRefund(refundIn('awaiting_documents'), AT, 'documents_missing')).toMatchObject({
    state: 'documents_missing',
  });
  expect(closeRefund(refundIn('assessing', { planOutdated: true }), AT, 'refused')).toBeNull();
  expect(refundEndingOf(refundIn('withdrawn', { payouts: [order] }), 'withdrawn')).toMatchObject({
    refused: 'case_state',
  });
});

describe('an opening', () => {
  const { person, facts, payee, caseId, requestDigest, keyDigest } = refundIn('assessing');
  const { appliedOn: _, ...asked } = facts;
  const request = { ...asked, payee };
  const paid = {
    voucher: 'PAID-1',
    personRef: person.ref,
    coverageYears: [2025],
    region: '140400',
    amount: '400.00',
    collectedOn: localDate('2024-10-10'),
    digest: 'digest',
    recordedAt: AT,
    recordedBy: 'tax',
  };
  const payments = [paid, { ...paid, voucher: 'PAID-2' }];

  test('needs a table, and payments that are the person’s; a university’s, that it paid them', () => {
    expect(refuseOpening({ person, request }, { hasTable: true, payments })).toBeNull();
    expect(refuseOpening({ person, request }, { hasTable: false, payments })).toMatchObject({
      refused: 'policy_not_found',
    });
    expect(refuseOpening({ person, request }, { hasTable: true, payments: [paid, null] })).toMatchObject({
      refused: 'payment_not_found',
    });
    expect(refuseOpening({ person, request, university: '10001' }, { hasTable: true, payments })).toMatchObject({
      refused: 'not_own_student',
    });
  });

  test('is attached to the open case that is about to claim one of the payments', () => {
    const other = refundIn('awaiting_first_review', { wait: waitFor('first_review') });
    expect(refuseShared(['PAID-1'], { others: [other], own: 'R-own' }, () => '已在办理。')).toMatchObject({
      refused: 'case_already_open',
      members: { caseId: other.caseId },
    });
    expect(refuseShared(['PAID-1'], { others: [refundIn('refused')], own: 'R-own' }, () => '已在办理。')).toBeNull();
    expect(refuseShared(['PAID-1'], { others: [other], own: other.caseId }, () => '已在办理。')).toBeNull();
  });

  test('by a desk and by a batch makes the same case, but for who asks', () => {
    const same = { person, request, caseId, requestDigest, keyDigest };
    const atDesk = openRefund(same, null, DESK);
    const inBatch = openRefund({ ...same, university: '10001', batchId: 'B-1' }, null, DESK);
    expect(inBatch.opened).toEqual({ ...atDesk.opened, university: '10001', batchId: 'B-1' });
    expect(atDesk.opened.facts.appliedOn).toBe('2026-03-12');
  });
});
