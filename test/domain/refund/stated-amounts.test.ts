/** Where no text says how much goes back, a person states it: never more than was paid, for every year by itself. */
import { describe, expect, it } from 'vitest';
import { decideSecondReview } from '../../../functions/domain/refund/second-review.ts';
import { answer } from '../answers.ts';
import { versionsOf } from '../late-payment/tables.ts';

const payments = [
  { id: 'p1', coverageYears: [2025], paidOn: '2024-10-10', amount: '400.00', place: '140400', channel: 'bank' },
  { id: 'p2', coverageYears: [2025, 2026], paidOn: '2024-10-11', amount: '800.00', place: '140400', channel: 'bank' },
];
const asked = (ground: string, stated?: object[], more: object = {}) =>
  answer('refund', {
    region: '140400',
    coverageYear: 2025,
    ground,
    applicant: 'payer',
    appliedOn: '2025-03-01',
    payments,
    ...(stated && { stated }),
    ...more,
  });
const amount = (paymentId: string, coverageYear: number, yuan: string) => ({
  paymentId,
  coverageYear,
  amount: yuan,
  document: '长医保函〔2025〕3号',
});

describe.each(['other', 'wrong_standard'])('ground %s', (ground) => {
  it('asks a person for each amount', async () => {
    const answered = await asked(ground);
    expect(answered).toMatchObject({ status: 'needs_review', outcome: null, amount: null });
    expect(answered).toMatchObject({ review: expect.arrayContaining([expect.objectContaining({ field: 'stated' })]) });
  });
  it('gives back what was stated, with its document', async () => {
    const stated = [amount('p1', 2025, '120.00'), amount('p2', 2026, '400.00')];
    expect(await asked(ground, stated)).toMatchObject({
      status: 'decided',
      outcome: 'refund',
      amount: '520.00',
      items: [
        { paymentId: 'p1', coverageYear: 2025, amount: '120.00' },
        { paymentId: 'p2', coverageYear: 2026, amount: '400.00' },
      ],
      basis: expect.arrayContaining([
        expect.objectContaining({ rule: 'stated_amount', clause: '长医保函〔2025〕3号' }),
      ]),
    });
  });
  it.each([
    ['more than was paid', [amount('p1', 2025, '400.01')], 'stated.0.amount'],
    [
      'more than was paid, in two parts',
      [amount('p2', 2025, '500.00'), amount('p2', 2026, '300.01')],
      'stated.1.amount',
    ],
    ['a payment that was not named', [amount('p9', 2025, '1.00')], 'stated.0.paymentId'],
    ['a year that was not paid for', [amount('p1', 2026, '1.00')], 'stated.0.coverageYear'],
    ['one year twice', [amount('p1', 2025, '1.00'), amount('p1', 2025, '1.00')], 'stated.1.coverageYear'],
  ])('is not settled by %s', async (_, stated, field) => {
    expect(await asked(ground, stated)).toMatchObject({
      outcome: null,
      review: [{ code: 'stated_amount_wrong', field }],
    });
  });
  it.each(['0', '0.00', '-1.00', '1.2345', '999999999999'])('refuses %s as an amount', async (yuan) => {
    expect(await asked(ground, [amount('p1', 2025, yuan)])).toMatchObject({
      error: { issues: [{ path: 'stated.0.amount' }] },
    });
  });
  it('is reviewed by an approver, whatever the sum', () => {
    const [policy] = versionsOf('140400', 2025);
    if (!policy) throw new Error('no table');
    const of = (outcome: 'refund' | null) =>
      decideSecondReview(
        { ground: ground === 'other' ? 'other' : 'wrong_standard' },
        { outcome, amount: '1.00' },
        policy,
      );
    expect([of('refund').approver, of(null).approver]).toEqual([true, false]);
  });
});

it('a computed amount is not an approver’s for want of a limit', () => {
  const [policy] = versionsOf('140400', 2025);
  if (!policy) throw new Error('no table');
  expect(decideSecondReview({ ground: 'death' }, { outcome: 'refund', amount: '400.00' }, policy).approver).toBe(false);
});
