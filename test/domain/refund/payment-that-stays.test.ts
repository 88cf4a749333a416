/** Ruling 24: which of several payments for a year stays. */
import { describe, expect, it } from 'vitest';
import { answer, answerBy } from '../answers.ts';

interface Paid {
  payer?: string;
  mode?: string;
  amount?: string;
  years?: number[];
  channel?: string;
}
const paid = (id: string, paidOn: string, { amount = '400.00', years = [2026], ...more }: Paid = {}) => ({
  id,
  coverageYears: years,
  paidOn,
  amount,
  place: '141181',
  channel: 'bank',
  ...more,
});
const request = (payments: object[], more: object = {}) => ({
  region: '141181',
  coverageYear: 2026,
  ground: 'duplicate_payment',
  applicant: 'payer',
  appliedOn: '2025-12-01',
  payments,
  ...more,
});
const twice = (payments: object[], more: object = {}) => answer('refund', request(payments, more));
const poor = { identities: [{ category: 'subsistence_allowance', identifiedOn: '2025-01-01' }] };
const OPEN = {
  status: 'needs_review',
  outcome: null,
  amount: null,
  review: [{ code: 'duplicate_kept_open', field: 'keep' }],
};

describe('of payments of different modes', () => {
  const ordinary = paid('p1', '2025-11-01', { mode: 'ordinary' });
  const special = paid('p2', '2025-11-20', { mode: 'special', amount: '80.00' });
  it('the one that was owed stays, whichever came first', async () => {
    expect(await twice([ordinary, special], poor)).toMatchObject({ status: 'decided', amount: '400.00', kept: ['p2'] });
    const later = paid('p3', '2025-11-22', { mode: 'ordinary' });
    expect(await twice([special, later], poor)).toMatchObject({ amount: '400.00', kept: ['p2'] });
  });
  it('the payment of the agency stays for whom the agency declares', async () => {
    const disabled = {
      identities: [{ category: 'disabled', certificateIssuedOn: '2020-01-01' }],
    };
    const byAgency = paid('p2', '2025-11-20', { mode: 'by_agency', amount: '0.01' });
    expect(await twice([ordinary, byAgency], disabled)).toMatchObject({ amount: '400.00', kept: ['p2'] });
  });
  it('is a question where nobody knows what was owed', async () => {
    expect(await twice([ordinary, special])).toMatchObject(OPEN);
    expect(await twice([ordinary, paid('p2', '2025-11-20', { mode: 'by_agency' })], poor)).toMatchObject(OPEN);
  });
  it('is settled by a person who says which stays', async () => {
    expect(await twice([ordinary, special], { keep: 'p2' })).toMatchObject({ amount: '400.00', kept: ['p2'] });
    expect(await twice([ordinary, special], { keep: 'p1' })).toMatchObject({ amount: '80.00', kept: ['p1'] });
  });
});

describe('of payments of different payers', () => {
  it.each([
    ['insured', 'university:10001'],
    ['insured', '父亲'],
    ['insured', undefined],
  ])('%s and %s: a question', async (one, other) => {
    const payments = [
      paid('p1', '2025-11-01', { payer: one }),
      paid('p2', '2025-11-02', other ? { payer: other } : {}),
    ];
    expect(await twice(payments)).toMatchObject(OPEN);
  });
  it('the insured person named in two ways is one payer', async () => {
    const payments = [paid('p1', '2025-11-01', { payer: 'insured' }), paid('p2', '2025-11-02', { payer: 'self' })];
    expect(await twice(payments)).toMatchObject({ status: 'decided', kept: ['p1'] });
  });
});

describe('of payments of one day', () => {
  it.each([
    ['p1', 'p2'],
    ['p2', 'p1'],
  ])('asked for as %s, %s, the lower voucher stays', async (...ids) => {
    expect(await twice(ids.map((id) => paid(id, '2025-11-01')))).toMatchObject({ kept: ['p1'], amount: '400.00' });
  });
});

it('of three at least one stays', async () => {
  const three = ['p3', 'p1', 'p2'].map((id) => paid(id, '2025-11-01'));
  expect(await twice(three)).toMatchObject({ kept: ['p1'], amount: '800.00' });
});

it('of a prepaid payment the year that is paid for twice goes back, the others stay', async () => {
  const payments = [
    paid('p1', '2025-11-01'),
    paid('p2', '2025-11-05', { years: [2026, 2027, 2028], amount: '1200.00' }),
  ];
  expect(await twice(payments)).toMatchObject({
    status: 'decided',
    amount: '400.00',
    items: [{ paymentId: 'p2', coverageYear: 2026, amount: '400.00' }],
  });
});

describe('who asks for it', () => {
  const of = (...payers: (string | undefined)[]) =>
    twice(
      payers.map((payer, at) => paid(`p${at}`, `2025-11-0${at + 1}`, payer ? { payer } : {})),
      { applicant: 'insured' },
    );
  it('as the insured person, with no payer on record, is a question and no refusal', async () => {
    expect(await of(undefined, undefined)).toMatchObject({
      status: 'needs_review',
      outcome: 'refund',
      amount: '400.00',
      review: [{ code: 'payer_unknown', settledBy: 'acknowledgement' }],
    });
  });
  it('as the insured person, with all payments of somebody else, is refused', async () => {
    expect(await of('父亲', '父亲')).toMatchObject({ outcome: 'refuse', reason: 'wrong_applicant' });
  });
  it('as the insured person, who is the payer, is decided', async () => {
    expect(await of('insured', 'insured')).toMatchObject({ status: 'decided', amount: '400.00' });
  });
});

describe('a rule of the table itself', () => {
  const rule = (said: string) => ({ 'refund.duplicateKept': { value: said, standing: 'stated', clause: 'XY-21' } });
  const home = paid('p1', '2025-11-01', { payer: 'insured' });
  const school = paid('p2', '2025-11-20', { payer: 'university:10001', channel: 'school' });
  it('place of study: the payment by the school stays', async () => {
    expect(await answerBy(rule('place_of_study'), 'refund', request([home, school]))).toMatchObject({ kept: ['p2'] });
    expect(await answerBy(rule('place_of_study'), 'refund', request([home, paid('p3', '2025-11-21')]))).toMatchObject(
      OPEN,
    );
  });
  it('the one with benefits used: a person says which', async () => {
    expect(await answerBy(rule('benefits_used'), 'refund', request([home, school]))).toMatchObject(OPEN);
    const said = request([home, school], { keep: 'p1' });
    expect(await answerBy(rule('benefits_used'), 'refund', said)).toMatchObject({ kept: ['p1'], outcome: 'refund' });
  });
});

it('a payment from a relative’s account of the employee scheme goes to no card without a question', async () => {
  const payments = [paid('p1', '2025-11-01'), paid('p2', '2025-11-05', { channel: 'family_account' })];
  expect(await twice(payments)).toMatchObject({
    status: 'needs_review',
    amount: '400.00',
    review: [{ code: 'family_account', field: 'payments.channel' }],
  });
});

describe('of two records that may be of one payment', () => {
  it.each([
    ['0012345', '12345'],
    ['tax-00ab', 'TAX-00AB'],
  ])('%s and %s: none goes back before a person has compared them', async (one, other) => {
    const [first, second] = [paid(one, '2025-11-01'), paid(other, '2025-11-01')];
    expect(await twice([first, second])).toMatchObject({
      status: 'needs_review',
      review: [{ code: 'voucher_zeros', field: 'payments.id' }],
    });
    expect(await twice([first, paid(other, '2025-11-02')])).toMatchObject({ status: 'decided' });
  });
});
