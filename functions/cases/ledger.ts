/** The items of the ledger. */
import { z } from 'zod';
import { localDateSchema } from '../domain/calendar.ts';
import { CHANNELS } from '../domain/regions.ts';

export const enrolmentSchema = z.object({
  personRef: z.string(),
  coverageYear: z.number(),
  /** The one case that is open for this person and year, and since when it claims it (ISO instant). */
  openCase: z.string().optional(),
  claimedAt: z.string().optional(),
  /** Once a case has made the person insured. */
  enrolled: z
    .object({
      caseId: z.string(),
      region: z.string(),
      /** Decimal yuan paid by the person; absent where nothing was to be paid. */
      amount: z.string().optional(),
      voucher: z.string().optional(),
      benefitStart: localDateSchema,
      benefitEnd: localDateSchema.optional(),
      recordedAt: z.string(),
    })
    .optional(),
  /** Vouchers, in their normal form, of the year's payments that were given back: nobody is insured by them. */
  givenBack: z.set(z.string()).optional(),
  /** The last enrolment that a refund ended, as it was; the year is free again. */
  ended: z
    .object({
      caseId: z.string(),
      ground: z.string(),
      endedAt: z.string(),
      enrolled: z.record(z.string(), z.unknown()),
    })
    .optional(),
});
export type Enrolment = z.output<typeof enrolmentSchema>;

/**
 * A refund case that gives a payment, or a part of it, back: while it is open, and for ever once it is settled. One case
 * has a payment at a time; what is left of it after that another may have.
 */
const claimSchema = z.object({
  caseId: z.string(),
  /** ISO instant. */
  since: z.string(),
  /** What the case gives back of the payment, decimal yuan. */
  refund: z.string(),
  /** The same by year; what releases up to 0.1.1 claimed says it in its case only. */
  parts: z.array(z.object({ coverageYear: z.number(), amount: z.string() })).optional(),
  /** Paid out by this instruction. */
  settled: z.object({ instruction: z.string(), on: localDateSchema }).optional(),
});
export type Claim = z.output<typeof claimSchema>;

/**
 * Why a payment is 待认领: nobody had a case, the case was not waiting for money, it ended or goes on without using the
 * payment, its year was paid already, or another record differs from it by zeros in front of the voucher.
 */
export const UNALLOCATED_REASONS = ['no_case', 'not_awaited', 'not_used', 'second_payment', 'voucher_zeros'] as const;
export type UnallocatedReason = (typeof UNALLOCATED_REASONS)[number];

const unallocatedSchema = z.object({
  /** ISO instant. */
  since: z.string(),
  why: z.enum(UNALLOCATED_REASONS),
  /** The case that did not take it. */
  caseId: z.string().optional(),
});

export const paymentSchema = z.object({
  voucher: z.string(),
  personRef: z.string(),
  /** Several where it was prepaid. */
  coverageYears: z.array(z.number()).min(1),
  /** Where it was paid. */
  region: z.string(),
  /** The case that it belongs to, if any. */
  caseId: z.string().optional(),
  /** Decimal yuan. */
  amount: z.string(),
  collectedOn: localDateSchema,
  channel: z.enum(CHANNELS).optional(),
  /** `insured`, `university:<code>`, or who else it was in words. */
  payer: z.string().optional(),
  mode: z.enum(['ordinary', 'special', 'by_agency']).optional(),
  claim: claimSchema.optional(),
  /** Of what the first left over, in the order in which they came. None without a first. */
  laterClaims: z.array(claimSchema).optional(),
  /** +1 with each change of a claim. */
  claimRevision: z.number().optional(),
  /** Another record of the same person, years, day and amount, whose voucher differs by zeros in front. */
  twin: z.string().optional(),
  /** While no case lives on it, a desk of its region is to see to it. */
  unallocated: unallocatedSchema.optional(),
  /** SHA-256 of the canonical body: the same voucher with another content is a conflict. */
  digest: z.string(),
  recordedAt: z.string(),
  recordedBy: z.string(),
});
export type Payment = z.output<typeof paymentSchema>;

export const collectionSchema = z.object({
  caseId: z.string(),
  region: z.string(),
  coverageYear: z.number(),
  personRef: z.string(),
  person: z.object({ idNumber: z.string(), name: z.string() }).describe('masked'),
  /** Decimal yuan. */
  amount: z.string(),
  mode: z.enum(['ordinary', 'special', 'by_agency']),
  payBy: localDateSchema,
  pushedOn: localDateSchema,
  pushedAt: z.string(),
  status: z.enum(['open', 'paid', 'cancelled']),
  closedAt: z.string().optional(),
});
export type Collection = z.output<typeof collectionSchema>;

/** `reason`: another case is open since `claimedAt`, or the person is insured for that year by `caseId`. */
export type ClaimOutcome =
  | { ok: true }
  | { ok: false; reason: 'open_case'; caseId: string; claimedAt: string }
  | { ok: false; reason: 'enrolled'; caseId: string };
