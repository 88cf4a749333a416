/**
 * The decisions that a case keeps, computed again from its facts and the version of the policy table that each names.
 * Nothing is read but the case and the version: what was decided years ago can be decided again.
 */

import type { Case } from '../cases/case.ts';
import { lastOf } from '../cases/history.ts';
import type { LatePaymentCase } from '../cases/late-payment/case.ts';
import type { NewbornCase } from '../cases/newborn/case.ts';
import { forYearsOf } from '../cases/newborn/pay.ts';
import type { RefundCase } from '../cases/refund/case.ts';
import { refundPaymentOf } from '../cases/refund/stored-refund.ts';
import { dateOfInstant, type LocalDate } from '../domain/calendar.ts';
import { assessLatePayment } from '../domain/late-payment/assess.ts';
import { planPayment } from '../domain/late-payment/payment-plan.ts';
import { type LatePaymentRequest, requestOf } from '../domain/late-payment/request.ts';
import { assessNewborn } from '../domain/newborn/assess.ts';
import { latePaymentFactsOf } from '../domain/newborn/late-payment-facts.ts';
import type { NewbornRequest } from '../domain/newborn/request.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { assessRefund } from '../domain/refund/assess.ts';
import type { RefundRequest } from '../domain/refund/request.ts';
import { decideSecondReview } from '../domain/refund/second-review.ts';

/** What the rules were asked: plain data, nothing of it but what they read. */
export type DecisionRequest =
  | { kind: 'late-payment'; request: LatePaymentRequest }
  | { kind: 'refund'; request: RefundRequest }
  /** Days that a reminder is still owed for stay in the decision after they have passed. */
  | { kind: 'newborn'; request: NewbornRequest; remindFor: readonly LocalDate[] };

export interface StoredDecision {
  /** Where the case keeps it. */
  part: 'plan' | 'plan.late' | 'collected';
  /** The version of the policy table by which it was decided. */
  policy: { coverageYear: number; version: string };
  request: DecisionRequest;
  /** What the rules answered, as it is kept. */
  assessment: object;
  /** Everything that is kept and follows from it. */
  stored: unknown;
  /** @param policy that version, with the values that were supplied for this case */
  decideAgain(policy: PolicyVersion): unknown;
}

/** The rules' answer by a version of the table, with the values that a caseworker supplied for the case. */
export function assessAgain(asked: DecisionRequest, policy: PolicyVersion): object {
  switch (asked.kind) {
    case 'late-payment':
      return assessLatePayment(asked.request, policy);
    case 'refund':
      return assessRefund(asked.request, policy);
    case 'newborn': {
      const again = assessNewborn(asked.request, policy);
      return { ...again, remindOn: [...new Set([...asked.remindFor, ...again.remindOn])] };
    }
  }
}

/** Decisions that the facts of the case still hold for; one that is about to be made again is left out. */
export function decisionsOf(found: Case): StoredDecision[] {
  switch (found.kind) {
    case 'late-payment':
      return ofLatePayment(found);
    case 'refund':
      return ofRefund(found);
    case 'newborn':
      return ofNewborn(found);
  }
}

/** A decision of which nothing else is kept than what the rules answered. */
const bare = (
  part: StoredDecision['part'],
  request: DecisionRequest,
  assessment: object & { policy: StoredDecision['policy'] },
): StoredDecision => ({
  part,
  policy: assessment.policy,
  request,
  assessment,
  stored: assessment,
  decideAgain: (policy) => assessAgain(request, policy),
});

function ofLatePayment(found: LatePaymentCase): StoredDecision[] {
  const { facts, plan, planOutdated, payment, collected } = found;
  const decisions: StoredDecision[] = [];
  if (plan && !planOutdated && !isToBeDecidedAgain(found)) {
    const entry = lastDecision(found);
    const today = entry ? dateOfInstant(entry.at) : plan.assessedFor;
    const request = { kind: 'late-payment' as const, request: requestOf(facts, plan.assessedFor) };
    decisions.push({
      part: 'plan',
      policy: plan.assessment.policy,
      request,
      assessment: plan.assessment,
      stored: plan,
      decideAgain: (policy) =>
        // Finding the last day with the same result costs a decision for each day of the year. A digest of the plan in
        // the history proves that day already.
        entry?.detail.plan === undefined
          ? planPayment(facts, today, () => policy)
          : { ...plan, assessment: assessAgain(request, policy) },
    });
  }
  if (collected && payment) {
    const { channel = facts.channel, collectedOn } = payment;
    decisions.push(
      bare('collected', { kind: 'late-payment', request: { ...facts, channel, paidOn: collectedOn } }, collected),
    );
  }
  return decisions;
}

function ofRefund(found: RefundCase): StoredDecision[] {
  const { facts, plan, planOutdated } = found;
  if (!plan || planOutdated || isToBeDecidedAgain(found)) return [];
  const { vouchers: _, ...applied } = facts;
  const { assessment, secondReview, payments } = plan;
  const request = { ...applied, payments: payments.map(refundPaymentOf) };
  return [
    {
      part: 'plan',
      policy: assessment.policy,
      request: { kind: 'refund', request },
      assessment,
      stored: { assessment, secondReview },
      decideAgain(policy) {
        const again = assessRefund(request, policy);
        return { assessment: again, secondReview: decideSecondReview(facts, again, policy) };
      },
    },
  ];
}

function ofNewborn(found: NewbornCase): StoredDecision[] {
  const { region, facts, factsRevision, plan, payment, collected, collectedFor = facts } = found;
  const childOf = ({ bornOn, registeredOn, identities }: NewbornCase['facts']) => ({
    region,
    bornOn,
    registeredOn,
    identities,
  });
  const decisions: StoredDecision[] = [];
  if (plan && plan.factsRevision === factsRevision && !isToBeDecidedAgain(found)) {
    const { assessedOn, assessment, late, remindFor } = plan;
    const request = { ...childOf(facts), asOf: assessedOn };
    decisions.push(bare('plan', { kind: 'newborn', request, remindFor }, assessment));
    if (late) {
      const lateFacts = latePaymentFactsOf(request, late.policy.coverageYear);
      decisions.push(bare('plan.late', { kind: 'late-payment', request: requestOf(lateFacts, assessedOn) }, late));
    }
  }
  if (collected && payment) {
    const { collectedOn } = payment;
    const years = forYearsOf({ facts: collectedFor, payment });
    const request = { ...childOf(collectedFor), asOf: collectedOn, paidOn: collectedOn, ...years };
    decisions.push(bare('collected', { kind: 'newborn', request, remindFor: [] }, collected));
  }
  return decisions;
}

/** The entry of the history that says when a case was last decided, and the digest of its whole plan. */
export const lastDecision = ({ history }: Case) => lastOf(history, 'assessed', 'ground_checked');

/** A caseworker supplied a value or changed a fact since: the plan is of what was known before. */
function isToBeDecidedAgain(found: Case): boolean {
  return found.history
    .slice(lastDecision(found)?.seq ?? 0)
    .some(({ event, detail }) => event === 'task_decided' && ('supplied' in detail || 'facts' in detail));
}
