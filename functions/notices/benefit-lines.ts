/** How long the wait is, and from when to when benefits run. */
import type { LocalDate } from '../domain/calendar.ts';
import type { LatePaymentAssessment } from '../domain/late-payment/assessment.ts';
import { need } from './filled.ts';
import type { Footnotes } from './footnotes.ts';

export const WAIT_RULES = [
  'waiting',
  'variable_wait',
  'first_lapsed_year',
  'lapsed_before',
  'repair',
  'waiting_floor',
  'wait_exemption',
];
export const BENEFIT_RULES = ['benefit_start', 'benefit_end'];

/** `paidOn`: the day of a payment that is still to come; absent where the day is settled. */
export function benefitLines(
  { waiting, benefit, basis }: LatePaymentAssessment,
  notes: Footnotes,
  paidOn?: LocalDate,
): string[] {
  const { start, end } = benefit;
  // Nobody is told that there is no wait because nobody knew of one.
  const months = need(waiting.months, '待遇等待期');
  const floor = waiting.atLeast ? '（文件规定不低于该期限）' : '';
  const wait = months === 0 ? '没有等待期' : `${months} 个月${floor}，自缴费之日起计算`;
  const lines = [`待遇等待期：${wait}。${notes.markRules(basis, WAIT_RULES)}`];
  if (start === null) return lines;
  const condition = paidOn === undefined ? '' : `在 ${paidOn} 缴费的，`;
  const until = end === null ? '' : `，到 ${end} 止`;
  const actual = paidOn === undefined ? '' : '。实际日期以税务部门的征收日为准';
  lines.push(`待遇时间：${condition}从 ${start} 起享受待遇${until}${actual}。${notes.markRules(basis, BENEFIT_RULES)}`);
  return lines;
}
