/** The payment plan as it is kept with the case: the whole decision, so that it can be shown and checked years later. */
import { z } from 'zod';
import { localDateSchema } from '../domain/calendar.ts';

const text = z.string();
const amount = z.string().nullable();
const months = z.number().nullable();
const day = localDateSchema.nullable();

export const reviewSchema = z.object({
  code: text,
  field: text,
  label: text,
  message: text,
  settledBy: z.enum(['value', 'fact', 'acknowledgement']),
});
export const confirmationSchema = z.object({
  field: text,
  label: text,
  value: z.json(),
  clause: text,
  document: text,
  quote: text,
});
export const basisSchema = z.object({
  rule: text,
  clause: text,
  document: text,
  quote: text,
  standing: z.enum(['stated', 'national', 'adopted', 'supplied']),
});

const amountsSchema = z.object({
  individual: amount,
  subsidy: amount,
  repair: amount,
  aid: amount,
  payable: amount,
  alongside: z.array(z.object({ name: text, amount: text })).optional(),
  offered: z.array(z.object({ name: text, amount: text })).optional(),
  atLeast: z.literal(true).optional(),
});
const waitingSchema = z.object({
  months,
  atLeast: z.boolean(),
  fixed: months,
  variable: months,
  repaired: months,
  days: z.number().optional(),
});
const benefitSchema = z.object({ start: day, end: day, retroactive: z.boolean(), part: text.optional() });

const timingSchema = z
  .enum([
    'not_open',
    'in_period',
    'in_extension',
    'between_windows',
    'window_closed',
    'channel_closed',
    'late',
    'exit_transition',
    'in_newborn_window',
    'closed',
    'year_round',
  ])
  .nullable();

export const assessmentSchema = z.object({
  status: z.enum(['decided', 'needs_review']),
  review: z.array(reviewSchema),
  confirm: z.array(confirmationSchema),
  warnings: z.array(z.enum(['wait_exceeds_coverage_year', 'history_not_given', 'repair_exceeds_lapsed_years'])),
  basis: z.array(basisSchema),
  policy: z.object({ region: text, coverageYear: z.number(), version: text }),
  timing: timingSchema,
  nextOpenOn: day,
  identity: text.nullable(),
  amounts: amountsSchema,
  payers: z.object({ aid: text.nullish(), subsidy: text.optional(), individual: text.optional() }),
  aidParts: z.array(z.object({ payer: text, amount: text })).optional(),
  names: z.record(z.string(), text).optional(),
  waiting: waitingSchema,
  benefit: benefitSchema,
  paymentMode: z.enum(['ordinary', 'special', 'by_agency', 'none']).nullable(),
  alternatives: z.array(
    z.object({
      reading: text,
      description: text,
      timing: timingSchema.optional(),
      amounts: amountsSchema,
      waiting: waitingSchema,
      benefit: benefitSchema,
    }),
  ),
});

export const paymentPlanSchema = z.object({
  /** The day for which it was assessed: the day of the decision, or the next day on which payment is open. */
  assessedFor: localDateSchema,
  assessment: assessmentSchema,
  outcome: z.enum(['pay', 'nothing_to_pay', 'cannot_be_paid']),
  /** The last day on which a payment has the same result. */
  payBy: day,
  remindOn: day,
});
