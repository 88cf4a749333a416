/** What a decision at a desk changes of a refund. Four eyes: the second review is never by anyone who had a part in it. */
import { isRefusal, type Refusal, refuse } from '../changes.ts';
import {
  type Action,
  type DecisionParts,
  type DecisionRefusal,
  type DecisionToMake,
  requestDocuments,
} from '../decision.ts';
import type { By } from '../events.ts';
import { settle, settledDetail } from '../settle.ts';
import { returnedUntil } from '../wait-answers.ts';
import { REFUND_ANSWERS, type RefundCase, type RefundWaitKind } from './case.ts';
import { changeRefundFacts } from './facts.ts';

/** What may be answered to each kind of wait; nothing where no desk can end it. */
export const REFUND_ACTIONS = {
  decision: ['approve', 'supply', 'reject', 'return'],
  documents: ['documents_received'],
  first_review: ['approve', 'reject', 'return'],
  second_review: ['approve', 'reject', 'return'],
  account: ['correct_account', 'give_up'],
  payout: [],
} as const satisfies Record<RefundWaitKind, readonly Action[]>;

type Outcome = DecisionParts<RefundCase> | DecisionRefusal;

/** Who had a part in what is reviewed for the second time. */
const PARTIES = ['openedBy', 'firstReview.by', 'accountBy'] as const;

export function decideRefund(current: RefundCase, wait: RefundWaitKind, decision: DecisionToMake): Outcome {
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

function decideQuestions(current: RefundCase, decision: DecisionToMake): Outcome {
  const { decided, policy, bornOn } = decision;
  const answers = REFUND_ANSWERS.decision;
  if (decided.action === 'reject') return { state: answers.rejected, output: { decision: 'rejected' } };
  if (decided.action === 'return') return returnToApplicant(decision, answers.returned);
  if (decided.action !== 'approve' && decided.action !== 'supply') throw noAnswer(decided.action);
  const settlement = settle(current.settlement, decided, current.plan?.assessment, policy);
  if (isRefusal(settlement)) return settlement;
  if (decided.action === 'approve' && current.plan?.assessment.outcome === null) {
    return refuse(
      'questions_left_open',
      '政策文件没有规定这种情形退多少，系统不能核定金额：请补充数据（逐笔写明金额和依据文件，或写明保留哪一笔），或写明理由不予办理。',
    );
  }
  const facts = 'facts' in decided ? mergeFacts(current, decided.facts, bornOn) : undefined;
  if (isRefusal(facts)) return facts;
  return {
    state: answers.approved,
    set: { settlement, ...(facts && { facts }) },
    output: { decision: 'approved' },
    detail: settledDetail(decided, settlement, current.plan?.assessment),
  };
}

function receiveDocuments(current: RefundCase, { decided, bornOn }: DecisionToMake): Outcome {
  if (decided.action !== 'documents_received') throw noAnswer(decided.action);
  const facts = mergeFacts(current, decided.facts, bornOn);
  if (isRefusal(facts)) return facts;
  return {
    state: REFUND_ANSWERS.documents.received,
    // What was reviewed before is reviewed again with what came.
    set: { firstReview: undefined, ...(facts && { facts }) },
    output: { decision: 'received' },
    detail: { ...(decided.facts && { facts: Object.keys(decided.facts) }) },
  };
}

function reviewFirst(decision: DecisionToMake): Outcome {
  const { decided, by } = decision;
  const answers = REFUND_ANSWERS.first_review;
  switch (decided.action) {
    case 'approve':
      return { state: answers.approved, set: { firstReview: by }, output: { decision: 'approved' } };
    case 'reject':
      return { state: answers.rejected, output: { decision: 'rejected' } };
    case 'return':
      return returnToApplicant(decision, answers.returned);
    default:
      throw noAnswer(decided.action);
  }
}

function reviewSecond(current: RefundCase, { decided, by }: DecisionToMake): Outcome {
  const answers = REFUND_ANSWERS.second_review;
  const refused = refuseReviewer(current, by) ?? (decided.action === 'approve' ? refuseApproval(current, by) : null);
  if (refused) return refused;
  const unlessBy = { sub: by.by, in: PARTIES };
  switch (decided.action) {
    case 'approve':
      return { state: answers.approved, set: { secondReview: by }, unlessBy, output: { decision: 'approved' } };
    case 'reject':
      return { state: answers.rejected, unlessBy, output: { decision: 'rejected' } };
    case 'return':
      return { state: answers.returned, set: { firstReview: undefined }, unlessBy, output: { decision: 'returned' } };
    default:
      throw noAnswer(decided.action);
  }
}

/** Four eyes, whatever the second review says. */
export function refuseReviewer(
  { wait, openedBy, firstReview, accountBy }: RefundCase,
  { by }: Pick<By, 'by'>,
): Refusal<'same_person_reviews'> | null {
  if (wait?.kind !== 'second_review' || ![openedBy, firstReview?.by, accountBy].includes(by)) return null;
  const message = '复核须由另一人办理：受理、初审和更正账户的人都不能复核同一案件。请转给其他同事。';
  return refuse('same_person_reviews', message);
}

export function refuseApproval(
  { wait, plan }: RefundCase,
  { role }: Pick<By, 'role'>,
): Refusal<'approver_needed'> | null {
  if (wait?.kind !== 'second_review' || !plan?.secondReview.approver || role === 'approver') return null;
  const { limit } = plan.secondReview;
  const why = limit ? `退费金额超过 ${limit.above} 元` : '退费金额由经办人填写';
  return refuse('approver_needed', `${why}，复核须由审批人办理。`);
}

function decideAccount({ decided, by, payee }: DecisionToMake): Outcome {
  const answers = REFUND_ANSWERS.account;
  if (decided.action === 'give_up') return { state: answers.given_up, output: { decision: 'given_up' } };
  if (decided.action !== 'correct_account' || !payee) throw noAnswer(decided.action);
  return {
    state: answers.corrected,
    // Nobody has seen the new account yet but the one who typed it.
    set: { payee, accountBy: by.by, secondReview: undefined },
    output: { decision: 'corrected' },
    detail: { account: payee.masked.number },
  };
}

function returnToApplicant({ decided, by }: DecisionToMake, state: 'awaiting_documents'): Outcome {
  if (decided.action !== 'return') throw noAnswer(decided.action);
  const requested = requestDocuments(decided, by.at);
  if (isRefusal(requested)) return requested;
  return { state, set: { requested }, output: returnedUntil(requested.until), detail: requested };
}

const mergeFacts = (
  current: RefundCase,
  given: Record<string, unknown> | undefined,
  bornOn: DecisionToMake['bornOn'],
) => given && changeRefundFacts(current, given, bornOn);

const noAnswer = (action: string): Error => new Error(`${action} does not fit the wait`);
