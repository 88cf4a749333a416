/** What somebody bears who pays in time: the individual share, less aid. */
import { type Decision, DecisionRecord } from '../decision.ts';
import { decideIdentity } from '../late-payment/identity.ts';
import type { LatePaymentRequest } from '../late-payment/request.ts';
import { decideShares } from '../late-payment/shares.ts';
import { formatYuan, type Li } from '../money.ts';
import type { PolicyVersion } from '../policy.ts';
import type { Share } from './paid-years.ts';

export function assessInTime(
  request: LatePaymentRequest,
  policy: PolicyVersion,
): Share & Pick<Decision, 'review' | 'basis' | 'confirm'> {
  const record = new DecisionRecord(policy);
  const identity = decideIdentity(request, record);
  const { individual, aid } = decideShares(request, { timing: 'in_period', nextOpenOn: null }, identity, record);
  const { places } = policy.table.contribution;
  const text = (amount: Li | null): string | null => (amount === null ? null : formatYuan(amount, places));
  const { review, basis, confirm } = record.close();
  return { individual: text(individual), aid: text(aid), review, basis, confirm };
}
