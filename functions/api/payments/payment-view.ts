/** The view of a payment. If a case has claimed it, the view names the case, its state, and since when. */
import { z } from 'zod';
import { leftToRefund, tellingClaim } from '../../cases/claims-of-payment.ts';
import type { Payment } from '../../cases/ledger.ts';
import { claimantOf } from '../../store/ledger/claimant.ts';
import { describeClaim, wholeDays } from '../../store/ledger/describe-claim.ts';
import { STATE_WORDS } from '../../words/cases.ts';
import type { ReadServices } from '../http/services.ts';
import { showUnallocated, unallocatedViewSchema } from './unallocated-view.ts';

export const paymentViewSchema = z.object({
  voucher: z.string(),
  coverageYears: z.array(z.int()),
  /** Where it was paid. */
  region: z.string(),
  amount: z.string(),
  collectedOn: z.string(),
  channel: z.string().nullable(),
  payer: z.string().nullable(),
  mode: z.string().nullable(),
  /** The case that it pays for; null if none is known. */
  caseId: z.string().nullable(),
  /** Null where it is with a case, or makes the person insured by itself. */
  unallocated: unallocatedViewSchema.nullable(),
  /** What of it could still be given back: decimal yuan; nothing while a refund is under way. */
  left: z.string(),
  /** The refund case that has it, or gave a part of it back last; null if it is free. */
  claim: z
    .object({
      caseId: z.string(),
      state: z.string().nullable(),
      stateName: z.string(),
      since: z.string(),
      days: z.int(),
      /** What the case gives back of it. */
      refund: z.string(),
      settledOn: z.string().nullable(),
      message: z.string(),
    })
    .nullable(),
});

const NOTHING = '0.00';

/** @param at ISO instant of the request. */
export async function showPayment(
  payment: Payment,
  cases: ReadServices['cases'],
  at: string,
): Promise<z.input<typeof paymentViewSchema>> {
  const { voucher, coverageYears, region, amount, collectedOn, channel, payer, mode } = payment;
  const claim = tellingClaim(payment);
  const hold = claim && (await claimantOf(claim, cases));
  const left = leftToRefund(payment);
  return {
    voucher,
    coverageYears,
    region,
    amount,
    collectedOn,
    channel: channel ?? null,
    payer: payer ?? null,
    mode: mode ?? null,
    caseId: payment.caseId ?? null,
    unallocated: showUnallocated(payment.unallocated),
    left,
    claim:
      claim && hold
        ? {
            caseId: hold.caseId,
            state: hold.state,
            stateName: hold.state === null ? '办理中' : STATE_WORDS[hold.state],
            since: hold.since,
            days: wholeDays(hold.since, at),
            refund: claim.refund,
            settledOn: hold.settledOn ?? null,
            message: `${describeClaim(voucher, left === NOTHING ? hold : { ...hold, left }, at)}。`,
          }
        : null,
  };
}
