/**
 * The decisions that a case keeps, computed again from its facts and the version of the policy table that each names.
 * Nothing is read but the case and the version: what was decided years ago can be decided again.
 */
import { assessLatePayment } from '../domain/late-payment/assess.ts';
import { requestOf } from '../domain/late-payment/request.ts';
import { assessNewborn } from '../domain/newborn/assess.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { assessRefund } from '../domain/refund/assess.ts';
import { decideSecondReview } from '../domain/refund/second-review.ts';
import type { Case } from '../store/case.ts';
import type { LatePaymentCase } from '../store/late-payment-case.ts';
import type { NewbornCase } from '../store/newborn-case.ts';
import type { RefundCase } from '../store/refund-case.ts';
import { refundPaymentOf } from '../store/stored-refund.ts';

export interface StoredDecision {
  /** Where the case keeps it. */
  part: 'plan' | 'collected';
  /** Id of the version of the policy table by which it was decided. */
  version: string;
  stored: unknown;
  /** @param policy that version, with the values that were supplied for this case */
  decideAgain(policy: PolicyVersion): unknown;
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

function ofLatePayment(found: LatePaymentCase): StoredDecision[] {
  const { facts, plan, planOutdated, payment, collected } = found;
  const decisions: StoredDecision[] = [];
  if (plan && !planOutdated && !isToBeDecidedAgain(found)) {
    decisions.push({
      part: 'plan',
      version: plan.assessment.policy.version,
      stored: plan.assessment,
      decideAgain: (policy) => assessLatePayment(requestOf(facts, plan.assessedFor), policy),
    });
  }
  if (collected && payment) {
    const { channel = facts.channel, collectedOn } = payment;
    decisions.push({
      part: 'collected',
      version: collected.policy.version,
      stored: collected,
      decideAgain: (policy) => assessLatePayment({ ...facts, channel, paidOn: collectedOn }, policy),
    });
  }
  return decisions;
}

function ofRefund(found: RefundCase): StoredDecision[] {
  const { facts, plan } = found;
  if (!plan || isToBeDecidedAgain(found)) return [];
  const { vouchers: _, ...request } = facts;
  const { assessment, secondReview, payments } = plan;
  return [
    {
      part: 'plan',
      version: assessment.policy.version,
      stored: { assessment, secondReview },
      decideAgain(policy) {
        const again = assessRefund({ ...request, payments: payments.map(refundPaymentOf) }, policy);
        return { assessment: again, secondReview: decideSecondReview(again.amount ?? '0', policy) };
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
    decisions.push({
      part: 'plan',
      version: plan.assessment.policy.version,
      stored: plan.assessment,
      decideAgain(policy) {
        const again = assessNewborn({ ...childOf(facts), asOf: plan.assessedOn }, policy);
        // Days that a reminder is still owed for stay in the plan after they have passed.
        return { ...again, remindOn: [...new Set([...plan.remindFor, ...again.remindOn])] };
      },
    });
  }
  if (collected && payment) {
    const { collectedOn } = payment;
    decisions.push({
      part: 'collected',
      version: collected.policy.version,
      stored: collected,
      decideAgain: (policy) =>
        assessNewborn({ ...childOf(collectedFor), asOf: collectedOn, paidOn: collectedOn }, policy),
    });
  }
  return decisions;
}

const DECIDED = ['assessed', 'ground_checked'];

/** A caseworker supplied a value or changed a fact since: the plan is of what was known before. */
function isToBeDecidedAgain({ history }: Case): boolean {
  const last = history.findLastIndex(({ event }) => DECIDED.includes(event));
  return history
    .slice(last + 1)
    .some(({ event, detail }) => event === 'task_decided' && ('supplied' in detail || 'facts' in detail));
}
