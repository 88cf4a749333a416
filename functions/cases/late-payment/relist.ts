import type { CaseChange } from '../changes.ts';
import type { EventOf } from '../events.ts';
import { answered, CASE_CHANGED } from '../wait-answers.ts';
import { LATE_PAYMENT_ACTS } from './acts.ts';
import { LATE_PAYMENT_ANSWERS, type LatePaymentCase } from './case.ts';

/** What is paid stays as it was decided. */
export const latePaymentHeedsLists = ({ state, payment }: LatePaymentCase): boolean =>
  LATE_PAYMENT_ACTS[state].some((act) => act === 'relist') && !(state === 'parked' && payment);

/** It is decided again by other facts; null where they have no part in it any more. */
export function withLatePaymentFacts(
  current: LatePaymentCase,
  facts: LatePaymentCase['facts'],
  event: EventOf<'aid_list_changed'> | EventOf<'facts_corrected'>,
): CaseChange<LatePaymentCase> | null {
  if (!latePaymentHeedsLists(current)) return null;
  const { state, wait, plan } = current;
  const set = { facts, ...(plan && { planOutdated: true as const }) };
  switch (state) {
    case 'awaiting_decision':
      return {
        state: LATE_PAYMENT_ANSWERS.decision.changed,
        set,
        wait: null,
        ...(wait && { pending: answered(wait, 'changed') }),
        event,
      };
    case 'awaiting_payment': {
      const cause = 'the facts have changed';
      const pending = wait && { kind: 'fail' as const, token: wait.token, error: CASE_CHANGED, cause };
      return { state: LATE_PAYMENT_ANSWERS.payment.changed, set, wait: null, ...(pending && { pending }), event };
    }
    default:
      // Assessed by the step that is under way, once the documents are here, or once somebody resumes it.
      return { set, event };
  }
}
