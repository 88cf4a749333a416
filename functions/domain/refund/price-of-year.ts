/** What was paid for each coverage year of a payment, and what is left of it: a lump sum is for its years in equal parts. */
import type { DecisionRecord } from '../decision.ts';
import { add, type Li, li, subtract, ZERO } from '../money.ts';
import type { RefundItem } from './assessment.ts';
import type { RefundPayment } from './request.ts';

/** 厘 of one 分: a sum that is whole in 分 is divided into parts that are. */
const FEN = 10;

type Paid = Pick<RefundPayment, 'amount' | 'back'> & { readonly coverageYears: readonly number[] };

/** The part of one year; what does not divide evenly is in the first year, so that all years together are the payment. */
export function partOf({ amount, coverageYears }: Pick<Paid, 'amount' | 'coverageYears'>, year: number): Li {
  const unit = amount % FEN === 0 ? FEN : 1;
  const part = Math.floor(amount / coverageYears.length / unit) * unit;
  const rest = year === Math.min(...coverageYears) ? amount - part * coverageYears.length : 0;
  return li(part + rest);
}

const backOf = ({ back = [] }: Paid, year?: number): Li =>
  add(
    ZERO,
    ...back.filter(({ coverageYear }) => year === undefined || coverageYear === year).map(({ amount }) => amount),
  );

const least = (one: Li, other: Li): Li => (one < other ? one : other);
const withoutDebt = (paid: Li, back: Li): Li => (back < paid ? subtract(paid, back) : ZERO);

/** What no earlier refund gave back of the whole payment. */
export const leftOf = (payment: Paid): Li => withoutDebt(payment.amount, backOf(payment));

/** What is left of one year: never more than of the whole payment. */
export const leftOfYear = (payment: Paid, year: number): Li =>
  least(withoutDebt(partOf(payment, year), backOf(payment, year)), leftOf(payment));

/** The years of a payment of which no earlier refund gave everything back. */
export const yearsLeft = (payment: Paid): readonly number[] =>
  payment.back?.length ? payment.coverageYears.filter((year) => leftOfYear(payment, year) > 0) : payment.coverageYears;

/** `years` of a payment at the price paid; of some of its years a sum that does not divide evenly is for a person. */
export function pricesOf(payment: RefundPayment, years: readonly number[], record: DecisionRecord): RefundItem[] {
  const { id, coverageYears } = payment;
  const parts = new Set(coverageYears.map((year) => partOf(payment, year)));
  const isUneven = parts.size > 1 || coverageYears.some((year) => backOf(payment, year) > partOf(payment, year));
  if (isUneven && years.length > 0 && years.length < coverageYears.length) {
    const message = '一次性缴费金额不能按年度整除,每年金额须由人工认定';
    record.review('price_of_year_unknown', 'payments.amount', message, 'acknowledgement');
  }
  let left = leftOf(payment);
  return years.map((coverageYear): RefundItem => {
    const amount = least(leftOfYear(payment, coverageYear), left);
    left = subtract(left, amount);
    return { paymentId: id, coverageYear, amount };
  });
}
