/** Of two records that may be of one payment none goes back before a person has compared them. */
import type { DecisionRecord } from '../decision.ts';
import { mayBeOne } from '../voucher.ts';
import type { RefundPayment } from './request.ts';

/** @param back what would go back */
export function askAboutTwins(
  back: readonly RefundPayment[],
  payments: readonly RefundPayment[],
  record: DecisionRecord,
): void {
  const twins = back.flatMap((one) => {
    const other = payments.find((known) => known.id !== one.id && isAlike(known, one));
    const twin = one.twin ?? other?.id;
    return twin === undefined ? [] : [`${one.id} 与 ${twin}`];
  });
  if (twins.length === 0) return;
  const message = `凭证 ${twins.join(';')} 的年度、金额和日期相同,凭证号只差开头的 0 或大小写,可能是同一笔缴费,须由人工核对原始凭证`;
  record.review('voucher_zeros', 'payments.id', message, 'acknowledgement');
}

const isAlike = (one: RefundPayment, other: RefundPayment): boolean =>
  mayBeOne(one.id, other.id) &&
  one.paidOn === other.paidOn &&
  one.amount === other.amount &&
  one.coverageYears.some((year) => other.coverageYears.includes(year));
