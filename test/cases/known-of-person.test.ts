/** What a person's cases say before anybody is asked for money. */
import { describe, expect, test } from 'vitest';
import { deathIn, isInsuredElsewhere, yearsStillPaid } from '../../functions/cases/known-of-person.ts';
import { type RefundCase, refundCaseSchema } from '../../functions/cases/refund/case.ts';
import { yearsBack } from '../../functions/cases/refund/years-back.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { decidedRefund } from '../support/decided-cases.ts';
import { latePaymentIn, newbornIn, refundIn } from './cases-in.ts';

const NEVER = { paidOn: null, openedAt: null, enrolled: [] };
const refundOf = (
  ground: RefundCase['facts']['ground'],
  state: RefundCase['state'] = 'refunded',
  eventOn = '2025-09-15',
) => {
  const { facts } = refundIn(state);
  return refundIn(state, { facts: { ...facts, ground, eventOn: localDate(eventOn) } });
};

describe('a death', () => {
  test.each(['assessing', 'awaiting_payout', 'refunded', 'refused', 'documents_missing'] as const)(
    'that a refund in %s names is known',
    (state) => expect(deathIn([refundOf('death', state)])).toBe(refundIn(state).caseId),
  );

  test('is known from a child’s own case', () => {
    const { facts } = newbornIn('died');
    expect(deathIn([newbornIn('died', { facts: { ...facts, diedOn: localDate('2024-07-01') } })])).not.toBeNull();
    expect(deathIn([newbornIn('tracking'), latePaymentIn('awaiting_payment')])).toBeNull();
  });

  test.each(['withdrawn', 'rejected'] as const)('that a %s refund named is not known', (state) =>
    expect(deathIn([refundOf('death', state)])).toBeNull(),
  );
});

describe('another insurance', () => {
  const employed = [refundOf('employee_insurance')];

  test('of an employee stands for the year and those that follow', () => {
    expect(isInsuredElsewhere(employed, 2025, NEVER)).toBe(true);
    expect(isInsuredElsewhere(employed, 2027, NEVER)).toBe(true);
    expect(isInsuredElsewhere(employed, 2024, NEVER)).toBe(false);
  });

  test('ends with the next payment here, or the next case', () => {
    expect(isInsuredElsewhere(employed, 2027, { ...NEVER, paidOn: localDate('2025-12-01') })).toBe(false);
    expect(isInsuredElsewhere(employed, 2027, { ...NEVER, openedAt: '2099-01-01T00:00:00.000Z' })).toBe(false);
    const enrolled = [{ coverageYear: 2026, recordedAt: '2099-01-01T00:00:00.000Z' }];
    expect(isInsuredElsewhere(employed, 2027, { ...NEVER, enrolled })).toBe(false);
  });

  test('of another region is of its years only', () => {
    const elsewhere = refundOf('enrolled_elsewhere');
    expect(isInsuredElsewhere([elsewhere], elsewhere.coverageYear, NEVER)).toBe(true);
    expect(isInsuredElsewhere([elsewhere], elsewhere.coverageYear + 3, NEVER)).toBe(false);
  });

  test('that a refund did not accept does not stand', () => {
    expect(isInsuredElsewhere([refundOf('employee_insurance', 'refused')], 2025, NEVER)).toBe(false);
    expect(isInsuredElsewhere([refundOf('change_of_mind')], 2025, NEVER)).toBe(false);
  });
});

describe('a payment that was given back', () => {
  const by = refundOf('employee_insurance');
  const settled = { instruction: 'R-P1', on: localDate('2025-11-01') };
  const payment = { voucher: 'V-1', coverageYears: [2025, 2026, 2027], amount: '1200.00' };
  const claim = (refund: string) => ({ caseId: by.caseId, since: '2025-10-30T00:00:00.000Z', refund, settled });
  const back = [{ ...by, claims: [{ voucher: 'V-1', coverageYears: [2026, 2027], amount: '800.00' }] }];

  test('as a whole pays for no year, and for its years still if it is only claimed', () => {
    expect(yearsStillPaid({ ...payment, claim: claim('1200.00') }, back)).toEqual([]);
    expect(yearsStillPaid({ ...payment, claim: { ...claim('1200.00'), settled: undefined } }, back)).toEqual([
      2025, 2026, 2027,
    ]);
  });

  test('for later years has paid this one', () => {
    expect(yearsStillPaid({ ...payment, claim: claim('800.00') }, back)).toEqual([2025]);
  });

  test('in the part that aid bears has paid its year', () => {
    const aided = [
      {
        ...back[0],
        ...refundOf('aid_recognised'),
        claims: [{ voucher: 'V-1', coverageYears: [2025], amount: '320.00' }],
      },
    ];
    expect(
      yearsStillPaid({ ...payment, coverageYears: [2025], amount: '400.00', claim: claim('320.00') }, aided),
    ).toEqual([2025]);
  });

  test('as a whole, because aid bears all of it, has paid its year', () => {
    const aided = {
      ...refundOf('aid_recognised'),
      claims: [{ voucher: 'V-1', coverageYears: [2025], amount: '400.00' }],
    };
    const year = { ...payment, coverageYears: [2025], amount: '400.00', claim: claim('400.00') };
    expect([yearsBack(aided), yearsStillPaid(year, [aided])]).toEqual([[], [2025]]);
  });

  test('for one year by what a person stated has paid the others', () => {
    const items = [{ paymentId: 'V-1', coverageYear: 2027, amount: '400.00' }];
    const { plan } = refundCaseSchema.parse(decidedRefund());
    const stated = {
      ...refundOf('other'),
      claims: [{ voucher: 'V-1', coverageYears: [2027], amount: '400.00' }],
      plan: plan && {
        ...plan,
        payments: plan.payments.map((one) => ({ ...one, ...payment })),
        assessment: { ...plan.assessment, items },
      },
    };
    expect(yearsBack(stated)).toEqual([{ coverageYear: 2027, vouchers: ['V-1'] }]);
    expect(yearsStillPaid({ ...payment, claim: claim('400.00') }, [stated])).toEqual([2025, 2026]);
  });
});
