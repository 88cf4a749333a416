/** Ruling 25: which year a newborn's payment is for, by whose table, and that a cover never ends before it is bought. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answerAssessment } from '../../../functions/domain/assessments.ts';
import type { PolicyVersion } from '../../../functions/domain/policy.ts';
import { versionOf } from '../../../functions/policies/version.ts';
import { answer } from '../answers.ts';
import { versionsOf } from '../late-payment/tables.ts';

const YANGZHOU = '321000';
const yangzhou = (bornOn: string, paidOn: string | undefined, more: object = {}) =>
  answer('newborn', { region: YANGZHOU, bornOn, asOf: paidOn ?? bornOn, ...(paidOn && { paidOn }), ...more });

/** Yangzhou's table as one of the next year, with a higher price and in force from a day. */
function nextYear(inForceFrom: string): PolicyVersion {
  const [own] = versionsOf(YANGZHOU, 2025);
  if (!own) throw new Error('no table');
  const [child, ...others] = z.array(z.looseObject({ individual: z.string() })).parse(own.source.contribution);
  const contribution = z.array(z.json()).parse([{ ...child, individual: '330.00 @YZ-02' }, ...others]);
  return versionOf({ ...own.source, contribution, coverageYear: 2026, inForceFrom });
}
const withNext = (next: PolicyVersion, request: object) =>
  answerAssessment('newborn', { region: YANGZHOU, ...request }, (region, year) =>
    year === 2026 ? [next] : versionsOf(region, year),
  );

describe('a table of the next year', () => {
  it.each([
    ['2025-04-10', '2025-06-01', '2025-06-01'],
    ['2025-04-10', '2025-06-01', '2025-10-01'],
    ['2025-07-20', '2025-09-20', '2025-09-20'],
    ['2025-10-20', '2025-11-20', '2025-11-20'],
  ])('changes nothing for a child of %s paid on %s, as of %s', async (bornOn, paidOn, asOf) => {
    const request = { bornOn, paidOn, asOf };
    const before = await answer('newborn', { region: YANGZHOU, ...request });
    expect(await withNext(nextYear('2025-09-01'), request)).toEqual(before);
    expect(before).toMatchObject({ amounts: { payable: '300.00' }, benefit: { start: bornOn, end: '2025-12-31' } });
  });
  it('decides for a child past its own days that pays in the new year: like anybody', async () => {
    const request = { bornOn: '2025-07-20', paidOn: '2026-01-10', asOf: '2026-01-10' };
    expect(await withNext(nextYear('2025-09-01'), request)).toMatchObject({ policy: { coverageYear: 2026 } });
    expect(await withNext(nextYear('2026-02-01'), request)).toMatchObject({ policy: { coverageYear: 2025 } });
  });
  it('decides for births that it names, where the birth year has no window, from its first day on', async () => {
    const [own] = versionsOf('141181', 2026);
    if (!own) throw new Error('no table');
    const aYearLater = JSON.stringify(own.source).replaceAll(/202\d(?=-\d\d-\d\d)|(?<=\[)2026(?=\])/g, (year) =>
      String(Number(year) + 1),
    );
    const next = versionOf({ ...z.record(z.string(), z.json()).parse(JSON.parse(aYearLater)), coverageYear: 2027 });
    const asked = (asOf: string) =>
      answerAssessment('newborn', { region: '141181', bornOn: '2026-03-01', asOf }, (region, year) =>
        year === 2027 ? [next] : versionsOf(region, year),
      );
    expect(await asked('2026-10-20')).toMatchObject({ policy: { coverageYear: 2026 }, nextYear: { deadline: null } });
    expect(await asked('2026-10-21')).toMatchObject({
      policy: { coverageYear: 2027 },
      nextYear: { deadline: '2027-02-25' },
    });
  });
});

describe('the child’s own days', () => {
  it.each(['2025-08-31', '2025-09-01', '2025-09-20', '2025-10-20'])(
    'cost the same on every day, whatever period others are in: %s',
    async (paidOn) => {
      expect(await yangzhou('2025-07-20', paidOn)).toMatchObject({
        status: 'decided',
        timing: 'in_newborn_window',
        amounts: { individual: '300.00', subsidy: '0.00', payable: '300.00' },
        benefit: { start: '2025-07-20', end: '2025-12-31' },
        forYears: [2025],
      });
    },
  );
  it.each(['2025-08-31', '2025-09-20'])('of an aided child are a question where aid is silent: %s', async (paidOn) => {
    const identities = [{ category: 'subsistence_allowance' }];
    expect(await yangzhou('2025-07-20', paidOn, { identities })).toMatchObject({
      status: 'needs_review',
      amounts: { payable: null },
      review: [{ code: 'aid_silent', field: 'aid.others.subsistence_allowance' }],
    });
  });
  it('are reminded of after the period of everybody else', async () => {
    const asked = (asOf: string) =>
      answer('reminder', { region: YANGZHOU, coverageYear: 2025, bornOn: '2025-07-20', asOf });
    expect(await asked('2025-09-20')).toMatchObject({
      send: true,
      template: 'newborn',
      deadline: '2025-10-20',
      payableNow: true,
      quote: { payable: '300.00' },
    });
    expect(await asked('2025-10-21')).toMatchObject({ send: false });
  });
});

describe('born near the year’s end', () => {
  const bornOn = '2025-12-10';
  it('paid in the birth year, it is for that year', async () => {
    expect(await yangzhou(bornOn, '2025-12-30')).toMatchObject({
      status: 'decided',
      forYears: [2025],
      benefit: { end: '2025-12-31' },
    });
  });
  it.each(['2026-01-01', '2026-01-22', '2026-03-10'])('paid on %s, the year is asked', async (paidOn) => {
    expect(await yangzhou(bornOn, paidOn)).toMatchObject({
      status: 'needs_review',
      timing: 'in_newborn_window',
      forYears: null,
      amounts: { payable: null },
      benefit: { start: bornOn, end: null },
      review: [{ code: 'fact_missing', field: 'forYears', settledBy: 'fact' }],
    });
  });
  it('said to be for the birth year: the cover was over before it was paid, which a person sees', async () => {
    expect(await yangzhou(bornOn, '2026-01-22', { forYears: [2025] })).toMatchObject({
      status: 'needs_review',
      amounts: { payable: '300.00' },
      benefit: { start: bornOn, end: '2025-12-31' },
      review: [{ code: 'benefit_over' }],
    });
  });
  it('said to be for both: the amount of the year without a table here is for a person', async () => {
    expect(await yangzhou(bornOn, '2026-01-22', { forYears: [2026, 2025] })).toMatchObject({
      forYears: [2025, 2026],
      amounts: { payable: null },
      benefit: { start: bornOn, end: '2026-12-31' },
      review: [{ code: 'other_year_amount' }],
    });
  });
  it('another year is refused by its field', async () => {
    expect(await yangzhou(bornOn, '2026-01-22', { forYears: [2027] })).toMatchObject({
      error: { issues: [{ path: 'forYears' }] },
    });
  });
});
