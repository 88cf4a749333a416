/** What was paid for each coverage year of a payment: a lump sum is for its years in equal parts. */
import type { DecisionRecord } from '../decision.ts';
import { type Li, li } from '../money.ts';
import type { RefundItem } from './assessment.ts';
import type { RefundPayment } from './request.ts';

/** 厘 of one 分: a sum that is whole in 分 is divided into parts that are. */
const FEN = 10;

/** The part of one year; what does not divide evenly is in the first year, so that all years together are the payment. */
function partOf({ amount, coverageYears }: RefundPayment, year: number): Li {
  const unit = amount % FEN === 0 ? FEN : 1;
  const part = Math.floor(amount / coverageYears.length / unit) * unit;
  const rest = year === Math.min(...coverageYears) ? amount - part * coverageYears.length : 0;
  return li(part + rest);
}

/** `years` of a payment at the price paid; of some of its years a sum that does not divide evenly is for a person. */
export function pricesOf(payment: RefundPayment, years: readonly number[], record: DecisionRecord): RefundItem[] {
  const { id, amount, coverageYears } = payment;
  const parts = new Set(coverageYears.map((year) => partOf(payment, year)));
  if (parts.size > 1 && years.length > 0 && years.length < coverageYears.length) {
    const message = '一次性缴费金额不能按年度整除,每年金额须由人工认定';
    record.review('price_of_year_unknown', 'payments.amount', message, 'acknowledgement');
  }
  const single = coverageYears.length === 1;
  return years.map((coverageYear) => ({
    paymentId: id,
    coverageYear,
    amount: single ? amount : partOf(payment, coverageYear),
  }));
}
