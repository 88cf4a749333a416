/** The facts of a refund assessment, as the assessment contract has them. */
import { z } from 'zod';
import { localDateSchema } from '../calendar.ts';
import { eventSchema, identitySchema, someTablesFacts } from '../late-payment/request.ts';
import { type Li, parseYuan, yuanSchema } from '../money.ts';
import { DEPARTURES, REFUND_GROUNDS } from '../policy/special-groups.ts';
import { CHANNELS, coverageYearSchema, regionSchema } from '../regions.ts';
import { documentNumberSchema } from '../settlement.ts';

const APPLICANTS = ['payer', 'insured', 'heir', 'university'] as const;

const paymentSchema = z.strictObject({
  id: z.string().min(1).max(100),
  /** Coverage years that the payment was for; several when prepaid. */
  coverageYears: z
    .array(coverageYearSchema)
    .min(1)
    .max(10)
    .refine((years) => new Set(years).size === years.length, '年度重复'),
  paidOn: localDateSchema,
  amount: yuanSchema,
  /** Region in which it was paid. */
  place: regionSchema,
  channel: z.enum(CHANNELS),
  payer: z.string().min(1).max(100).optional(),
  mode: z.enum(['ordinary', 'special', 'by_agency']).optional(),
});
/** A record of the tax side may not say through which channel it was paid: no rule asks. */
export type RefundPayment = Omit<z.output<typeof paymentSchema>, 'channel'> &
  Partial<Pick<z.output<typeof paymentSchema>, 'channel'>> & {
    /** Another record that may be of the same payment, as the ledger found when it was recorded. */
    twin?: string | undefined;
    /** What earlier refunds gave back of it. */
    back?: readonly PartBack[] | undefined;
  };

/** What was given back of a payment for one of its years. */
export interface PartBack {
  coverageYear: number;
  amount: Li;
}

/** What a person says is given back of a payment for a year, where no text says it. */
const statedAmountSchema = z.strictObject({
  paymentId: z.string('请填写凭证号').min(1).max(100),
  coverageYear: coverageYearSchema,
  /** Decimal yuan, kept as it was written. */
  amount: z
    .string()
    .refine((text) => (parseYuan(text) ?? 0) > 0, '应为大于 0 的金额(元),最多三位小数,如 "400.00";不退的年度不要写'),
  document: documentNumberSchema,
});
export type StatedAmount = z.output<typeof statedAmountSchema>;

export const refundRequestSchema = z.strictObject({
  region: regionSchema,
  coverageYear: coverageYearSchema,
  ground: z.enum(REFUND_GROUNDS),
  appliedOn: localDateSchema,
  applicant: z.enum(APPLICANTS),
  /** Where the application was lodged; the right place if left out. */
  lodgedAt: z.enum(['agency', 'tax']).optional(),
  /** Day of the death, of joining employee insurance, of the recognition. */
  eventOn: localDateSchema.optional(),
  departure: z.strictObject({ kind: z.enum(DEPARTURES), on: localDateSchema }).optional(),
  identities: z.array(identitySchema).max(20).optional(),
  birthDate: localDateSchema.optional(),
  student: z.boolean('应为 true 或 false').optional(),
  tier: z.enum(['low', 'high']).optional(),
  events: z.array(eventSchema).max(20).optional(),
  schooling: someTablesFacts.schooling,
  localSchool: someTablesFacts.localSchool,
  household: someTablesFacts.household,
  facts: someTablesFacts.facts,
  /** Of several payments for a year the one that stays, as a person found out. */
  keep: z.string().min(1).max(100).optional(),
  /** Grounds `other` and `wrong_standard`. */
  stated: z.array(statedAmountSchema).min(1, '至少写明一笔').max(200).optional(),
  payments: z
    .array(paymentSchema)
    .min(1, '至少填写一笔缴费')
    .max(50)
    .refine((payments) => new Set(payments.map(({ id }) => id)).size === payments.length, '缴费编号重复'),
});
export type RefundRequest = Omit<z.output<typeof refundRequestSchema>, 'payments'> & { payments: RefundPayment[] };
