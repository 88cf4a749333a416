import { describe, expect, it } from 'vitest';
import { assessOn, continuous, type Facts, type RegionName } from './tables.ts';

const lapsed = (years: number[], repairYears = 0): Facts => ({ history: { lapsedYears: years }, repairYears });

describe('waiting', () => {
  const rows: [string, RegionName, string, Facts, number | null, string | null][] = [
    ['in time and continuous: none', 'xiaoyi', '2025-12-25', continuous('xiaoyi'), 0, '2026-01-01'],
    [
      'paid on the last day of the year before: from 1 January',
      'nanning',
      '2024-12-31',
      continuous('nanning'),
      0,
      '2025-01-01',
    ],
    [
      'paid on 1 January in Xiaoyi: from the payment day',
      'xiaoyi',
      '2026-01-01',
      continuous('xiaoyi'),
      0,
      '2026-01-01',
    ],
    [
      'paid on 25 February in Xiaoyi: from the payment day',
      'xiaoyi',
      '2026-02-25',
      continuous('xiaoyi'),
      0,
      '2026-02-25',
    ],
    ['late: three months, to the corresponding day', 'xiaoyi', '2026-03-10', continuous('xiaoyi'), 3, '2026-06-10'],
    ['late on a 31st: clamped to the month', 'changzhi', '2025-03-31', continuous('changzhi'), 3, '2025-06-30'],
    ['late on 30 November: clamped to February', 'changzhi', '2025-11-30', continuous('changzhi'), 3, '2026-02-28'],
    ['one lapsed year: four', 'xiaoyi', '2026-03-10', lapsed([2025]), 4, '2026-07-10'],
    ['one lapsed year bought back: three', 'xiaoyi', '2026-03-10', lapsed([2025], 1), 3, '2026-06-10'],
    [
      'lapsed since the last insured year is counted',
      'xiaoyi',
      '2026-03-10',
      { history: { insuredYears: [2024] } },
      4,
      '2026-07-10',
    ],
    [
      'a first enrolment has no lapsed year',
      'xiaoyi',
      '2026-03-10',
      { history: { firstEnrolment: true } },
      3,
      '2026-06-10',
    ],
    [
      'Nanning with a lapsed year: longer by an amount that nobody gives',
      'nanning',
      '2025-03-10',
      lapsed([2024]),
      null,
      null,
    ],
    [
      'in time but not continuous: the wait applies, from a day that is silent',
      'xiaoyi',
      '2025-12-10',
      lapsed([2025]),
      4,
      null,
    ],
    ['coverage year 2023 knows no national wait', 'fenxi', '2022-11-20', lapsed([2022]), 0, '2023-01-01'],
    ['Yuncheng in its extension: back to 1 January', 'yuncheng', '2024-02-10', {}, 0, '2024-01-01'],
  ];
  it.each(rows)('%s', (_sentence, region, paidOn, facts, months, start) => {
    const found = assessOn(region, paidOn, facts);
    expect([found.waiting.months, found.benefit.start]).toEqual([months, start]);
  });

  it('says that benefits reach back when they begin before the payment', () => {
    expect(assessOn('yuncheng', '2024-02-10').benefit.retroactive).toBe(true);
    expect(assessOn('yuncheng', '2024-01-01').benefit.retroactive).toBe(false);
  });

  it('that outlives the coverage year buys nothing, which a person must see first', () => {
    const last = assessOn('xiaoyi', '2026-09-30', continuous('xiaoyi'));
    expect(last).toMatchObject({ benefit: { start: '2026-12-30' }, warnings: [] });
    const over = assessOn('xiaoyi', '2026-10-01', continuous('xiaoyi'));
    expect(over).toMatchObject({
      status: 'needs_review',
      benefit: { start: '2027-01-01' },
      warnings: ['wait_exceeds_coverage_year'],
    });
  });

  it('has two readings where years before 2025 lapsed and the answer changes', () => {
    const found = assessOn('xiaoyi', '2026-03-10', lapsed([2023, 2024, 2025]));
    expect(found).toMatchObject({ status: 'needs_review', waiting: { months: null }, benefit: { start: null } });
    expect(found.review.map(({ field }) => field)).toEqual(['wait.years_before']);
    expect(found.alternatives.map(({ reading, waiting, benefit }) => [reading, waiting.months, benefit.start])).toEqual(
      [
        ['lapsed_before_counts', 6, '2026-09-10'],
        ['lapsed_before_does_not_count', 4, '2026-07-10'],
      ],
    );
  });

  it('after four years in a row is never below six months, repaired or not', () => {
    const years = [2022, 2023, 2024, 2025];
    const months = (repair: number) =>
      assessOn('xiaoyi', '2026-03-10', lapsed(years, repair)).alternatives.map(({ waiting }) => waiting.months);
    expect(months(0)).toEqual([7, 4]);
    expect(months(4)).toEqual([6, 3]);
  });

  it('charges a repaired year at the individual standard', () => {
    const { amounts } = assessOn('xiaoyi', '2026-03-10', lapsed([2025], 1));
    expect(amounts).toMatchObject({ repair: '400.00', payable: '1500.00' });
  });

  it('charges what both readings charge, and no sum where they differ', () => {
    const amounts = (years: number[], repair: number) =>
      assessOn('xiaoyi', '2026-03-10', lapsed(years, repair)).amounts;
    expect(amounts([2023, 2024, 2025], 1)).toMatchObject({ repair: '400.00', payable: '1500.00' });
    expect(amounts([2023, 2024, 2025], 2)).toMatchObject({ individual: '400.00', repair: null, payable: null });
  });

  it('spares the rural low-income groups of Xiaoyi, and asks about others under 等', () => {
    const late = (category: 'monitored' | 'disabled') =>
      assessOn('xiaoyi', '2026-04-12', {
        identities: [{ category, certificateIssuedOn: '2020-01-01', identifiedOn: '2026-04-08' }],
      });
    expect(late('monitored').waiting.months).toBe(0);
    const { review, alternatives } = late('disabled');
    expect(review.map(({ code }) => code)).toContain('and_the_like_open');
    expect(alternatives.map(({ waiting }) => waiting.months).sort()).toEqual([0, 3]);
  });

  it('without any history is a floor, and says so', () => {
    expect(assessOn('xiaoyi', '2026-03-10')).toMatchObject({
      waiting: { months: 3, atLeast: true },
      warnings: ['history_not_given'],
    });
  });
});

