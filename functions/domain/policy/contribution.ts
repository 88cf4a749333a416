/** What a person pays and what aid bears: the sections `contribution` and `aid` of a policy table. */
import { z } from 'zod';
import { AID_CATEGORIES } from '../regions.ts';
import { dateValue, flagValue, moneyValue, sourced, sourcedIfAny } from './sourced.ts';

/** Facts that a standard is for; all that are given must hold. */
const groupFacts = z.strictObject({
  tier: z.enum(['low', 'high']).optional(),
  student: z.boolean().optional(),
  /** Full years on the payment day, both included. */
  ageFrom: z.int().min(0).max(150).optional(),
  ageUpTo: z.int().min(0).max(150).optional(),
});
export type GroupFacts = z.output<typeof groupFacts>;

const standardSchema = z.strictObject({
  name: z.string().min(1),
  /** One of these descriptions must hold; `{}` holds for everybody. */
  for: z.array(groupFacts).min(1),
  /** Yuan a head for the unit of the table (year, or month). */
  individual: sourced(moneyValue),
  subsidy: sourced(moneyValue),
  /** A printed figure that contradicts its own arithmetic: whoever needs the subsidy gets a review. */
  subsidyDisputed: z.string().optional(),
});
export type ContributionStandard = z.output<typeof standardSchema>;

/**
 * Who is asked first: a student, whatever the age (R-student-first), then who is named by another fact, and everybody else
 * last. A table that comes from the store has its keys in the order of the alphabet: the order is no part of it.
 */
function inOrder<Standard extends ContributionStandard>(standards: Record<string, Standard>): Record<string, Standard> {
  const rank = ({ for: groups }: Standard): number => {
    if (groups.some((facts) => Object.keys(facts).length === 0)) return 2;
    return groups.some(({ student }) => student === true) ? 0 : 1;
  };
  const sorted = Object.entries(standards).sort(
    ([name, one], [other, standard]) => rank(one) - rank(standard) || (name < other ? -1 : 1),
  );
  return Object.fromEntries(sorted);
}

export const contributionSchema = z.strictObject({
  unit: sourced(z.enum(['year', 'month'])),
  /** The day on which an age is taken. */
  ageOn: sourced(z.enum(['payment_day'])),
  /** Decimal places of the region's amounts. */
  places: z.union([z.literal(2), z.literal(3)]).default(2),
  /** By name; the first standard whose facts hold decides. */
  standards: z.record(z.string().regex(/^[a-z][a-zA-Z]*$/), standardSchema).overwrite(inOrder),
});

export const AID_PAYERS = [
  'medical_aid_fund',
  'finance_via_disabled_federation',
  'finance_original_channel',
  'finance_via_veterans_bureau',
] as const;

const lineSchema = z.strictObject({
  name: z.string().min(1),
  /** Categories of the contract that this line of the notice covers. */
  covers: z.array(z.enum(AID_CATEGORIES)).min(1),
  requires: z
    .strictObject({
      grades: sourcedIfAny(z.array(z.int().min(1).max(4))),
      certificateHeldBy: sourcedIfAny(dateValue),
      /** Certificates issued in `year` need an assessment by a day. */
      newCertificate: z.strictObject({ year: z.int(), assessedBy: sourced(dateValue) }).optional(),
      /** Either of the ages, in full years on the payment day. */
      age: sourcedIfAny(z.strictObject({ from: z.int(), orUpTo: z.int() })),
    })
    .default({}),
  /** What the person pays of the individual contribution; aid bears the rest. */
  selfPay: sourced(moneyValue),
  payer: sourced(z.enum(AID_PAYERS)),
  listFrom: sourced(z.string()),
  paymentMode: z.enum(['special', 'by_agency']),
});
export type AidCategoryLine = z.output<typeof lineSchema>;

export const aidSchema = z.strictObject({
  /** Is a category without a line of its own known to get no aid? Silent: the text does not settle aid at all. */
  unlisted: sourced(z.enum(['no_aid'])),
  several: sourced(z.enum(['highest_once'])),
  lines: z.record(z.string().regex(/^[a-z][a-zA-Z_]*$/), lineSchema).default({}),
  /** Recognised after having paid. */
  recognisedAfterPaying: z
    .strictObject({
      inPeriod: sourced(z.enum(['aid_paid_back'])),
      afterPeriod: sourced(z.enum(['nothing'])),
    })
    .prefault({}),
  /** An ordinary payment forecloses the special one. */
  ordinaryForecloses: sourced(flagValue),
});
