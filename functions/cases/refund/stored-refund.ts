/** The refund decision as it is kept with the case: the whole of it, so that it can be shown and checked years later. */
import { z } from 'zod';
import { localDateSchema } from '../../domain/calendar.ts';
import { type Li, parseYuan } from '../../domain/money.ts';
import type { RefundPayment } from '../../domain/refund/request.ts';
import { CHANNELS } from '../../domain/regions.ts';
import { basisSchema, confirmationSchema, reviewSchema } from '../stored-plan.ts';

const text = z.string();
const years = z.array(z.int());

const refundAssessmentSchema = z.object({
  status: z.enum(['decided', 'needs_review']),
  review: z.array(reviewSchema),
  confirm: z.array(confirmationSchema),
  warnings: z.array(z.enum(['wait_exceeds_coverage_year', 'history_not_given', 'repair_exceeds_lapsed_years'])),
  basis: z.array(basisSchema),
  policy: z.object({ region: text, coverageYear: z.number(), version: text }),
  outcome: z.enum(['refund', 'refuse', 'redirect']).nullable(),
  amount: text.nullable(),
  items: z.array(z.object({ paymentId: text, coverageYear: z.int(), amount: text })),
  kept: z.array(text),
  remainingYears: years.nullable(),
  reason: z
    .enum([
      'benefit_period_started',
      'no_ground',
      'wrong_applicant',
      'nothing_remains',
      'not_a_departure',
      'recognised_after_period',
      'not_refundable',
      'lodged_at_tax',
      'paid_elsewhere',
    ])
    .nullable(),
  applicant: z.enum(['payer', 'heir', 'university']),
  applyAt: z.enum(['agency', 'tax']).nullable(),
});

/** The ledger's record of a payment when the case decided on it. */
const decidedPaymentSchema = z.object({
  voucher: text,
  coverageYears: years,
  paidOn: localDateSchema,
  /** Decimal yuan. */
  amount: text,
  place: text,
  channel: z.enum(CHANNELS).optional(),
  payer: text.optional(),
  mode: z.enum(['ordinary', 'special', 'by_agency']).optional(),
  twin: text.optional(),
  /** What earlier refunds had given back of it, by year; decimal yuan. */
  back: z.array(z.object({ coverageYear: z.int(), amount: text })).optional(),
});
export type DecidedPayment = z.output<typeof decidedPaymentSchema>;

/** As the rules take it. @throws RangeError if its amount is none */
export function refundPaymentOf({ voucher, amount, back, ...rest }: DecidedPayment): RefundPayment {
  const read = (text: string): Li => {
    const sum = parseYuan(text);
    if (sum === null) throw new RangeError(`payment ${voucher} has no amount`);
    return sum;
  };
  const earlier = back?.map(({ coverageYear, amount: part }) => ({ coverageYear, amount: read(part) }));
  return { id: voucher, amount: read(amount), ...rest, ...(earlier && { back: earlier }) };
}

export const refundPlanSchema = z.object({
  assessment: refundAssessmentSchema,
  payments: z.array(decidedPaymentSchema),
  secondReview: z.object({
    approver: z.boolean(),
    limit: z.object({ above: text, clause: text }).nullable(),
  }),
});

export const claimedPaymentSchema = z.object({
  voucher: text,
  coverageYears: years,
  /** What is given back of the payment, decimal yuan. */
  amount: text,
});
