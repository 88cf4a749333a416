/** A case as it is stored: one DynamoDB item, changed only by `case-store.ts`. */
import { z } from 'zod';
import { localDateSchema } from '../domain/calendar.ts';
import { latePaymentFactsSchema } from '../domain/late-payment/request.ts';
import { CHANNELS, coverageYearSchema, regionSchema } from '../domain/regions.ts';
import { suppliedValueSchema } from '../domain/settlement.ts';
import { historyEntrySchema } from './history.ts';
import { guidanceSchema } from './stored-guidance.ts';
import { assessmentSchema, confirmationSchema, paymentPlanSchema, reviewSchema } from './stored-plan.ts';

export const CASE_STATES = [
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
export type CaseState = (typeof CASE_STATES)[number];

/** States that a case never leaves. A parked case is not among them: a person has still to see to it. */
const END_STATES = [
  'insured',
  'refused',
  'rejected',
  'unpaid',
  'documents_missing',
  'payment_refused',
  'withdrawn',
] as const satisfies readonly CaseState[];
export const hasEnded = (state: CaseState): boolean => END_STATES.some((end) => end === state);

// Everything about the payment but its day: that is what the case finds out.
export { latePaymentFactsSchema };

const maskedPersonSchema = z.object({ idNumber: z.string(), name: z.string(), phone: z.string().optional() });

const personSchema = z.object({
  /** HMAC-SHA-256 of the normalised id number. */
  ref: z.string(),
  masked: maskedPersonSchema,
  /** Base64 of the AES-256-GCM encryption of `{ idNumber, name, phone? }`. */
  sealed: z.string(),
});

const settlementSchema = z.object({
  supplied: z.array(suppliedValueSchema),
  confirmed: z.array(z.string()),
  acknowledged: z.array(z.string()),
});

export const WAIT_KINDS = ['decision', 'payment_question', 'documents', 'payment', 'benefits'] as const;
export type WaitKind = (typeof WAIT_KINDS)[number];

/** What a person is asked, with the clauses: the open questions of a decision, or how a payment differs. */
const askSchema = z.object({
  reviews: z.array(reviewSchema),
  confirmations: z.array(confirmationSchema),
  /** Sentences in Chinese: what differs between a payment and its notice, or what the applicant has to bring. */
  differences: z.array(z.string()).optional(),
  documents: z.array(z.string()).optional(),
});
export type Ask = z.output<typeof askSchema>;

const waitSchema = z.object({
  /** `caseId.n`; the id of the task. */
  waitId: z.string(),
  kind: z.enum(WAIT_KINDS),
  /** Task token of the execution. Never leaves the system. */
  token: z.string(),
  /** ISO instant. */
  since: z.string(),
  /** Local date by which something should have happened. */
  due: localDateSchema,
  ask: askSchema.optional(),
});
export type Wait = z.output<typeof waitSchema>;

const paymentSchema = z.object({
  voucher: z.string(),
  /** Decimal yuan. */
  amount: z.string(),
  /** The day on which the tax department collected: it decides the result. */
  collectedOn: localDateSchema,
  channel: z.enum(CHANNELS).optional(),
  /** A caseworker accepted it although it differs from the notice. */
  accepted: z.boolean().optional(),
});
export type ConfirmedPayment = z.output<typeof paymentSchema>;

/** The effect on Step Functions that follows a write of the case; done again by the healing if a crash came between. */
const pendingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start') }),
  z.object({ kind: z.literal('complete'), token: z.string(), output: z.record(z.string(), z.unknown()) }),
  z.object({ kind: z.literal('fail'), token: z.string(), error: z.string(), cause: z.string() }),
]);
export type Pending = z.output<typeof pendingSchema>;

/** What a caseworker asked the applicant for, and until when; set when a case is returned. */
const documentRequestSchema = z.object({ documents: z.array(z.string()), until: localDateSchema });

/** Why a case ended without cover, or was parked; `message` is a sentence in Chinese. */
const endingSchema = z.object({ reason: z.string(), message: z.string() });

export const caseSchema = z.object({
  caseId: z.string(),
  kind: z.literal('late-payment'),
  region: regionSchema,
  coverageYear: coverageYearSchema,
  openedAt: z.string(),
  openedBy: z.string(),
  /** SHA-256 of the canonical body and of the idempotency key. */
  requestDigest: z.string(),
  keyDigest: z.string(),
  person: personSchema,
  facts: latePaymentFactsSchema,
  state: z.enum(CASE_STATES),
  settlement: settlementSchema,
  plan: paymentPlanSchema.optional(),
  /** For the notices: the table's words as of the decision. */
  guidance: guidanceSchema.optional(),
  wait: waitSchema.optional(),
  /** Waits that the case has had, this one included. */
  waits: z.int().min(0),
  requested: documentRequestSchema.optional(),
  payment: paymentSchema.optional(),
  /** The decision again for the day of collection: it gives the benefit period. */
  collected: assessmentSchema.optional(),
  ending: endingSchema.optional(),
  pending: pendingSchema.optional(),
  pendingSince: z.string().optional(),
  version: z.int().min(1),
  history: z.array(historyEntrySchema).min(1),
});

export type Case = z.output<typeof caseSchema>;
/** A case not yet stored; version, history, waits and index keys are the store's. */
export type NewCase = Omit<Case, 'version' | 'history' | 'waits' | 'wait' | 'pending' | 'pendingSince'> & {
  pending?: Pending;
};
