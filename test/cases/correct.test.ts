import { expect, test } from 'vitest';
import { CORRECTABLE, correctFacts } from '../../functions/cases/correct.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { DESK, latePaymentIn, newbornIn, refundIn, waitFor } from './cases-in.ts';

const reason = '参保年度录入有误';
const correct = (current: Parameters<typeof correctFacts>[0], facts: Record<string, unknown>) =>
  correctFacts(current, { facts, reason }, DESK, undefined);

test('a late payment that waits for its payment is decided again, and old stands beside new', () => {
  const before = { ...latePaymentIn('awaiting_payment').facts, history: { insuredYears: [2024, 2025] } };
  const current = latePaymentIn('awaiting_payment', { wait: waitFor('payment'), facts: before });
  expect(correct(current, { history: { insuredYears: [2025] } })).toMatchObject({
    state: 'assessing',
    wait: null,
    pending: { kind: 'fail', error: 'CaseChanged' },
    set: { planOutdated: true, facts: { history: { insuredYears: [2025] } } },
    event: {
      event: 'facts_corrected',
      detail: {
        reason,
        corrected: [{ field: 'history', before: { insuredYears: [2024, 2025] }, after: { insuredYears: [2025] } }],
      },
    },
  });
  expect(correct(current, { history: { insuredYears: [2024, 2025] } })).toBeNull();
});

test('a fact that is taken out is gone, and one that has to be there cannot be', () => {
  const current = latePaymentIn('awaiting_decision', { wait: waitFor('decision') });
  const withTier = latePaymentIn('awaiting_decision', {
    wait: waitFor('decision'),
    facts: { ...current.facts, student: true },
  });
  expect(correct(withTier, { student: null })).toMatchObject({
    set: { facts: expect.not.objectContaining({ student: true }) },
  });
  for (const wrong of [
    { region: '140400' },
    { coverageYear: 2025 },
    { birthDate: '1990-01-01' },
    { nothing: 1 },
    { student: 'yes' },
  ])
    expect(correct(current, wrong)).toMatchObject({ refused: 'invalid_request' });
});

test('a refund is checked again, and is reviewed anew by both', () => {
  const first = { by: 'wang', role: 'caseworker', at: DESK.at, opinion: '同意' };
  const current = refundIn('awaiting_second_review', { wait: waitFor('second_review'), firstReview: first });
  const change = correct(current, { eventOn: '2024-09-01' });
  expect(change).toMatchObject({
    state: 'assessing',
    set: { firstReview: undefined, facts: { eventOn: '2024-09-01' } },
  });
  expect(correct(current, { vouchers: ['V-9'] })).toMatchObject({ refused: 'invalid_request' });
});

test('what was paid, ordered or ended, and a newborn’s case, are not corrected here', () => {
  const order = { instruction: 'R-1-P1', amount: '400.00', issuedAt: DESK.at, account: '0005' };
  for (const current of [
    latePaymentIn('awaiting_benefits', { wait: waitFor('benefits') }),
    latePaymentIn('insured'),
    latePaymentIn('withdrawn', { erasedOn: localDate('2026-03-10') }),
    refundIn('awaiting_payout', { wait: waitFor('payout'), payouts: [order] }),
    newbornIn('tracking'),
  ])
    expect(correct(current, { student: true })).toMatchObject({ refused: 'facts_not_correctable' });
  expect(CORRECTABLE.newborn).toEqual([]);
});
