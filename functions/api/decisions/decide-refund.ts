/** What a decision at a desk changes of a refund. Four eyes: the second review is never by anyone who had a part in it. */

import { REFUND_ANSWERS, type RefundCase, type RefundWaitKind } from '../../cases/refund/case.ts';
import { returnedUntil } from '../../cases/wait-answers.ts';
import { refundFactsSchema } from '../../domain/refund/facts.ts';
import { ProblemError } from '../../runtime/problem.ts';
import {
  type DecisionParts,
  type DecisionToMake,
  parseFacts,
  requestDocuments,
  settle,
  settledDetail,
} from './decision-parts.ts';

type Parts = DecisionParts<RefundCase>;

/** What was found out at the desk; which payments, whose and on which ground was said when the case was opened. */
const changedFacts = refundFactsSchema
  .pick({ eventOn: true, departure: true, identities: true, lodgedAt: true, applicant: true })
  .partial();

/** Who had a part in what is reviewed for the second time. */
const PARTIES = ['openedBy', 'firstReview.by', 'accountBy'] as const;

/** @throws ProblemError `invalid_request`, `questions_left_open`, `same_person_reviews`, `approver_needed` */
export function decideRefund(current: RefundCase, wait: RefundWaitKind, decision: DecisionToMake): Parts {
  switch (wait) {
    case 'decision':
      return decideQuestions(current, decision);
    case 'documents':
      return receiveDocuments(current, decision);
    case 'first_review':
      return reviewFirst(decision);
    case 'second_review':
      return reviewSecond(current, decision);
    case 'account':
      return decideAccount(decision);
    case 'payout':
      throw new Error('no desk ends the wait for a payout');
  }
}

function decideQuestions(current: RefundCase, decision: DecisionToMake): Parts {
  const { decided, policy, at } = decision;
  const answers = REFUND_ANSWERS.decision;
  if (decided.action === 'reject') return { state: answers.rejected, output: { decision: 'rejected' } };
  if (decided.action === 'return') return returnToApplicant(decision, answers.returned, at);
  if (decided.action !== 'approve' && decided.action !== 'supply') throw noAnswer(decided.action);
  const settlement = settle(current.settlement, decided, current.plan?.assessment, policy);
  if (decided.action === 'approve' && current.plan?.assessment.outcome === null) {
    throw new ProblemError(
      'questions_left_open',
      '政策文件没有规定这种情形退多少,系统不能核定金额:请用 supply 补充依据,或用 reject 写明理由不予退费。',
    );
  }
  const facts = 'facts' in decided ? mergeFacts(current, decided.facts) : undefined;
  return {
    state: answers.approved,
    set: { settlement, ...(facts && { facts }) },
    output: { decision: 'approved' },
    detail: settledDetail(decided),
  };
}

function receiveDocuments(current: RefundCase, { decided }: DecisionToMake): Parts {
  if (decided.action !== 'documents_received') throw noAnswer(decided.action);
  const facts = mergeFacts(current, decided.facts);
  return {
    state: REFUND_ANSWERS.documents.received,
    // What was reviewed before is reviewed again with what came.
    set: { firstReview: undefined, ...(facts && { facts }) },
    output: { decision: 'received' },
    detail: { ...(decided.facts && { facts: Object.keys(decided.facts) }) },
  };
}

function reviewFirst(decision: DecisionToMake): Parts {
  const { decided, caller, at } = decision;
  const answers = REFUND_ANSWERS.first_review;
  switch (decided.action) {
    case 'approve': {
      const firstReview = { by: caller.sub, role: caller.role, at };
      return { state: answers.approved, set: { firstReview }, output: { decision: 'approved' } };
    }
    case 'reject':
      return { state: answers.rejected, output: { decision: 'rejected' } };
    case 'return':
      return returnToApplicant(decision, answers.returned, at);
    default:
      throw noAnswer(decided.action);
  }
}

function reviewSecond(current: RefundCase, { decided, caller, at }: DecisionToMake): Parts {
  const answers = REFUND_ANSWERS.second_review;
  const { openedBy, firstReview, accountBy, plan } = current;
  if ([openedBy, firstReview?.by, accountBy].includes(caller.sub)) {
    throw new ProblemError(
      'same_person_reviews',
      '复审须由另一人办理:受理、初审和更正账户的人都不能复审同一案件。请转给其他同事。',
    );
  }
  if (plan?.secondReview.approver && caller.role !== 'approver' && decided.action === 'approve') {
    const above = plan.secondReview.limit?.above ?? '';
    throw new ProblemError('approver_needed', `退费金额超过 ${above} 元,复审须由审批人(approver)通过。`);
  }
  const unlessBy = { sub: caller.sub, in: PARTIES };
  switch (decided.action) {
    case 'approve': {
      const secondReview = { by: caller.sub, role: caller.role, at };
      return { state: answers.approved, set: { secondReview }, unlessBy, output: { decision: 'approved' } };
    }
    case 'reject':
      return { state: answers.rejected, unlessBy, output: { decision: 'rejected' } };
    case 'return':
      return {
        state: answers.returned,
        set: { firstReview: undefined },
        unlessBy,
        output: { decision: 'returned' },
      };
    default:
      throw noAnswer(decided.action);
  }
}

function decideAccount({ decided, caller, payee }: DecisionToMake): Parts {
  const answers = REFUND_ANSWERS.account;
  if (decided.action === 'give_up') return { state: answers.given_up, output: { decision: 'given_up' } };
  if (decided.action !== 'correct_account' || !payee) throw noAnswer(decided.action);
  return {
    state: answers.corrected,
    // Nobody has seen the new account yet but the one who typed it.
    set: { payee, accountBy: caller.sub, secondReview: undefined },
    output: { decision: 'corrected' },
    detail: { account: payee.masked.number },
  };
}

function returnToApplicant({ decided }: DecisionToMake, state: 'awaiting_documents', at: string): Parts {
  if (decided.action !== 'return') throw noAnswer(decided.action);
  const requested = requestDocuments(decided, at);
  return { state, set: { requested }, output: returnedUntil(requested.until), detail: requested };
}

function mergeFacts(
  { facts }: RefundCase,
  given: Record<string, unknown> | undefined,
): RefundCase['facts'] | undefined {
  const changed = parseFacts(changedFacts, given);
  return changed && refundFactsSchema.parse({ ...facts, ...changed });
}

const noAnswer = (action: string): Error => new Error(`${action} does not fit the wait`);
