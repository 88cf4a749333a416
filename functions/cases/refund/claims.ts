/** A refund's claims: each payment is this case's alone, or the case ends and says whose it is. */
import { sumOfAmounts } from '../../domain/refund/claims.ts';
import { type CaseChange, refuse } from '../changes.ts';
import type { ClaimWanted } from '../claims-of-payment.ts';
import type { Claim } from '../ledger.ts';
import { type StepRefusal, stepEvent, wasDone } from '../steps.ts';
import { refuseRefundStep } from './acts.ts';
import type { RefundCase } from './case.ts';

export interface ClaimedPayment {
  voucher: string;
  claim: Claim;
}

type Outcome = CaseChange<RefundCase> | StepRefusal | null;

/**
 * Which case claims which part of a payment. Cases are served in the order of their numbers: of two that want the
 * same, the first gets all.
 */
export function wantedClaims({
  claims = [],
  plan,
}: RefundCase): (Pick<ClaimWanted, 'refund' | 'paid' | 'back' | 'parts'> & { voucher: string })[] | StepRefusal {
  if (!plan || claims.length === 0) return refuse('case_state', 'nothing to claim was decided');
  return claims
    .toSorted((a, b) => (a.voucher < b.voucher ? -1 : 1))
    .map(({ voucher, amount: refund }) => {
      const payment = plan.payments.find((one) => one.voucher === voucher);
      const back = sumOfAmounts((payment?.back ?? []).map(({ amount }) => amount));
      const parts = plan.assessment.items
        .filter(({ paymentId }) => paymentId === voucher)
        .map(({ coverageYear, amount }) => ({ coverageYear, amount }));
      return { voucher, refund, paid: payment?.amount ?? '', back, parts };
    });
}

/** All payments are this case's. */
export function keepClaims(current: RefundCase, at: string): Outcome {
  const elsewhere = refuseRefundStep(current, 'claim');
  if (elsewhere) return elsewhere;
  const vouchers = (current.claims ?? []).map(({ voucher }) => voucher);
  const event = stepEvent('ClaimPayments', at, 'payments_claimed', { vouchers });
  return wasDone(current, event) ? null : { event };
}

/** Another case has at least one of them. */
export function endClaimed(
  current: RefundCase,
  at: string,
  {
    held,
    ending,
  }: { held: readonly { voucher: string; claim: Pick<Claim, 'caseId'> }[]; ending: RefundCase['ending'] },
): Outcome {
  if (current.state === 'refused') return null;
  const elsewhere = refuseRefundStep(current, 'claim');
  if (elsewhere) return elsewhere;
  const by = held.map(({ voucher, claim }) => ({ voucher, by: claim.caseId }));
  return { state: 'refused', set: { ending }, event: stepEvent('ClaimPayments', at, 'payments_held', { held: by }) };
}

/** What an earlier check claimed, and this one gives nothing back of: it is let go. */
export function unwantedClaims(
  { claims = [] }: RefundCase,
  wanted: NonNullable<RefundCase['claims']>,
): { voucher: string }[] {
  const kept = new Set(wanted.map(({ voucher }) => voucher));
  return claims.filter(({ voucher }) => !kept.has(voucher));
}
