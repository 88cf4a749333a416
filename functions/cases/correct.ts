/**
 * Facts of an open case that were written down wrongly are corrected with a reason, and the case is decided again: nobody
 * has to withdraw it and begin anew. What was paid, ordered or ended stays as it was decided.
 */
import { isDeepStrictEqual } from 'node:util';
import type { LocalDate } from '../domain/calendar.ts';
import type { Case } from './case.ts';
import { type CaseChange, isRefusal, type Refusal, refuse } from './changes.ts';
import type { By, EventOf } from './events.ts';
import { CHANGEABLE_IN_LATE_PAYMENT, changeLatePaymentFacts } from './late-payment/facts.ts';
import { latePaymentHeedsLists, withLatePaymentFacts } from './late-payment/relist.ts';
import { CHANGEABLE_IN_REFUND, changeRefundFacts } from './refund/facts.ts';
import { refundHeedsLists, withRefundFacts } from './refund/relist.ts';

/** By name; what is not here was said when the case was opened and makes another case: whose, which year, which payments. */
export const CORRECTABLE: Readonly<Record<Case['kind'], readonly string[]>> = {
  'late-payment': CHANGEABLE_IN_LATE_PAYMENT,
  refund: CHANGEABLE_IN_REFUND,
  newborn: [],
};

export function refuseCorrection(current: Case): Refusal<'facts_not_correctable'> | null {
  const { caseId, state } = current;
  if (current.kind === 'newborn')
    return refuse('facts_not_correctable', '新生儿案件的情况在“登记情况”中更正，不在这里改。', { members: { caseId } });
  const open = current.kind === 'refund' ? refundHeedsLists(current) : latePaymentHeedsLists(current);
  if (open) return null;
  const message = `案件 ${caseId} 现为 ${state}：已经缴费、已交付支付或已经办结的，不能再更正申请信息。`;
  return refuse('facts_not_correctable', message, { members: { caseId, state } });
}

/**
 * @param facts by name, each as a whole; null takes one out
 * @param bornOn by the person's id number, where it says one
 * @returns null where they are so already
 */
export function correctFacts(
  current: Case,
  { facts, reason }: { facts: Readonly<Record<string, unknown>>; reason: string },
  by: By,
  bornOn: LocalDate | undefined,
): CaseChange<Case> | null | Refusal<'facts_not_correctable' | 'invalid_request'> {
  const refused = refuseCorrection(current);
  if (refused) return refused;
  if (current.kind === 'late-payment') {
    const after = changeLatePaymentFacts(current, facts);
    if (isRefusal(after)) return after;
    const event = correctionOf(current.facts, after, { reason, by });
    return event && withLatePaymentFacts(current, after, event);
  }
  if (current.kind === 'refund') {
    const after = changeRefundFacts(current, facts, bornOn);
    if (isRefusal(after)) return after;
    const event = correctionOf(current.facts, after, { reason, by });
    return event && withRefundFacts(current, after, event);
  }
  return null;
}

/** Old and new, side by side, of each fact that is another; null where none is. */
function correctionOf(before: object, after: object, { reason, by }: { reason: string; by: By }) {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const corrected = [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => !isDeepStrictEqual(old.get(field), now.get(field)))
    .map((field) => ({ field, before: old.get(field) ?? null, after: now.get(field) ?? null }));
  const event: EventOf<'facts_corrected'> = { ...by, event: 'facts_corrected', detail: { reason, corrected } };
  return corrected.length === 0 ? null : event;
}
