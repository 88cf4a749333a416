/** Which payments a refund has to claim before anybody reviews it, and what it gives back of each. */
import { add, formatYuan, parseYuan, ZERO } from '../money.ts';
import type { RefundAssessment } from './assessment.ts';

export interface WantedClaim {
  voucher: string;
  /** Years that are given back, in order. */
  coverageYears: number[];
  /** Decimal yuan: of several years the sum. */
  amount: string;
}

/** One claim a payment; none where nothing is given back. */
export function claimsOf({ outcome, items }: Pick<RefundAssessment, 'outcome' | 'items'>): WantedClaim[] {
  if (outcome !== 'refund') return [];
  const vouchers = [...new Set(items.map(({ paymentId }) => paymentId))];
  return vouchers.map((voucher) => {
    const own = items.filter(({ paymentId }) => paymentId === voucher);
    const years = new Set(own.map(({ coverageYear }) => coverageYear));
    return {
      voucher,
      coverageYears: [...years].sort((one, other) => one - other),
      amount: sumOfAmounts(own.map(({ amount }) => amount)),
    };
  });
}

/** Decimal yuan. */
export const sumOfAmounts = (amounts: readonly string[]): string =>
  formatYuan(add(ZERO, ...amounts.map((amount) => parseYuan(amount) ?? ZERO)));

interface Paid {
  voucher: string;
  coverageYears: readonly number[];
  paidOn: string;
}

/** Of each year of which a duplicate goes back the payment that stays: the first in order of time, then of vouchers. */
export function stayingOf(
  claims: readonly WantedClaim[],
  payments: readonly Paid[],
): { coverageYear: number; voucher: string }[] {
  const years = [...new Set(claims.flatMap(({ coverageYears }) => coverageYears))].sort((one, other) => one - other);
  return years.flatMap((coverageYear) => {
    const back = claims.filter(({ coverageYears }) => coverageYears.includes(coverageYear));
    const [first] = payments
      .filter(
        (paid) => paid.coverageYears.includes(coverageYear) && !back.some(({ voucher }) => voucher === paid.voucher),
      )
      .map(({ paidOn, voucher }) => ({ key: `${paidOn} ${voucher}`, voucher }))
      .sort((one, other) => (one.key < other.key ? -1 : 1));
    return first ? [{ coverageYear, voucher: first.voucher }] : [];
  });
}
