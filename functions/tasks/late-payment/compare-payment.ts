/**
 * Compares a payment with its notice. The result of the day of collection counts, not the one that was told; where
 * they differ a person decides, and these sentences say in what.
 */

import type { ConfirmedPayment } from '../../cases/late-payment/case.ts';
import type { LatePaymentAssessment } from '../../domain/late-payment/assessment.ts';
import { sameResult } from '../../domain/late-payment/payment-plan.ts';
import { parseYuan } from '../../domain/money.ts';
import { reviewKey } from '../../domain/settlement.ts';
import { yuan } from '../../notices/words.ts';
import { TIMING_WORDS } from '../../words/decisions.ts';

/** Sentences in Chinese; none if the payment is the one of the notice and has its result. */
export function findDifferences(
  noticed: LatePaymentAssessment,
  collected: LatePaymentAssessment,
  payment: ConfirmedPayment,
): string[] {
  const { amount, collectedOn } = payment;
  const differences: string[] = [];
  const payable = collected.amounts.payable;
  if (payable === null || parseYuan(payable) !== parseYuan(amount)) {
    const due = payable === null ? '应缴金额无法确定' : `应缴${yuan(payable)}`;
    differences.push(`税务部门实收${yuan(amount)}；按征收日 ${collectedOn} 核定，${due}。`);
  }
  if (collected.timing !== noticed.timing) {
    differences.push(
      `通知书按“${words(noticed.timing)}”核定，征收日 ${collectedOn} 属于“${words(collected.timing)}”。`,
    );
  }
  for (const [part, name] of PARTS) {
    const [then, now] = [noticed.amounts[part], collected.amounts[part]];
    if (then !== now) differences.push(`${name}：通知书为${money(then)}，按征收日核定为${money(now)}。`);
  }
  if (waitOf(collected) !== waitOf(noticed)) {
    differences.push(`等待期：通知书为${waitOf(noticed)}，按征收日核定为${waitOf(collected)}。`);
  }
  if (collected.benefit.start === null) {
    differences.push(`按征收日 ${collectedOn}，政策文件未规定待遇从哪天开始。`);
  }
  const asked = new Set(noticed.review.map(reviewKey));
  for (const review of collected.review) {
    if (!asked.has(reviewKey(review))) differences.push(`按征收日 ${collectedOn} 核定须由人工认定：${review.message}`);
  }
  if (differences.length === 0 && !sameResult(noticed, collected)) {
    differences.push(`按征收日 ${collectedOn} 核定的结果与通知书不同。`);
  }
  return differences;
}

const PARTS = [
  ['individual', '个人缴费部分'],
  ['subsidy', '财政补助部分'],
  ['repair', '缴费修复部分'],
  ['aid', '资助金额'],
] as const;

const words = (timing: LatePaymentAssessment['timing']): string =>
  timing === null ? '缴费时段未定' : TIMING_WORDS[timing];
const money = (amount: string | null): string => (amount === null ? '未定' : yuan(amount));
const waitOf = ({ waiting: { months, days } }: LatePaymentAssessment): string => {
  if (days !== undefined) return `${days}天`;
  return months === null ? '未定' : `${months}个月`;
};
