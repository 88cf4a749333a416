/** What a caseworker's decision changes of a late payment. */
import { isRefusal } from '../changes.ts';
import {
  type Action,
  type DecisionParts,
  type DecisionRefusal,
  type DecisionToMake,
  requestDocuments,
} from '../decision.ts';
import { settle, settledDetail } from '../settle.ts';
import { returnedUntil } from '../wait-answers.ts';
import { LATE_PAYMENT_ANSWERS, type LatePaymentCase, type LatePaymentWaitKind } from './case.ts';
import { changeLatePaymentFacts } from './facts.ts';

/** What may be answered to each kind of wait; nothing where no desk can end it. */
export const LATE_PAYMENT_ACTIONS = {
  decision: ['approve', 'supply', 'reject', 'return'],
  documents: ['documents_received'],
  payment_question: ['accept_payment', 'refuse_payment'],
  payment: [],
  benefits: [],
} as const satisfies Record<LatePaymentWaitKind, readonly Action[]>;

type Outcome = DecisionParts<LatePaymentCase> | DecisionRefusal;

export function decideLatePayment(current: LatePaymentCase, decision: DecisionToMake): Outcome {
  const { decided, by } = decision;
  const { decision: answers, documents, payment_question: payment } = LATE_PAYMENT_ANSWERS;
  switch (decided.action) {
    case 'approve':
    case 'supply': {
      const settlement = settle(current.settlement, decided, current.plan?.assessment, decision.policy);
      if (isRefusal(settlement)) return settlement;
      const facts = 'facts' in decided ? mergeFacts(current, decided.facts) : undefined;
      if (isRefusal(facts)) return facts;
      return {
        state: answers.approved,
        set: { settlement, ...(facts && { facts }) },
        output: { decision: 'approved' },
        detail: settledDetail(decided, settlement, current.plan?.assessment),
      };
    }
    case 'reject':
      return { state: answers.rejected, output: { decision: 'rejected' } };
    case 'return': {
      const requested = requestDocuments(decided, by.at);
      if (isRefusal(requested)) return requested;
      const output = returnedUntil(requested.until);
      return { state: answers.returned, set: { requested }, output, detail: requested };
    }
    case 'documents_received': {
      const facts = mergeFacts(current, decided.facts);
      if (isRefusal(facts)) return facts;
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
const mergeFacts = (current: LatePaymentCase, given: Record<string, unknown> | undefined) =>
  given && changeLatePaymentFacts(current, given);
