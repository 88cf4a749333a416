/** The items of the ledger. */
import { z } from 'zod';
import { localDateSchema } from '../domain/calendar.ts';

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
});
export type Enrolment = z.output<typeof enrolmentSchema>;

export const paymentSchema = z.object({
  voucher: z.string(),
  personRef: z.string(),
  coverageYear: z.number(),
  region: z.string(),
  caseId: z.string(),
  /** Decimal yuan. */
  amount: z.string(),
  collectedOn: localDateSchema,
  channel: z.string().optional(),
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