describe('the basis of a late payment', () => {
  it('names each rule that decided, in the order applied, with its clause and quote', () => {
    const { basis, confirm } = assessOn('xiaoyi', '2026-03-10', continuous('xiaoyi'));
    expect(basis.map(({ rule, clause }) => `${rule} ${clause}`)).toEqual([
      'timing XY-17',
      'one_end R-one-end',
      'individual_contribution XY-02',
      'late_shares XY-23',
      'subsidy X06',
      'waiting XY-24',
      'benefit_start CC-202',
      'benefit_end XY-17',
    ]);
    expect(basis.every(({ quote, document }) => quote !== '' && document !== '')).toBe(true);
    expect(confirm.map(({ field }) => field)).toEqual(['one_end', 'contribution.0.subsidy', 'ways.late.begins']);
  });
});

describe('who pays in the period after a lapse', () => {
  const silent = { standing: 'silent', note: '通知未规定' };

  it('is asked about where a table has a wait and does not say whether it is for them too', () => {
    const silentThere = { 'wait.inPeriodIfNotContinuous': silent };
    const { waiting, benefit, review } = assessOn('xiaoyi', '2025-12-25', lapsed([2025]), silentThere);
    expect([waiting.months, benefit.start]).toEqual([null, null]);
    expect(review.map(({ field }) => field)).toContain('wait.inPeriodIfNotContinuous');
    expect(assessOn('xiaoyi', '2025-12-25', continuous('xiaoyi'), silentThere).waiting.months).toBe(0);
  });

  it('does not wait by a text that knows no wait', () => {
    expect(assessOn('yuncheng', '2023-12-25', lapsed([2022])).waiting.months).toBe(0);
  });
});
