/** Which facts of a refund a desk may change, and what they become. */
import { implausibleRefund } from '../../domain/plausible.ts';
import { refundFactsSchema } from '../../domain/refund/facts.ts';
import { isStated, mistakesIn } from '../../domain/refund/stated-amounts.ts';
import { isSameVoucher } from '../../domain/voucher.ts';
import { isRefusal, type Refusal } from '../changes.ts';
import { type DecisionToMake, factsAtFault, parseFacts, withoutNulls } from '../decision.ts';
import type { RefundCase } from './case.ts';
import { type DecidedPayment, refundPaymentOf } from './stored-refund.ts';

/** What was found out at the desk; which payments, whose and on which ground was said when the case was opened. */
const changeable = refundFactsSchema
  .pick({ eventOn: true, departure: true, identities: true, lodgedAt: true, applicant: true, keep: true, stated: true })
  .partial()
  .strict();
export const CHANGEABLE_IN_REFUND = Object.keys(changeable.shape);

/**
 * @param given by name, each as a whole; null takes one out
 * @param bornOn by the person's id number, where it says one
 */
export function changeRefundFacts(
  { facts, plan }: Pick<RefundCase, 'facts' | 'plan'>,
  given: Readonly<Record<string, unknown>>,
  bornOn: DecisionToMake['bornOn'],
): RefundCase['facts'] | Refusal<'invalid_request'> {
  const changed = parseFacts(changeable, withoutNulls(given));
  if (isRefusal(changed)) return changed;
  const kept = Object.entries(facts).filter(([name]) => given[name] !== null || !CHANGEABLE_IN_REFUND.includes(name));
  const merged = parseFacts(refundFactsSchema, { ...Object.fromEntries(kept), ...changed });
  if (isRefusal(merged)) return merged;
  const issues = [...implausibleRefund(merged, bornOn), ...unfitting(changed, merged, plan?.payments ?? [])];
  return issues.length === 0 ? merged : factsAtFault(issues);
}

/** What was said of payments that the case doesn't have, or more than was paid. */
function unfitting(
  { keep, stated }: Pick<RefundCase['facts'], 'keep' | 'stated'>,
  { ground, vouchers }: RefundCase['facts'],
  payments: readonly DecidedPayment[],
): { path: string; message: string }[] {
  const known = vouchers.join('、');
  return [
    ...(keep !== undefined && !vouchers.some((known) => isSameVoucher(known, keep))
      ? [{ path: 'keep', message: `应为本案的凭证号：${known}` }]
      : []),
    ...(stated && !isStated(ground)
      ? [{ path: 'stated', message: '本案的退费事由按政策计算金额，不由人工写明' }]
      : mistakesIn(stated ?? [], payments.map(refundPaymentOf))),
  ];
}
