/** The facts of a reminder decision, as the assessment contract has them. */
import { z } from 'zod';
import { localDateSchema } from '../calendar.ts';
import { exitSchema, identitySchema, latePaymentRequestSchema, someTablesFacts } from '../late-payment/request.ts';
import { CHANNELS, coverageYearSchema, regionSchema } from '../regions.ts';

export const reminderRequestSchema = z.strictObject({
  region: regionSchema,
  coverageYear: coverageYearSchema,
  asOf: localDateSchema,
  identities: z.array(identitySchema).max(20).optional(),
  bornOn: localDateSchema.optional(),
  /** The day on which the person says to have paid. */
  paidOn: localDateSchema.optional(),
  /** Coverage years whose payment is on record. */
  paidYears: z.array(coverageYearSchema).max(60).optional(),
  channel: z.enum(CHANNELS).optional(),
  exit: exitSchema.optional(),
  ...latePaymentRequestSchema.pick({ events: true, student: true, tier: true, history: true }).shape,
  ...someTablesFacts,
});
export type ReminderRequest = z.output<typeof reminderRequestSchema>;
