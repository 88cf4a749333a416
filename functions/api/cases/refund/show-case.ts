import { z } from 'zod';
import { amountOf } from '../../../cases/amount.ts';
import { type RefundCase, recoverySchema } from '../../../cases/refund/case.ts';
import { bounceSchema, payoutResultSchema } from '../../../cases/refund/payouts.ts';
import { claimedPaymentSchema, refundPlanSchema } from '../../../cases/refund/stored-refund.ts';
import { refundFactsSchema } from '../../../domain/refund/facts.ts';
import { recordShape, showRecord, showSummary } from '../case-parts.ts';

const approvalSchema = z.object({ by: z.string(), role: z.string(), at: z.string() });

export const shownRefundSchema = z.object({
  ...recordShape,
  kind: z.literal('refund'),
  facts: refundFactsSchema,
  university: z.string().nullable(),
  batchId: z.string().nullable(),
  /** Masked. */
  payee: z.object({ holder: z.string(), bank: z.string(), number: z.string(), ofPerson: z.boolean() }),
  /** The decision with its basis, the payments it was made on, and who may review. Null before the first check. */
  decision: refundPlanSchema.nullable(),
  claims: z.array(claimedPaymentSchema),
  firstReview: approvalSchema.nullable(),
  secondReview: approvalSchema.nullable(),
  payouts: z.array(
    z.object({
      instruction: z.string(),
      amount: z.string(),
      issuedAt: z.string(),
      account: z.string(),
      result: payoutResultSchema.nullable(),
      /** The bank sent it back after it had paid. */
      bounced: bounceSchema.nullable(),
    }),
  ),
  /** What came back of what was paid wrongly; it counts once it is confirmed. */
  recoveries: z.array(recoverySchema.omit({ confirmed: true }).extend({ confirmed: approvalSchema.nullable() })),
});

export function showRefund(shown: RefundCase): z.input<typeof shownRefundSchema> {
  const { kind, facts, plan, payee, claims = [], payouts = [] } = shown;
  return {
    ...showSummary(shown),
    ...showRecord(shown),
    kind,
    payable: null,
    refundable: amountOf(shown),
    account: { ...payee.masked, bank: payee.bank },
    facts,
    university: shown.university ?? null,
    batchId: shown.batchId ?? null,
    payee: { ...payee.masked, bank: payee.bank, ofPerson: payee.ofPerson },
    decision: plan ?? null,
    claims,
    firstReview: shown.firstReview ?? null,
    secondReview: shown.secondReview ?? null,
    payouts: payouts.map(({ result, bounced, ...order }) => ({
      ...order,
      result: result ?? null,
      bounced: bounced ?? null,
    })),
    recoveries: (shown.recoveries ?? []).map(({ confirmed, ...one }) => ({ ...one, confirmed: confirmed ?? null })),
  };
}
