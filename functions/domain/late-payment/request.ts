/** The facts of a late-payment assessment, as the assessment contract has them. */
import { z } from 'zod';
import { type LocalDate, localDateSchema } from '../calendar.ts';
import { DOCUMENT_KINDS } from '../person/identity-document.ts';
import { AID_CATEGORIES, CHANNELS, coverageYearSchema, DISABILITIES, EXIT_SCHEMES, regionSchema } from '../regions.ts';

/** A code of the national list, or one that a table declares beside it. */
const categorySchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{1,39}$/, '应为人群代码,如 subsistence_allowance(小写英文字母和下划线)');

export const identitySchema = z.strictObject({
  category: categorySchema,
  /** The day on which the list authority recognised the person. */
  identifiedOn: localDateSchema.optional(),
  /** Disability grade, 1 (gravest) to 4. */
  grade: z.int('残疾等级应为 1 至 4').min(1).max(4).optional(),
  certificateIssuedOn: localDateSchema.optional(),
  assessedOn: localDateSchema.optional(),
  /** Kinds of disability that the certificate names. */
  disabilities: z.array(z.enum(DISABILITIES)).max(7).optional(),
});
export type Identity = z.output<typeof identitySchema>;

/** At desks, of the national list only, until a published table declares categories of its own. */
export const nationalIdentitySchema = identitySchema.extend({
  category: categorySchema.refine(
    (code) => AID_CATEGORIES.some((one) => one === code),
    `应为下列之一:${AID_CATEGORIES.join('、')}`,
  ),
});

const yearsSchema = z.array(coverageYearSchema).max(60);

const historySchema = z.strictObject({
  /** Coverage years in which the person was insured. */
  insuredYears: yearsSchema.optional(),
  /** Coverage years that the person let lapse. */
  lapsedYears: yearsSchema.optional(),
  firstEnrolment: z.boolean().optional(),
  /** Whether the last insured year was in this region; not given: it was. */
  insuredHere: z.boolean('应为 true 或 false').optional(),
});

export const eventSchema = z.strictObject({ kind: categorySchema, on: localDateSchema });

/** Facts that only some tables ask for. */
export const someTablesFacts = {
  /** `student: true` alone is a student of unknown level. */
  schooling: z.enum(['none', 'kindergarten', 'school', 'vocational', 'college']).optional(),
  /** Whether the school lies in the region. */
  localSchool: z.boolean('应为 true 或 false').optional(),
  household: z.enum(['local', 'elsewhere', 'residence_permit']).optional(),
  sex: z.enum(['female', 'male']).optional(),
  parents: z.enum(['both_insured', 'one_insured', 'none_insured']).optional(),
  parentsHousehold: z.enum(['local', 'elsewhere', 'residence_permit']).optional(),
  /** Which years a payment is for, where there is a choice. */
  forYears: z.array(coverageYearSchema).min(1).max(3).optional(),
  /** Acts and statements that a table declares, by name. */
  facts: z.record(categorySchema, z.boolean('应为 true 或 false')).optional(),
};

export const exitSchema = z.strictObject({ scheme: z.enum(EXIT_SCHEMES), on: localDateSchema });

export const latePaymentRequestSchema = z.strictObject({
  region: regionSchema,
  coverageYear: coverageYearSchema,
  /** The day on which the tax department collects, or would collect. */
  paidOn: localDateSchema,
  channel: z.enum(CHANNELS).optional(),
  birthDate: localDateSchema.optional(),
  /** The document by which the person is known, where it is not an id card. */
  identityDocument: z.enum(DOCUMENT_KINDS, `应为以下之一：${DOCUMENT_KINDS.join('、')}`).optional(),
  student: z.boolean('应为 true 或 false').optional(),
  /** A child whose own time to pay is over: late like anybody, but exempt from the wait where the table says so. */
  newborn: z.boolean('应为 true 或 false').optional(),
  tier: z.enum(['low', 'high']).optional(),
  /** Months to be insured, where the contribution is monthly (Shenzhen). */
  months: z.int('月数应为 1 至 12').min(1).max(12).optional(),
  identities: z.array(identitySchema).max(20).optional(),
  history: historySchema.optional(),
  exit: exitSchema.optional(),
  events: z.array(eventSchema).max(20).optional(),
  ...someTablesFacts,
  /** Lapsed years that the person buys back. */
  repairYears: z.int('应为不小于 0 的整数').min(0).max(60).optional(),
});
export type LatePaymentRequest = z.output<typeof latePaymentRequestSchema>;
export type LatePaymentRequestInput = z.input<typeof latePaymentRequestSchema>;

/** What is known of a person before the day of payment is. */
export const latePaymentFactsSchema = latePaymentRequestSchema
  .omit({ paidOn: true })
  .extend({ identities: z.array(nationalIdentitySchema).max(20).optional() });
export type LatePaymentFacts = z.output<typeof latePaymentFactsSchema>;

export const requestOf = (facts: LatePaymentFacts, paidOn: LocalDate): LatePaymentRequest => ({ ...facts, paidOn });
