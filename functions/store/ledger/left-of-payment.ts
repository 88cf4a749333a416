/** What earlier refunds left of a payment, for the next one to decide on. */
import { type ClaimedPart, claimsOn, partsOf, sumOfClaims } from '../../cases/claims-of-payment.ts';
import type { Claim, Payment } from '../../cases/ledger.ts';
import { sumOfAmounts } from '../../domain/refund/claims.ts';
import { type CaseReader, refundOf } from './claimant.ts';

/** `back`: by year, what others gave back of it; none where nobody did. */
export type PaymentLeft = Payment & { back?: ClaimedPart[] };

/** The payment; or the claim that leaves nothing of it, because it is under way, or gave the last of it back. */
export async function leftOfPayment(
  payment: Payment,
  own: string,
  cases: CaseReader,
): Promise<{ left: PaymentLeft } | { held: Claim }> {
  const others = claimsOn(payment).filter(({ caseId }) => caseId !== own);
  const open = others.find(({ settled }) => !settled);
  const mine = claimsOn(payment).length > others.length;
  if (open && !mine) return { held: open };
  const [last] = others.slice(-1);
  if (!last) return { left: payment };
  const back: ClaimedPart[] = [];
  for (const claim of others) {
    const parts = partsOf(claim, payment.voucher, await refundOf(claim.caseId, cases));
    // Nobody can say any more of which years it was: none of it goes back once more.
    if (!parts) return { held: claim };
    back.push(...parts);
  }
  const isAll = sumOfClaims(others) === sumOfAmounts([payment.amount]);
  return isAll ? { held: last } : { left: { ...payment, back } };
}
