/** A second refund of a payment gives back what the first one left: never a year twice, never more than was paid. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate } from '../../../functions/domain/calendar.ts';
import { DecisionRecord } from '../../../functions/domain/decision.ts';
import { type Li, li } from '../../../functions/domain/money.ts';
import { assessRefund } from '../../../functions/domain/refund/assess.ts';
import { leftOf, leftOfYear, pricesOf, yearsLeft } from '../../../functions/domain/refund/price-of-year.ts';
import type { RefundRequest } from '../../../functions/domain/refund/request.ts';
import { tableOn } from '../../support/decided-cases.ts';

const policy = tableOn('140400', 2025, '2025-10-30');
const yuan = (amount: number): Li => li(amount * 1000);
const back = (...parts: [year: number, amount: number][]) =>
  parts.map(([coverageYear, amount]) => ({ coverageYear, amount: yuan(amount) }));
const prepaid = {
  ...{ id: 'p1', coverageYears: [2025, 2026, 2027, 2028], paidOn: localDate('2024-11-03'), amount: yuan(1600) },
  ...{ place: '140400', channel: 'bank' as const, payer: 'insured' },
};
const asked = (ground: RefundRequest['ground'], more: Partial<RefundRequest> = {}): RefundRequest => ({
  ...{ region: '140400', coverageYear: 2025, ground, applicant: 'payer', appliedOn: localDate('2025-10-30') },
  eventOn: localDate('2025-09-15'),
  payments: [prepaid],
  ...more,
});
const answer = (ground: RefundRequest['ground'], more: Partial<RefundRequest>) => {
  const { outcome, amount, items, reason } = assessRefund(asked(ground, more), policy);
  return { outcome, amount, years: items.map(({ coverageYear }) => coverageYear), reason };
};

describe('of four years at 400.00', () => {
  it.each([
    ['nothing', back(), '1200.00', [2026, 2027, 2028]],
    ['the year 2026', back([2026, 400]), '800.00', [2027, 2028]],
    ['a quarter of 2027', back([2027, 100]), '1100.00', [2026, 2027, 2028]],
    ['2028, in two parts', back([2028, 150], [2028, 250]), '800.00', [2026, 2027]],
  ])('went back %s: a job gives back the rest of what has not begun', (_, gone, amount, years) => {
    const found = answer('employee_insurance', { payments: [{ ...prepaid, back: gone }] });
    expect(found).toEqual({ outcome: 'refund', amount, years, reason: null });
  });

  it('all that had not begun went back: refused because the rest has begun, and because nothing remains', () => {
    const gone = back([2026, 400], [2027, 400], [2028, 400]);
    const of = (parts: typeof gone) => answer('employee_insurance', { payments: [{ ...prepaid, back: parts }] }).reason;
    expect([of(gone), of([...gone, ...back([2025, 400])])]).toEqual(['benefit_period_started', 'nothing_remains']);
  });
});

it('a year that went back is not paid for twice any more, and one whose price was lowered goes back at what is left', () => {
  const year = (id: string, day: string) => ({
    ...{ ...prepaid, id, coverageYears: [2025], amount: yuan(400), paidOn: localDate(day) },
  });
  const twice = (gone: ReturnType<typeof back>) =>
    answer('duplicate_payment', {
      appliedOn: localDate('2024-12-20'),
      payments: [year('p1', '2024-11-03'), { ...year('p2', '2024-11-20'), back: gone }],
    });
  expect(twice(back([2025, 400]))).toMatchObject({ outcome: 'refuse', reason: 'no_ground' });
  expect(twice(back([2025, 150]))).toMatchObject({ outcome: 'refund', amount: '250.00' });
});

it('whatever went back, all years together are never more than what is left', () => {
  const parts = fc.array(
    fc.record({
      coverageYear: fc.constantFrom(2025, 2026, 2027),
      amount: fc.integer({ min: 1, max: 1300_000 }).map(li),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000_000 }), parts, (amount, gone) => {
      const payment = { ...prepaid, coverageYears: [2025, 2026, 2027], amount: li(amount), back: gone };
      const record = new DecisionRecord(policy);
      const sum = pricesOf(payment, yearsLeft(payment), record).reduce((total, item) => total + item.amount, 0);
      expect(sum).toBeLessThanOrEqual(leftOf(payment));
      const before = gone.reduce((total, part) => total + part.amount, 0);
      expect(leftOf(payment)).toBe(Math.max(0, amount - before));
      for (const year of payment.coverageYears) expect(leftOfYear(payment, year)).toBeGreaterThanOrEqual(0);
    }),
  );
});
