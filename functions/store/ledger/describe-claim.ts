/** Where a payment's claim stands, in one sentence for whoever meets it: nothing is filtered out. */
import type { RefundState } from '../../domain/refund/states.ts';
import { STATE_WORDS } from '../../words/cases.ts';

export interface Hold {
  caseId: string;
  /** State of the case that holds it; null if it isn't known. */
  state: RefundState | null;
  /** ISO instant since which it stands there. */
  since: string;
  /** Day of payment, once it was given back. */
  settledOn?: string | undefined;
  /** What is left of the payment then: decimal yuan. */
  left?: string | undefined;
}

const DAY = 86_400_000;

export const wholeDays = (since: string, at: string): number =>
  Math.max(0, Math.floor((Date.parse(at) - Date.parse(since)) / DAY));

/** Such as "缴费 V-1 已在案件 R… 中办理(待复核,已 3 天)". `at` is an ISO instant. */
export function describeClaim(voucher: string, { caseId, state, since, settledOn, left }: Hold, at: string): string {
  if (settledOn !== undefined && left !== undefined) {
    return `缴费 ${voucher} 已由案件 ${caseId} 于 ${settledOn} 退还一部分，尚有 ${left} 元没有退`;
  }
  if (settledOn !== undefined) return `缴费 ${voucher} 已由案件 ${caseId} 于 ${settledOn} 退费，不能再退`;
  const where = state === null ? '办理中' : STATE_WORDS[state];
  return `缴费 ${voucher} 已在案件 ${caseId} 中办理（${where}，已 ${wholeDays(since, at)} 天）`;
}
