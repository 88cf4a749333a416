import { describe, expect, it } from 'vitest';
import { answer } from '../answers.ts';

const remind = (region: string, coverageYear: number, asOf: string, more: object = {}) =>
  answer('reminder', { region, coverageYear, asOf, ...more });

describe('a reminder', () => {
  const rows: [string, string, number, string, object, object][] = [
    [
      'in Changzhi on 20 December names the 25th for 1 January',
      '140400',
      2025,
      '2024-12-20',
      {},
      {
        send: true,
        template: 'pay_before_year',
        deadline: '2025-02-25',
        interimDeadline: '2024-12-25',
        payableNow: true,
      },
    ],
    [
      'on a closed day names the next open one',
      '140400',
      2025,
      '2024-12-28',
      {},
      { send: true, payableNow: false, nextOpenOn: '2025-01-01', interimDeadline: null },
    ],
    [
      'is not sent before the period opens',
      '140400',
      2025,
      '2024-08-20',
      {},
      { send: false, nextOpenOn: '2024-09-01' },
    ],
    [
      'to the parents of a newborn names its own last day, the individual share and no wait',
      '140400',
      2025,
      '2025-03-25',
      { bornOn: '2024-06-01' },
      {
        send: true,
        template: 'newborn',
        deadline: '2025-03-25',
        payableNow: true,
        quote: { payable: '400.00', waitingMonths: 0 },
      },
    ],
    [
      'to the parents of a newborn says the day after what late means for a child: both shares, no wait',
      '140400',
      2025,
      '2025-03-26',
      { bornOn: '2024-06-01' },
      { send: true, template: 'late_payment', quote: { payable: '1070.00', waitingMonths: 0 } },
    ],
    [
      'is not invented for a newborn where the table gives no day',
      '141034',
      2023,
      '2022-12-20',
      { bornOn: '2022-12-01' },
      { send: false, template: null, deadline: null, status: 'needs_review' },
    ],
    [
      'changes after the last day to what late means',
      '140400',
      2025,
      '2025-02-26',
      {},
      { send: true, template: 'late_payment', quote: { payable: '1070.00', waitingMonths: 3 } },
    ],
    [
      'to an aided person is about the special payment',
      '140400',
      2025,
      '2025-02-10',
      { identities: [{ category: 'subsistence_allowance' }] },
      { send: true, template: 'special_payment' },
    ],
    ['is not sent to one who has paid', '140400', 2025, '2025-02-10', { paidYears: [2025] }, { send: false }],
    [
      'knows the extension once it was announced',
      '140800',
      2024,
      '2024-01-20',
      {},
      { send: true, deadline: '2024-02-25' },
    ],
    ['does not know it before', '140800', 2024, '2023-12-20', {}, { send: true, deadline: '2023-12-25' }],
    ['is not sent where nothing can be paid any more', '141034', 2023, '2022-12-26', {}, { send: false }],
    [
      'to one who left employee insurance names the end of three months',
      '141181',
      2026,
      '2026-04-25',
      { exit: { scheme: 'employee', on: '2026-02-10' } },
      { send: true, template: 'exit_window', deadline: '2026-05-10', quote: { payable: '400.00', waitingMonths: 0 } },
    ],
    [
      'without a period in the table is none, but an item for the policy officer',
      '310000',
      2025,
      '2024-12-20',
      {},
      { send: false, status: 'needs_review', review: [{ field: 'ways.in_time.open.to' }] },
    ],
  ];
  it.each(rows)('%s', async (_sentence, region, year, asOf, more, expected) => {
    expect(await remind(region, year, asOf, more)).toMatchObject(expected);
  });

  it.each([
    ['2025-03-02', false],
    ['2025-03-03', false],
    ['2025-03-04', true],
  ])('to one who says to have paid on 24 February, on %s: %s', async (asOf, send) => {
    expect(await remind('140400', 2025, asOf, { paidOn: '2025-02-24', channel: 'bank' })).toMatchObject({
      send,
      recordVisibleAfter: '2025-03-03',
    });
  });
});
