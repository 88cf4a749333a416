/** What is shown of a payment: whoever meets one that is claimed sees in which case, where it stands, since when. */
import { z } from 'zod';
import type { Payment } from '../../cases/ledger.ts';
import { holderOf } from '../../store/ledger/claim-holder.ts';
import { describeHold, wholeDays } from '../../store/ledger/describe-hold.ts';
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
  /** The refund case that has it; null if it is free. */
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

/** @param at ISO instant of the request. */
export async function showPayment(
  payment: Payment,
  cases: ReadServices['cases'],
  at: string,
): Promise<z.input<typeof paymentViewSchema>> {
  const { voucher, coverageYears, region, amount, collectedOn, channel, payer, mode, claim } = payment;
  const hold = claim && (await holderOf(claim, cases));
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
            message: `${describeHold(voucher, hold, at)}。`,
          }
        : null,
  };
}
