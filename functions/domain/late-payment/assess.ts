/** The late-payment decision: its rules in the order applied. Pure: the same facts and table, the same answer. */
import { DecisionRecord } from '../decision.ts';
import type { PolicyVersion } from '../policy.ts';
import { assessByWays } from '../ways/assess-late-payment.ts';
import type { TableOfYear } from '../ways/person.ts';
import { decideAmounts } from './amounts.ts';
import { type Amounts, type LatePaymentAssessment, NO_AMOUNTS, NOT_PAYABLE } from './assessment.ts';
import { decideBenefit } from './benefit.ts';
import { decideIdentity, type IdentityResult } from './identity.ts';
import { decideDocument } from './identity-document.ts';
import { decidePaymentMode } from './payment-mode.ts';
import type { LatePaymentRequest } from './request.ts';
import { decideShares } from './shares.ts';
import { decideTiming } from './timing.ts';
import { decideWaiting } from './waiting.ts';

/**
 * Decides what a payment on `paidOn` would be, cost and bring.
 * `policy` is the version in force on that day; `tables` those of other years, for a payment that buys several. Money in the answer is decimal yuan.
 */
export function assessLatePayment(
  request: LatePaymentRequest,
  policy: PolicyVersion,
  tables?: TableOfYear,
): LatePaymentAssessment {
  if (policy.table.rules !== null) return assessByWays(request, policy, tables);
  const record = new DecisionRecord(policy);
  decideDocument(request, record);
  const timing = decideTiming(request, record);
  const payable = timing.timing === null || !NOT_PAYABLE.includes(timing.timing);
  const identity: IdentityResult = payable ? decideIdentity(request, record) : { kind: 'none', qualified: [] };
  const shares = decideShares(request, timing, identity, record);
  const { waiting, readings } = decideWaiting(request, timing.timing, identity.qualified, record);
  const benefit = decideBenefit(request.paidOn, timing.timing, waiting, record);
  const alternatives = readings.map((reading) => ({
    ...reading,
    amounts: decideAmounts(shares, reading.waiting, policy.table),
    benefit: decideBenefit(request.paidOn, timing.timing, reading.waiting, new DecisionRecord(policy)),
  }));
  const amounts = payable ? amountsOf(decideAmounts(shares, waiting, policy.table), alternatives) : NO_AMOUNTS;
  return {
    ...record.close(),
    timing: timing.timing,
    nextOpenOn: timing.nextOpenOn,
    identity: identity.kind === 'applied' ? identity.applied.category : null,
    amounts,
    payers: shares.payers,
    waiting,
    benefit,
    paymentMode: decidePaymentMode(timing.timing, identity, amounts.payable),
    alternatives,
  };
}

/** Readings that differ in the wait alone cost the same; where they differ in what is bought back, nobody knows the sum. */
function amountsOf(single: Amounts, alternatives: LatePaymentAssessment['alternatives']): Amounts {
  const repairs = new Set(alternatives.map(({ amounts }) => amounts.repair));
  return repairs.size > 1 ? { ...single, repair: null, payable: null } : (alternatives[0]?.amounts ?? single);
}
