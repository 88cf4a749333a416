/** The facts of a newborn assessment, as the assessment contract has them. */
import { z } from 'zod';
import { localDateSchema, yearOf } from '../calendar.ts';
import { identitySchema, someTablesFacts } from '../late-payment/request.ts';
import { coverageYearSchema, regionSchema } from '../regions.ts';

export const newbornRequestSchema = z
  .strictObject({
    region: regionSchema,
    bornOn: localDateSchema,
    asOf: localDateSchema,
    registeredOn: localDateSchema.optional(),
    paidOn: localDateSchema.optional(),
    identities: z.array(identitySchema).max(20).optional(),
    ...someTablesFacts,
    /** Which years a payment is for: the birth year, the next, or both. */
    forYears: z
      .array(coverageYearSchema)
      .min(1)
      .max(2)
      .refine((years) => new Set(years).size === years.length, '年度重复')
      .optional(),
  })
  .superRefine(({ bornOn, asOf, registeredOn, paidOn, forYears = [] }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (bornOn > asOf) refuse('bornOn', `出生日期不能晚于测算日 ${asOf}`);
    if (registeredOn !== undefined && registeredOn < bornOn) refuse('registeredOn', '登记日期不能早于出生日期');
    if (paidOn !== undefined && paidOn < bornOn) refuse('paidOn', '缴费日期不能早于出生日期');
    if (paidOn !== undefined && paidOn > asOf) refuse('paidOn', `缴费日期不能晚于测算日 ${asOf}`);
    const years = [yearOf(bornOn), yearOf(bornOn) + 1];
    if (forYears.some((year) => !years.includes(year))) refuse('forYears', `应为出生当年或次年:${years.join('、')}`);
  });
export type NewbornRequest = z.output<typeof newbornRequestSchema>;
