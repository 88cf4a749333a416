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
  /** Of a late payment the last day on which it could be paid in time; null of one in time, and where no table states it. */
  missed: z.object({ day: z.string(), of: z.enum(['period', 'extension']) }).nullable(),
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
  const { kind, facts, plan, payment, guidance } = shown;
  return {
    ...showSummary(shown),
    ...showRecord(shown),
    kind,
    payable: amountOf(shown),
    refundable: null,
    account: null,
    facts,
    decision: plan ?? null,
    missed: plan?.assessment.timing === 'late' ? (guidance?.inTimeUntil ?? null) : null,
    payment: payment ?? null,
  };
}
