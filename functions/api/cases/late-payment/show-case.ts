import { z } from 'zod';
import { amountOf } from '../../../cases/amount.ts';
import type { LatePaymentCase } from '../../../cases/late-payment/case.ts';
import { paymentPlanSchema } from '../../../cases/stored-plan.ts';
import { latePaymentFactsSchema } from '../../../domain/late-payment/request.ts';
import { recordShape, showRecord, showSummary } from '../case-parts.ts';

export const latePaymentRecordSchema = z.object({
  ...recordShape,
  kind: z.literal('late-payment'),
  facts: latePaymentFactsSchema,
  /** The plan as last decided; its assessment has the basis, clause by clause. Null before the first assessment. */
  decision: paymentPlanSchema.nullable(),
  payment: z
    .object({
      voucher: z.string(),
      amount: z.string(),
      collectedOn: z.string(),
      channel: z.string().optional(),
      accepted: z.boolean().optional(),
    })
    .nullable(),
});

export function showLatePayment(shown: LatePaymentCase): z.input<typeof latePaymentRecordSchema> {
  const { kind, facts, plan, payment } = shown;
  return {
    ...showSummary(shown),
    ...showRecord(shown),
    kind,
    payable: amountOf(shown),
    refundable: null,
    account: null,
    facts,
    decision: plan ?? null,
    payment: payment ?? null,
  };
}
