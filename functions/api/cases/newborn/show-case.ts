import { z } from 'zod';
import { amountOf } from '../../../cases/amount.ts';
import { type NewbornCase, newbornAssessmentSchema, newbornFactsSchema } from '../../../cases/newborn/case.ts';
import { recordShape, showRecord, showSummary } from '../case-parts.ts';

const maskedSchema = z.object({ idNumber: z.string(), name: z.string(), phone: z.string().optional() });

export const newbornRecordSchema = z.object({
  ...recordShape,
  kind: z.literal('newborn'),
  facts: newbornFactsSchema,
  /** Masked. `person` is the child: under its birth certificate until it has an id number. */
  birthCertificate: z.string(),
  parent: maskedSchema,
  /** What is decided for today, with its basis, and the day on which the case is looked at again. */
  decision: z
    .object({
      assessedOn: z.string(),
      assessment: newbornAssessmentSchema,
      step: z.string(),
      lookAgainOn: z.string(),
    })
    .nullable(),
  /** Planned days for which a reminder went out. */
  reminded: z.array(z.string()),
  payment: z
    .object({
      voucher: z.string(),
      amount: z.string(),
      collectedOn: z.string(),
      channel: z.string().optional(),
      accepted: z.boolean().optional(),
      benefitFrom: z.string().optional(),
    })
    .nullable(),
  /** From when and until when the coming year is insured. */
  covered: z.object({ from: z.string(), until: z.string().nullable() }).nullable(),
  /** Cases of the same parent and day of birth: twins, or the same child under another certificate. */
  alike: z.array(z.string()),
  /** The case in which the parents pay late. */
  latePaymentCase: z.string().nullable(),
});

export function showNewborn(shown: NewbornCase): z.input<typeof newbornRecordSchema> {
  const { kind, facts, birth, parent, plan, reminded, payment, covered, latePaymentCase, alike } = shown;
  return {
    ...showSummary(shown),
    ...showRecord(shown),
    kind,
    payable: amountOf(shown),
    refundable: null,
    account: null,
    facts,
    birthCertificate: birth.masked,
    parent: parent.masked,
    decision: plan ?? null,
    reminded,
    payment: payment ?? null,
    covered: covered ?? null,
    alike: alike ?? [],
    latePaymentCase: latePaymentCase ?? null,
  };
}
