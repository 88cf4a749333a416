/**
 * How a caseworker settles what the tables leave open in one case: adopted values confirmed, missing values
 * supplied with their document, results acknowledged. Kept with the case; the decision is computed again from them.
 */
import { z } from 'zod';
import type { Confirmation, Decision, Review } from './decision.ts';
import { holdsPersonalNumber } from './person/numbers-in-text.ts';

/** The number of a document, as people write it beside what they take from it. */
export const documentNumberSchema = z
  .string('应填写依据文件的文号')
  .trim()
  .min(2, '应填写依据文件的文号')
  .max(200)
  .refine((text) => !holdsPersonalNumber(text), '不要写证件号码、手机号码或银行卡号');

export const suppliedValueSchema = z.strictObject({
  /** Path of the silent value in the policy table, as the review names it. */
  field: z.string('应为待补字段的名称').min(1).max(200),
  /** As a table file would write it: money as a decimal string, dates as YYYY-MM-DD, days as a list of numbers. */
  value: z.union(
    [z.string().max(200), z.number(), z.boolean(), z.array(z.number()).max(20)],
    '应填写数值、日期、金额，或选是、否',
  ),
  /** Number of the document that says so. */
  document: documentNumberSchema,
});
export type SuppliedValue = z.output<typeof suppliedValueSchema>;

export interface Settlement {
  supplied: SuppliedValue[];
  /** Fields of adopted values that were confirmed. */
  confirmed: string[];
  /** `code field` of the reviews that were acknowledged. */
  acknowledged: string[];
}
export const NOTHING_SETTLED: Settlement = { supplied: [], confirmed: [], acknowledged: [] };

/** What is still open: an empty pair means that no person needs to decide anything more. */
export interface OpenQuestions {
  reviews: Review[];
  confirmations: Confirmation[];
}

export const reviewKey = (review: Review): string => `${review.code} ${review.field}`;

/** What was confirmed under a name of the first form is confirmed under the one that the ways have for it. */
const NAMES_IN_WAYS: readonly [firstForm: RegExp, inWays: RegExp][] = [
  [/^contribution\.ageOn$/, /^age_on$/],
  [/^contribution\.standards\.\w+\.individual$/, /^contribution\.\d+\.individual$/],
  [/^contribution\.standards\.\w+\.subsidy$/, /^contribution\.\d+\.subsidy$/],
  [/^newborn\.(windowMonths|nextYearDeadline|bornIn)$/, /^ways\.newborn\w*\.(open|who)\./],
  [/^newborn\.benefitStart$/, /^ways\.newborn\w*\.begins$/],
  [/^newborn\.birthYearContribution$/, /^ways\.newborn\w*\.cost$/],
  [/^benefitEnd$/, /^ends$/],
  [/^benefitStart\.paidBeforeYear$/, /^january$/],
  [/^benefitStart\.waitAnchor$/, /^ways\.\w+\.begins$/],
  [/^wait\.firstLapsedYearCounts$/, /^wait\.first_lapsed_year$/],
  [/^wait\.exemptCategories$/, /^ways\.\w+\.wait$/],
  [/^late\.phases\.\d+\.subsidyCharged$/, /^ways\.late\w*\.cost$/],
  [/^exit\.subsidyCharged$/, /^ways\.exit\.cost$/],
  [/^late\.newlyRecognised\.individual$/, /^ways\.new_aided\.begins$/],
];

const isConfirmed = (field: string, { confirmed }: Settlement): boolean =>
  confirmed.includes(field) ||
  NAMES_IN_WAYS.some(([old, inWays]) => inWays.test(field) && confirmed.some((one) => old.test(one)));

/** Reviews that only a value or a fact can settle stay open until it is there; the others until acknowledged. */
export function openQuestions(decision: Decision, settlement: Settlement): OpenQuestions {
  return {
    reviews: decision.review.filter(
      (review) => review.settledBy !== 'acknowledgement' || !settlement.acknowledged.includes(reviewKey(review)),
    ),
    confirmations: decision.confirm.filter(({ field }) => !isConfirmed(field, settlement)),
  };
}
