/** What a letter says of the wait, of the first and last day, and of who pays which part: the same as what was decided. */
import { describe, expect, it } from 'vitest';
import { localDate } from '../../functions/domain/calendar.ts';
import { assessLatePayment } from '../../functions/domain/late-payment/assess.ts';
import type { LatePaymentAssessment } from '../../functions/domain/late-payment/assessment.ts';
import { amountLines } from '../../functions/notices/amount-lines.ts';
import { benefitLines } from '../../functions/notices/benefit-lines.ts';
import { Footnotes } from '../../functions/notices/footnotes.ts';
import { tableOn } from '../support/decided-cases.ts';

const PAID = localDate('2025-04-10');
const decided: LatePaymentAssessment = {
  ...assessLatePayment(
    { region: '140400', coverageYear: 2025, paidOn: PAID, history: { insuredYears: [2024] } },
    tableOn('140400', 2025, '2025-04-10'),
  ),
  basis: [],
};
const { waiting, benefit, amounts } = decided;
const none = { months: null, atLeast: false, fixed: null, variable: null, repaired: null };
const day = (text: string) => localDate(text);
const said = (parts: Partial<LatePaymentAssessment>, isSettled = true): string =>
  benefitLines({ ...decided, ...parts }, new Footnotes(), { day: PAID, isSettled }).join('\n');

describe('the wait', () => {
  it.each([
    [
      'of months from the payment',
      { waiting, benefit },
      '待遇等待期：3 个月（文件规定不低于该期限），自缴费之日起计算。',
    ],
    [
      'of days from the payment',
      { waiting: { ...none, days: 90 }, benefit: { ...benefit, start: day('2025-07-09') } },
      '待遇等待期：90 天，自缴费之日起计算。',
    ],
    [
      'of months from the month of the payment',
      { waiting, benefit: { ...benefit, start: day('2025-07-01') } },
      '待遇等待期：3 个月（文件规定不低于该期限）。',
    ],
    ['that is none', { waiting: { ...waiting, months: 0 } }, '待遇等待期：没有等待期。'],
  ])('%s', (_, parts, words) => expect(said(parts).split('\n')[0]).toBe(words));

  it('that nobody knows keeps the letter back', () => {
    expect(() => said({ waiting: none })).toThrow('待遇等待期');
  });
});

describe('the first day', () => {
  it('behind the year’s last one is no day of benefits: nothing in that year, and the next is paid for by itself', () => {
    const text = said({ benefit: { ...benefit, start: day('2026-01-10'), end: day('2025-12-31') } });
    expect(text).toContain('2025 年度的待遇到 2025-12-31 为止，该年度没有可以享受的待遇');
    expect(text).toContain('2026 年度须在该年度的缴费期内另行缴费');
    expect(text).not.toMatch(/起享受待遇|到 2025-12-31 止/);
  });

  it('that is the last one still brings that day', () => {
    const text = said({ benefit: { ...benefit, start: day('2025-12-31'), end: day('2025-12-31') } });
    expect(text).toContain('从 2025-12-31 起享受待遇，到 2025-12-31 止');
  });

  it('of a part of the benefits, or of none, says so', () => {
    expect(said({ benefit: { ...benefit, part: '1/2' } })).toContain('按规定享受待遇的 1/2');
    const open = { ...benefit, start: null };
    const review = [
      { code: 'no_benefit', field: 'begins', message: '', label: '', settledBy: 'acknowledgement' as const },
    ];
    expect(said({ benefit: open, review })).toContain('参保后本年度不享受待遇');
    expect(said({ benefit: open })).toContain('待遇开始日须由经办机构核定');
  });

  it('of a payment to come is under the condition of that day', () => {
    expect(said({}, false)).toContain('在 2025-04-10 缴费的，从 2025-07-10 起享受待遇，到 2025-12-31 止。实际日期');
  });
});

it('the sum names what is collected with it, what may be paid beside it, and everybody who bears a part', () => {
  const more = {
    ...{
      alongside: [{ name: '长期护理保险', amount: '25.00' }],
      offered: [{ name: '补充医疗保险', amount: '433.00' }],
    },
    atLeast: true as const,
  };
  const aidParts = [
    { payer: 'medical_aid_fund', amount: '100.00' },
    { payer: 'civil_affairs', amount: '50.00' },
  ];
  const text = amountLines(
    { ...decided, amounts: { ...amounts, ...more }, aidParts, payers: {}, names: { civil_affairs: '民政福彩资金' } },
    new Footnotes(),
  ).join('\n');
  expect(text).toContain('一并收缴的长期护理保险 25.00 元');
  expect(text).toContain('可以自愿另缴：补充医疗保险 433.00 元；不包括在应缴金额中');
  expect(text).toMatch(/资助 100\.00 元，由医疗救助资金负担；资助 50\.00 元，由民政福彩资金负担/);
  expect(text).toContain('最低标准');
});
