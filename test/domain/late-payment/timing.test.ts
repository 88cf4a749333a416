import { describe, expect, it } from 'vitest';
import { assessOn, type Facts, type RegionName } from './tables.ts';

type Row = [
  sentence: string,
  region: RegionName,
  paidOn: string,
  timing: string | null,
  nextOpenOn: string | null,
  facts?: Facts,
];

const cash: Facts = { channel: 'cash' };
const rows: Row[] = [
  ['Changzhi is not open on the day before its period', 'changzhi', '2024-08-31', 'not_open', '2024-09-01'],
  ['Changzhi opens on 1 September', 'changzhi', '2024-09-01', 'in_period', null],
  ['Changzhi is open on the 25th', 'changzhi', '2024-09-25', 'in_period', null],
  ['Changzhi is closed on the 26th, until the 1st', 'changzhi', '2024-09-26', 'window_closed', '2024-10-01'],
  ['Changzhi is closed on 31 December, until the new year', 'changzhi', '2024-12-31', 'window_closed', '2025-01-01'],
  ['Changzhi is in time on the day before its last', 'changzhi', '2025-02-24', 'in_period', null],
  ['Changzhi is in time on its last day', 'changzhi', '2025-02-25', 'in_period', null],
  ['Changzhi is late on the day after, whatever day of the month it is', 'changzhi', '2025-02-26', 'late', null],
  ['Changzhi is late to the end of the coverage year', 'changzhi', '2025-12-31', 'late', null],
  ['Changzhi is closed when the coverage year is over', 'changzhi', '2026-01-01', 'closed', null],
  ['Xiaoyi is not open on the day before late October', 'xiaoyi', '2025-10-20', 'not_open', '2025-10-21'],
  ['Xiaoyi opens on 21 October', 'xiaoyi', '2025-10-21', 'in_period', null],
  ['Xiaoyi is open on 25 December', 'xiaoyi', '2025-12-25', 'in_period', null],
  [
    'Xiaoyi is closed on 26 December although the year has not ended',
    'xiaoyi',
    '2025-12-26',
    'window_closed',
    '2026-01-01',
  ],
  ['Xiaoyi is in time on 25 February', 'xiaoyi', '2026-02-25', 'in_period', null],
  ['Xiaoyi is late on 26 February', 'xiaoyi', '2026-02-26', 'late', null],
  ['Xiaoyi takes cash on a working Friday', 'xiaoyi', '2026-01-23', 'in_period', null, cash],
  [
    'Xiaoyi takes no cash on a Saturday: next working day beyond the closed window',
    'xiaoyi',
    '2026-01-24',
    'channel_closed',
    '2026-02-02',
    cash,
  ],
  ['Xiaoyi takes cash on a make-up Saturday', 'xiaoyi', '2026-02-14', 'in_period', null, cash],
  [
    'Xiaoyi takes no cash on the last days of the Spring Festival',
    'xiaoyi',
    '2026-02-23',
    'channel_closed',
    '2026-02-24',
    cash,
  ],
  ['Fenxi opens on 1 September', 'fenxi', '2022-09-01', 'in_period', null],
  ['Fenxi is not open the day before', 'fenxi', '2022-08-31', 'not_open', '2022-09-01'],
  ['Fenxi is closed on 26 November', 'fenxi', '2022-11-26', 'window_closed', '2022-12-01'],
  ['Fenxi is still in time in December, the sweep-up stage', 'fenxi', '2022-12-24', 'in_period', null],
  ['Fenxi is in time on 25 December, a Sunday that is not moved', 'fenxi', '2022-12-25', 'in_period', null],
  ['Fenxi is closed on 26 December', 'fenxi', '2022-12-26', 'closed', null],
  ['Yuncheng is not open on 31 August', 'yuncheng', '2023-08-31', 'not_open', '2023-09-01'],
  ['Yuncheng opens on 1 September', 'yuncheng', '2023-09-01', 'in_period', null],
  ['Yuncheng is in time on 25 December', 'yuncheng', '2023-12-25', 'in_period', null],
  ['Yuncheng is closed on 26 December: nobody knew of an extension', 'yuncheng', '2023-12-26', 'closed', null],
  ['Yuncheng is in its extension on 1 January', 'yuncheng', '2024-01-01', 'in_extension', null],
  ['Yuncheng is open on 25 January', 'yuncheng', '2024-01-25', 'in_extension', null],
  ['Yuncheng is closed on 26 January, until 1 February', 'yuncheng', '2024-01-26', 'window_closed', '2024-02-01'],
  ['Yuncheng is in its extension on 25 February, a Sunday', 'yuncheng', '2024-02-25', 'in_extension', null],
  ['Yuncheng is closed on 26 February', 'yuncheng', '2024-02-26', 'closed', null],
  ['Nanning opens on 1 September', 'nanning', '2024-09-01', 'in_period', null],
  ['Nanning is not open on 31 August', 'nanning', '2024-08-31', 'not_open', '2024-09-01'],
  ['Nanning has no monthly window', 'nanning', '2024-11-30', 'in_period', null],
  ['Nanning is in time on 31 December', 'nanning', '2024-12-31', 'in_period', null],
  ['Nanning is late on 1 January', 'nanning', '2025-01-01', 'late', null],
  ['Shenzhen is not open before the year', 'shenzhen', '2024-12-31', 'not_open', '2025-01-01'],
  ['Shenzhen is open from 1 January', 'shenzhen', '2025-01-01', 'year_round', null],
  ['Shenzhen is open on 31 December: nobody is late', 'shenzhen', '2025-12-31', 'year_round', null],
  ['Shenzhen is closed after the year', 'shenzhen', '2026-01-01', 'closed', null],
  ['Shanghai names no period', 'shanghai', '2025-01-01', null, null],
  ['Tianjin is not open on 7 October', 'tianjin', '2024-10-07', 'not_open', '2024-10-08'],
  ['Tianjin opens on 8 October', 'tianjin', '2024-10-08', 'in_period', null],
  ['Tianjin is in time on 31 December', 'tianjin', '2024-12-31', 'in_period', null],
  ['Tianjin is late on 1 January', 'tianjin', '2025-01-01', 'late', null],
  ['Shaanxi names no period, so December is undecided', 'shaanxi', '2024-12-31', null, null],
  ['Shaanxi is late from 1 January', 'shaanxi', '2025-01-01', 'late', null],
  ['Shaanxi is late on 31 March', 'shaanxi', '2025-03-31', 'late', null],
  ['Shaanxi is closed on 1 April', 'shaanxi', '2025-04-01', 'closed', null],
  ['Yangzhou is late on 30 August', 'yangzhou', '2025-08-30', 'late', null],
  ['Yangzhou is late on 31 August', 'yangzhou', '2025-08-31', 'late', null],
  ['Yangzhou is closed on 1 September', 'yangzhou', '2025-09-01', 'closed', null],
];

