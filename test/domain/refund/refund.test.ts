import { describe, expect, it } from 'vitest';
import { answer } from '../answers.ts';

const payment = (id: string, paidOn: string, amount = '400.00', place = '140400', coverageYears = [2025]) => ({
  id,
  coverageYears,
  paidOn,
  amount,
  place,
  channel: 'bank',
});
const twice = [payment('p1', '2024-10-10'), payment('p2', '2024-10-11')];
const changzhi = (more: object) =>
  answer('refund', {
    region: '140400',
    coverageYear: 2025,
    applicant: 'payer',
    appliedOn: '2024-12-01',
    payments: twice,
    ground: 'duplicate_payment',
    ...more,
  });

describe('a duplicate payment', () => {
  it('goes back in full; the earliest stays', async () => {
    expect(await changzhi({})).toMatchObject({
      status: 'decided',
      outcome: 'refund',
      amount: '400.00',
      kept: ['p1'],
      items: [{ paymentId: 'p2' }],
    });
  });
  it.each([
    ['2024-12-31', 'decided'],
    ['2025-01-01', 'needs_review'],
    ['2025-01-02', 'needs_review'],
  ])('applied for on %s is %s: benefits begin on 1 January', async (appliedOn, status) => {
    expect(await changzhi({ appliedOn })).toMatchObject({ status, outcome: 'refund', amount: '400.00' });
  });
  it('that is only one payment has no ground', async () => {
    expect(await changzhi({ payments: [payment('p1', '2024-10-10')] })).toMatchObject({
      outcome: 'refuse',
      reason: 'no_ground',
      amount: '0.00',
    });
  });
  it('lodged with the tax office is sent to the agency', async () => {
    expect(await changzhi({ lodgedAt: 'tax' })).toMatchObject({ outcome: 'redirect', applyAt: 'agency' });
  });
  it('paid in another city is sent there', async () => {
    const payments = [payment('p1', '2024-10-10'), payment('p2', '2024-10-11', '400.00', '141181')];
    expect(await changzhi({ payments })).toMatchObject({ outcome: 'redirect', reason: 'paid_elsewhere' });
  });
  it.each(['heir', 'university'])('may not be claimed by %s', async (applicant) => {
    expect(await changzhi({ applicant })).toMatchObject({
      outcome: 'refuse',
      reason: 'wrong_applicant',
      amount: '0.00',
    });
  });
});

describe('an event before the benefit period', () => {
  it.each([
    ['death', '2024-12-31', 'refund', '400.00'],
    ['death', '2025-01-01', 'refuse', '0.00'],
    ['employee_insurance', '2024-12-31', 'refund', '400.00'],
    ['enrolled_elsewhere', '2025-01-02', 'refuse', '0.00'],
  ])('%s on %s: %s', async (ground, eventOn, outcome, amount) => {
    const applicant = ground === 'death' ? 'heir' : 'payer';
    const payments = [payment('p1', '2024-10-10')];
    expect(await changzhi({ ground, eventOn, applicant, payments, appliedOn: '2025-01-20' })).toMatchObject({
      outcome,
      amount,
    });
  });
  it('counts before the wait of a late payment is over', async () => {
    const late = {
      ground: 'employee_insurance',
      appliedOn: '2025-06-20',
      payments: [payment('p1', '2025-03-10', '1070.00')],
    };
    expect(await changzhi({ ...late, eventOn: '2025-06-09' })).toMatchObject({ outcome: 'refund', amount: '1070.00' });
    expect(await changzhi({ ...late, eventOn: '2025-06-10' })).toMatchObject({
      outcome: 'refuse',
      reason: 'benefit_period_started',
    });
  });
  it('without its day is undecided', async () => {
    expect(await changzhi({ ground: 'death', applicant: 'heir' })).toMatchObject({
      status: 'needs_review',
      outcome: null,
      amount: null,
    });
  });
});

describe('other grounds', () => {
  it('of change of mind are none', async () => {
    expect(await changzhi({ ground: 'change_of_mind' })).toMatchObject({ outcome: 'refuse', reason: 'no_ground' });
  });
  it.each(['wrong_standard', 'other'])('%s is for a person', async (ground) => {
    expect(await changzhi({ ground })).toMatchObject({ status: 'needs_review', outcome: null });
  });
});

describe('a departing student of Xiaoyi with four years prepaid', () => {
  const leave = (on: string, more: object = {}, kind = 'transfer') =>
    answer('refund', {
      region: '141181',
      coverageYear: 2026,
      ground: 'departure',
      departure: { kind, on },
      payments: [payment('p1', '2025-12-01', '1600.00', '141181', [2026, 2027, 2028, 2029])],
      appliedOn: on,
      applicant: 'university',
      ...more,
    });
  it.each([
    ['2027-12-31', [2028, 2029], '800.00'],
    ['2028-01-01', [2029], '400.00'],
    ['2025-12-31', [2026, 2027, 2028, 2029], '1600.00'],
  ])('who leaves on %s gets back the years that had not begun: %j', async (on, remainingYears, amount) => {
    expect(await leave(on)).toMatchObject({ status: 'decided', outcome: 'refund', remainingYears, amount });
  });
  it('who leaves in the last year gets nothing', async () => {
    expect(await leave('2029-03-02')).toMatchObject({ outcome: 'refuse', reason: 'nothing_remains', amount: '0.00' });
  });
  it('on leave of absence has not left', async () => {
    expect(await leave('2027-09-10', {}, 'suspension')).toMatchObject({ outcome: 'refuse', reason: 'not_a_departure' });
  });
  it('who leaves for a reason under 等, or applies in another year, is for a person', async () => {
    expect(await leave('2027-09-10', {}, 'early_graduation')).toMatchObject({
      status: 'needs_review',
      amount: '800.00',
    });
    expect(await leave('2027-12-30', { appliedOn: '2028-01-10' })).toMatchObject({
      status: 'needs_review',
      amount: '800.00',
    });
  });
  it('elsewhere finds no rule', async () => {
    expect(await leave('2027-09-10', { region: '140400', coverageYear: 2025 })).toMatchObject({
      status: 'needs_review',
      outcome: null,
    });
  });
});

describe('aid recognised after paying', () => {
  const recognised = (region: string, coverageYear: number, identifiedOn: string) =>
    answer('refund', {
      region,
      coverageYear,
      ground: 'aid_recognised',
      eventOn: identifiedOn,
      identities: [{ category: 'subsistence_allowance', identifiedOn }],
      payments: [payment('p1', '2024-11-10', '400.00', region, [coverageYear])],
      appliedOn: identifiedOn,
      applicant: 'payer',
    });
  it.each([
    ['2026-02-24', 'refund', '320.00'],
    ['2026-02-25', 'refund', '320.00'],
    ['2026-02-26', 'refuse', '0.00'],
  ])('in Xiaoyi on %s: %s %s', async (on, outcome, amount) => {
    expect(await recognised('141181', 2026, on)).toMatchObject({ status: 'decided', outcome, amount });
  });
  it('in Changzhi is foreclosed by the ordinary payment: a person decides', async () => {
    expect(await recognised('140400', 2025, '2025-02-10')).toMatchObject({ status: 'needs_review', outcome: null });
  });
});
