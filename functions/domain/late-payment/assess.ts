/** The late-payment decision: its rules in the order applied. Pure: the same facts and table, the same answer. */
import { DecisionRecord } from '../decision.ts';
import type { PolicyVersion } from '../policy.ts';
import { decideAmounts, NO_AMOUNTS } from './amounts.ts';
import { type LatePaymentAssessment, NOT_PAYABLE } from './assessment.ts';
import { decideBenefit } from './benefit.ts';
import { decideIdentity, type IdentityResult } from './identity.ts';
import { decidePaymentMode } from './payment-mode.ts';
import type { LatePaymentRequest } from './request.ts';
import { decideShares } from './shares.ts';
import { decideTiming } from './timing.ts';
import { decideWaiting } from './waiting.ts';

/**
 * Decides what a payment on `paidOn` would be, cost and bring.
 * `policy` is the version in force on that day. Money in the answer is decimal yuan.
 */
export function assessLatePayment(request: LatePaymentRequest, policy: PolicyVersion): LatePaymentAssessment {
  const record = new DecisionRecord(policy);
  const timing = decideTiming(request, record);
  const payable = timing.timing === null || !NOT_PAYABLE.includes(timing.timing);
  const identity: IdentityResult = payable ? decideIdentity(request, record) : { kind: 'none', qualified: [] };
  const shares = decideShares(request, timing, identity, record);
  const { waiting, readings } = decideWaiting(request, timing.timing, identity.qualified, record);
  const benefit = decideBenefit(request.paidOn, timing.timing, waiting, record);
  const amounts = payable ? decideAmounts(shares, waiting, policy.table) : NO_AMOUNTS;
  const alternatives = readings.map((reading) => ({
    ...reading,
    amounts: decideAmounts(shares, reading.waiting, policy.table),
    benefit: decideBenefit(request.paidOn, timing.timing, reading.waiting, new DecisionRecord(policy)),
  }));
  return {
    ...record.close(),
    timing: timing.timing,
    nextOpenOn: timing.nextOpenOn,
    identity: identity.kind === 'applied' ? identity.applied.category : null,
    amounts:
      readings.length > 0 && new Set(alternatives.map((one) => one.amounts.payable)).size > 1
        ? { ...amounts, repair: null, payable: null }
        : amounts,
    payers: shares.payers,
    waiting,
    benefit,
    paymentMode: decidePaymentMode(timing.timing, identity, amounts.payable),
    alternatives,
  };
}