describe('timing', () => {
  it.each(rows)('%s', (_sentence, region, paidOn, timing, nextOpenOn, facts) => {
    expect(assessOn(region, paidOn, facts)).toMatchObject({ timing, nextOpenOn });
  });

  it('says that a late rule is silent where a period ended without one', () => {
    for (const [region, day] of [
      ['fenxi', '2022-12-26'],
      ['yuncheng', '2024-02-26'],
    ] as const) {
      const { review, status } = assessOn(region, day);
      expect(status).toBe('needs_review');
      expect(review.map(({ field }) => field)).toContain('ways.late.allowed');
    }
  });

  it('asks nobody on a day on which payment is merely closed, and gives no figure', () => {
    const { status, amounts, benefit } = assessOn('xiaoyi', '2026-01-26');
    expect(status).toBe('decided');
    expect(amounts.payable).toBeNull();
    expect(benefit.start).toBeNull();
  });
});

describe('exit from another scheme', () => {
  const left = (scheme: 'employee' | 'military' | 'other', on: string): Facts => ({
    history: { insuredYears: [2025] },
    exit: { scheme, on },
  });
  it.each([
    [
      'counts on the last day of three months, clamped to February',
      '2026-02-28',
      left('employee', '2025-11-30'),
      'exit_transition',
    ],
    ['is over on the day after', '2026-03-01', left('employee', '2025-11-30'), 'late'],
    ['counts for a soldier discharged this year', '2026-04-24', left('military', '2026-03-15'), 'exit_transition'],
    ['does not count for a soldier discharged last year', '2026-03-10', left('military', '2025-12-20'), 'late'],
    ['does not count before the exit', '2026-03-10', left('employee', '2026-03-11'), 'late'],
    ['is nothing special inside the period', '2026-02-10', left('employee', '2026-01-11'), 'in_period'],
  ] as const)('%s', (_sentence, paidOn, facts, timing) => {
    expect(assessOn('xiaoyi', paidOn, facts).timing).toBe(timing);
  });

  it('of a scheme under 等 is for a person to decide', () => {
    const { status, review } = assessOn('xiaoyi', '2026-03-10', left('other', '2026-02-10'));
    expect(status).toBe('needs_review');
    expect(review.map(({ code }) => code)).toContain('and_the_like_open');
  });

  it('charges the individual share only, without a wait, from the next day', () => {
    const { amounts, waiting, benefit } = assessOn('xiaoyi', '2026-04-24', left('military', '2026-03-15'));
    expect(amounts).toMatchObject({ individual: '400.00', subsidy: '0.00', payable: '400.00' });
    expect([waiting.months, benefit.start]).toEqual([0, '2026-04-25']);
  });

  it('is silent in Changzhi, which a person must see', () => {
    const facts: Facts = { history: { insuredYears: [2024] }, exit: { scheme: 'employee', on: '2025-02-10' } };
    const { review } = assessOn('changzhi', '2025-03-10', facts);
    expect(review.map(({ field }) => field)).toContain('ways.this_exit.open.to');
  });
});
