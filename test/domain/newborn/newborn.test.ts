import { describe, expect, it } from 'vitest';
import { answer } from '../answers.ts';

const newborn = (region: string, bornOn: string, asOf: string, more: object = {}) =>
  answer('newborn', { region, bornOn, asOf, ...more });

describe('a child born in 2024 in Changzhi', () => {
  const paid = (paidOn: string) => newborn('140400', '2024-06-15', paidOn, { registeredOn: '2024-07-01', paidOn });
  it('is free in its birth year once registered, and pays for the next by 25 March', async () => {
    expect(await newborn('140400', '2024-06-15', '2024-07-01', { registeredOn: '2024-07-01' })).toMatchObject({
      status: 'decided',
      registrationRequired: true,
      birthYear: { coverageYear: 2024, contribution: '0.00', benefitStart: '2024-06-15' },
      nextYear: { coverageYear: 2025, contribution: '400.00', deadline: '2025-03-25' },
      deadline: '2025-03-25',
      remindOn: ['2025-02-23', '2025-03-18', '2025-03-24'],
    });
  });
  it('that is not registered has its birth year to lose first', async () => {
    expect(await newborn('140400', '2024-06-15', '2024-07-01')).toMatchObject({ deadline: '2024-12-31' });
  });
  it.each([
    ['2025-02-26', 'in_newborn_window', '400.00'],
    ['2025-03-24', 'in_newborn_window', '400.00'],
    ['2025-03-25', 'in_newborn_window', '400.00'],
    ['2025-03-26', 'late', '1070.00'],
  ])('paid on %s: %s, %s, never a wait', async (paidOn, timing, payable) => {
    expect(await paid(paidOn)).toMatchObject({ timing, amounts: { payable }, waiting: { months: 0 } });
  });
  it('registered after its birth year is for a person', async () => {
    expect(await newborn('140400', '2024-12-31', '2025-01-06', { registeredOn: '2025-01-06' })).toMatchObject({
      status: 'needs_review',
      birthYear: { contribution: '0.00' },
    });
  });
});

it('what is confirmed is shown with its value also where a pack of the nation or the province says it', async () => {
  const found = await newborn('140400', '2024-06-15', '2024-07-01', { registeredOn: '2024-07-01' });
  expect(found).toMatchObject({ confirm: [{ field: 'newborn.remindDaysBefore', value: [30, 7, 1] }] });
});

describe('a window after birth', () => {
  it.each([
    ['321000', '2025-05-31', '2025-08-31'],
    ['321000', '2024-11-30', '2025-02-28'],
    ['450100', '2024-11-30', '2025-02-28'],
  ])('in %s for a child of %s ends on %s', async (region, bornOn, deadline) => {
    expect(await newborn(region, bornOn, bornOn)).toMatchObject({ deadline });
  });
  it.each([
    ['2025-08-20', 'in_newborn_window', '2025-05-21'],
    ['2025-08-21', 'in_newborn_window', '2025-05-21'],
    ['2025-08-22', 'late', '2025-08-22'],
  ])('in Yangzhou for a child of 21 May, paid on %s: %s, benefits from %s', async (paidOn, timing, start) => {
    expect(await newborn('321000', '2025-05-21', paidOn, { paidOn })).toMatchObject({ timing, benefit: { start } });
  });
});

describe('a newborn of Xiaoyi', () => {
  it('paid in January has two readings of the gap', async () => {
    const found = await newborn('141181', '2025-12-31', '2026-01-15', {
      registeredOn: '2025-12-31',
      paidOn: '2026-01-15',
    });
    expect(found).toMatchObject({
      timing: 'in_period',
      amounts: { payable: '400.00' },
      benefit: { start: null },
      review: [{ code: 'two_readings', field: 'ways.newborn_january.begins' }],
    });
  });
  it('missed pays both shares and does not wait', async () => {
    const found = await newborn('141181', '2025-11-20', '2026-03-10', {
      registeredOn: '2025-11-28',
      paidOn: '2026-03-10',
    });
    expect(found).toMatchObject({
      timing: 'late',
      amounts: { payable: '1100.00' },
      waiting: { months: 0 },
      benefit: { start: '2026-03-10' },
    });
  });
});

describe('the figures of a newborn', () => {
  const cites = (rule: string, clause: string) => expect.objectContaining({ rule, clause });

  it('carry the clause of each: what the next year costs, and who bears it', async () => {
    const born = { registeredOn: '2025-10-08' };
    const ordinary = await newborn('141181', '2025-10-01', '2025-11-10', born);
    expect(ordinary).toMatchObject({ nextYear: { contribution: '400.00' } });
    expect(ordinary).toMatchObject({ basis: expect.arrayContaining([cites('individual_contribution', 'XY-02')]) });
    const identities = [{ category: 'subsistence_allowance', identifiedOn: '2025-01-01' }];
    const aided = await newborn('141181', '2025-10-01', '2025-11-10', { ...born, identities });
    expect(aided).toMatchObject({ nextYear: { contribution: '80.00' } });
    expect(aided).toMatchObject({
      basis: expect.arrayContaining([cites('aid', 'XY-04'), cites('aid_payer', 'XY-11')]),
    });
  });

  it('late are both shares, with the clause of each', async () => {
    const paid = { registeredOn: '2025-10-08', paidOn: '2026-03-10' };
    const late = await newborn('141181', '2025-10-01', '2026-03-10', paid);
    expect(late).toMatchObject({ amounts: { individual: '400.00', subsidy: '700.00' } });
    expect(late).toMatchObject({
      basis: expect.arrayContaining([
        cites('individual_contribution', 'XY-02'),
        cites('late_shares', 'XY-23'),
        cites('subsidy', 'X06'),
      ]),
    });
  });
});

describe('a region without a newborn rule', () => {
  it.each([
    ['141034', '2022-02-01'],
    ['140800', '2024-03-01'],
    ['120000', '2025-03-01'],
  ])('%s: a review and no invented reminder', async (region, bornOn) => {
    expect(await newborn(region, bornOn, bornOn)).toMatchObject({
      status: 'needs_review',
      deadline: null,
      remindOn: [],
    });
  });
});

describe('a newborn request', () => {
  it('with a birth in the future is refused, by its field', async () => {
    expect(await newborn('141181', '2026-01-02', '2026-01-01')).toMatchObject({
      error: { code: 'invalid_request', issues: [{ path: 'bornOn' }] },
    });
  });
  it('with a birth on 29 February is a date like any other', async () => {
    expect(await newborn('140400', '2024-02-29', '2024-03-01', { registeredOn: '2024-03-01' })).toMatchObject({
      deadline: '2025-03-25',
    });
  });
});
