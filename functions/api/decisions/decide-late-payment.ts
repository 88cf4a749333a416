/** What a caseworker's decision changes of a late payment. */

import { LATE_PAYMENT_ANSWERS, type LatePaymentCase } from '../../cases/late-payment/case.ts';
import { returnedUntil } from '../../cases/wait-answers.ts';
import { latePaymentFactsSchema } from '../../domain/late-payment/request.ts';
import {
  type DecisionParts,
  type DecisionToMake,
  parseFacts,
  requestDocuments,
  settle,
  settledDetail,
} from './decision-parts.ts';

/** The id number gives the birth date, and the case its region and year: they cannot be changed by a task. */
const changedFacts = latePaymentFactsSchema.omit({ region: true, coverageYear: true, birthDate: true }).partial();

/** @throws ProblemError `invalid_request`, `questions_left_open` */
export function decideLatePayment(current: LatePaymentCase, decision: DecisionToMake): DecisionParts<LatePaymentCase> {
  const { decided, at } = decision;
  const { decision: answers, documents, payment_question: payment } = LATE_PAYMENT_ANSWERS;
  switch (decided.action) {
    case 'approve':
    case 'supply': {
      const settlement = settle(current.settlement, decided, current.plan?.assessment, decision.policy);
      const facts = 'facts' in decided ? mergeFacts(current, decided.facts) : undefined;
      return {
        state: answers.approved,
        set: { settlement, ...(facts && { facts }) },
        output: { decision: 'approved' },
        detail: settledDetail(decided),
      };
    }
    case 'reject':
      return { state: answers.rejected, output: { decision: 'rejected' } };
    case 'return': {
      const requested = requestDocuments(decided, at);
      return {
        state: answers.returned,
        set: { requested },
        output: returnedUntil(requested.until),
        detail: requested,
      };
    }
    case 'documents_received': {
      const facts = mergeFacts(current, decided.facts);
      return {
        state: documents.received,
        set: { ...(facts && { facts }) },
        output: { decision: 'received' },
        detail: { ...(decided.facts && { facts: Object.keys(decided.facts) }) },
      };
    }
    case 'accept_payment':
      return {
        state: payment.accepted,
        set: { ...(current.payment && { payment: { ...current.payment, accepted: true } }) },
        output: { decision: 'accepted' },
      };
    case 'refuse_payment':
      return { state: payment.refused, output: { decision: 'refused' } };
    default:
      throw new Error(`${decided.action} is no answer to a late payment`);
  }
}

/** Parts that are given replace those of the case; undefined if none is. */
function mergeFacts(
  { facts }: LatePaymentCase,
  given: Record<string, unknown> | undefined,
): LatePaymentCase['facts'] | undefined {
  const changed = parseFacts(changedFacts, given);
  return changed && latePaymentFactsSchema.parse({ ...facts, ...changed });
}
