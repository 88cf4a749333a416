import type { CaseChange } from '../changes.ts';
import type { EventOf } from '../events.ts';
import { answered } from '../wait-answers.ts';
import { REFUND_ACTS } from './acts.ts';
import { REFUND_ANSWERS, type RefundCase } from './case.ts';

/** Until two people have approved what goes back. */
export const refundHeedsLists = ({ state, payouts = [] }: RefundCase): boolean =>
  payouts.length === 0 && REFUND_ACTS[state].some((act) => act === 'relist');

/** It is decided again by other facts. Its claims stay: the check that follows lets go what falls. */
export function withRefundFacts(
  current: RefundCase,
  facts: RefundCase['facts'],
  event: EventOf<'aid_list_changed'> | EventOf<'facts_corrected'>,
): CaseChange<RefundCase> | null {
  if (!refundHeedsLists(current)) return null;
  const { state, wait, plan } = current;
  const set = { facts, ...(plan && { planOutdated: true as const }) };
  const woken = { wait: null, ...(wait && { pending: answered(wait, 'changed') }), event };
  switch (state) {
    case 'awaiting_decision':
      return { state: REFUND_ANSWERS.decision.changed, set, ...woken };
    case 'awaiting_first_review':
      return { state: REFUND_ANSWERS.first_review.changed, set, ...woken };
    case 'awaiting_second_review':
      // What was reviewed before is reviewed again.
      return { state: REFUND_ANSWERS.second_review.changed, set: { ...set, firstReview: undefined }, ...woken };
    default:
      // Checked by the step that is under way, once the documents are here, or once somebody resumes it.
      return { set, event };
  }
}
