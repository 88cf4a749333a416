/** The decision of a refund case: the rules of the ground on what the ledger says was paid. */

import type { PolicyVersion } from '../../domain/policy.ts';
import { assessRefund } from '../../domain/refund/assess.ts';
import type { RefundAssessment } from '../../domain/refund/assessment.ts';
import { decideSecondReview } from '../../domain/refund/second-review.ts';
import { openQuestions, type Settlement } from '../../domain/settlement.ts';
import type { Payment } from '../ledger.ts';
import type { RefundCase } from './case.ts';
import { type DecidedPayment, refundPaymentOf } from './stored-refund.ts';

type RefundPlan = NonNullable<RefundCase['plan']>;

/** `policy` is the version in force on the day of the application, with what was supplied for this case. */
export function planRefund(
  { facts }: Pick<RefundCase, 'facts'>,
  payments: readonly (Payment & { back?: DecidedPayment['back'] })[],
  policy: PolicyVersion,
): RefundPlan {
  const decided = payments.map(decidedPayment);
  const { vouchers: _, ...request } = facts;
  const assessment = assessRefund({ ...request, payments: decided.map(refundPaymentOf) }, policy);
  return { assessment, payments: decided, secondReview: decideSecondReview(facts, assessment, policy) };
}

const decidedPayment = ({
  voucher,
  coverageYears,
  collectedOn,
  amount,
  region,
  channel,
  payer,
  mode,
  twin,
  back,
}: Payment & { back?: DecidedPayment['back'] }): DecidedPayment => ({
  voucher,
  coverageYears,
  paidOn: collectedOn,
  amount,
  place: region,
  ...(channel && { channel }),
  ...(payer && { payer }),
  ...(mode && { mode }),
  ...(twin && { twin }),
  ...(back && { back }),
});

/** `ask` while anything is open, and where no rule says what is to be given back: then only a person can end it. */
export function outcomeOf(
  { outcome, ...decision }: RefundAssessment,
  settlement: Settlement,
): 'ask' | 'refund' | 'refuse' | 'redirect' {
  const { reviews, confirmations } = openQuestions({ ...decision }, settlement);
  if (outcome === null || reviews.length > 0) return 'ask';
  // What is refused or sent elsewhere moves no money: adopted values are confirmed where money is to move.
  return outcome === 'refund' && confirmations.length > 0 ? 'ask' : outcome;
}
