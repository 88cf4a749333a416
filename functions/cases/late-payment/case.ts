/** The case of a late payment: from an application at a desk to an insured person, or to a reasoned decision. */
import { z } from 'zod';
import { localDateSchema } from '../../domain/calendar.ts';
import { latePaymentFactsSchema } from '../../domain/late-payment/request.ts';
import { CHANNELS } from '../../domain/regions.ts';
import { caseShape, waitSchemaOf } from '../case-base.ts';
import { guidanceSchema } from '../stored-guidance.ts';
import { assessmentSchema, paymentPlanSchema } from '../stored-plan.ts';

export const LATE_PAYMENT_STATES = [
  'assessing',
  'awaiting_decision',
  'awaiting_documents',
  'awaiting_payment',
  'checking_payment',
  'awaiting_benefits',
  'insured',
  'refused',
  'rejected',
  'unpaid',
  'documents_missing',
  'payment_refused',
  'withdrawn',
  'parked',
] as const;
export type LatePaymentState = (typeof LATE_PAYMENT_STATES)[number];

/** States that a case never leaves. A parked case is not among them: a person has still to see to it. */
export const LATE_PAYMENT_ENDS = [
  'insured',
  'refused',
  'rejected',
  'unpaid',
  'documents_missing',
  'payment_refused',
  'withdrawn',
] as const satisfies readonly LatePaymentState[];
export type LatePaymentEnd = (typeof LATE_PAYMENT_ENDS)[number];

/** Ended at a desk, where they are tasks. */
export const LATE_PAYMENT_TASKS = ['decision', 'payment_question', 'documents'] as const;
/** Ended by the tax office, or by time. */
const OTHER_WAITS = ['payment', 'benefits'] as const;
export const LATE_PAYMENT_WAITS = [...LATE_PAYMENT_TASKS, ...OTHER_WAITS] as const;
export type LatePaymentWaitKind = (typeof LATE_PAYMENT_WAITS)[number];

/** What may be answered to each kind of wait, and the state into which the answer moves the case. */
export const LATE_PAYMENT_ANSWERS = {
  decision: { approved: 'assessing', rejected: 'rejected', returned: 'awaiting_documents', changed: 'assessing' },
  payment_question: { accepted: 'checking_payment', refused: 'payment_refused' },
  documents: { received: 'assessing' },
  payment: { paid: 'checking_payment', changed: 'assessing' },
  benefits: {},
} as const satisfies Record<LatePaymentWaitKind, Record<string, LatePaymentState>>;

export const confirmedPaymentSchema = z.object({
  voucher: z.string(),
  /** Decimal yuan. */
  amount: z.string(),
  /** The day on which the tax department collected: it decides the result. */
  collectedOn: localDateSchema,
  channel: z.enum(CHANNELS).optional(),
  /** A caseworker accepted it although it differs from the notice. */
  accepted: z.boolean().optional(),
});
export type ConfirmedPayment = z.output<typeof confirmedPaymentSchema>;

export const latePaymentCaseSchema = z.object({
  ...caseShape,
  kind: z.literal('late-payment'),
  state: z.enum(LATE_PAYMENT_STATES),
  wait: waitSchemaOf(LATE_PAYMENT_WAITS).optional(),
  /** Everything about the payment but its day: that is what the case finds out. */
  facts: latePaymentFactsSchema,
  plan: paymentPlanSchema.optional(),
  /** The facts have changed since the plan was made: nothing is told by it any more. */
  planOutdated: z.literal(true).optional(),
  /** For the notices: the table's words as of the decision. */
  guidance: guidanceSchema.optional(),
  payment: confirmedPaymentSchema.optional(),
  /** The decision again for the day of collection: it gives the benefit period. */
  collected: assessmentSchema.optional(),
});
export type LatePaymentCase = z.output<typeof latePaymentCaseSchema>;
