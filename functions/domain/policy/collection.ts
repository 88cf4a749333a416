/** When one can pay: the sections `period`, `extension`, `late` and `exit` of a policy table. */
import { z } from 'zod';
import { AID_CATEGORIES, EXIT_SCHEMES } from '../regions.ts';
import { dateValue, flagValue, monthsValue, sourced } from './sourced.ts';

const monthlyWindow = sourced(
  z.strictObject({ fromDay: z.int().min(1).max(28), toDay: z.int().min(1).max(31) }),
).nullable();

export const periodSchema = z.strictObject({
  /** `year_round`: paid at any time of the coverage year, nobody can be late. */
  kind: z.enum(['concentrated', 'year_round']),
  start: sourced(dateValue),
  startPrecision: z.enum(['day', 'third_of_month']).default('day'),
  end: sourced(dateValue),
  /** Days of each month on which payment is open during the period; null where none is mentioned. */
  monthlyWindow,
  /** Is a last day that is a holiday moved to the next working day? */
  rollOver: sourced(flagValue),
});

export const extensionSchema = z.strictObject({ end: sourced(dateValue), monthlyWindow }).nullable();

const phaseSchema = z.strictObject({
  /** Last day of the phase; null: to the end. */
  until: sourced(dateValue).nullable(),
  /** Does the late payer bear the fiscal subsidy too? */
  subsidyCharged: sourced(flagValue),
});

export const SUBSIDY_PAYERS = ['city_finance'] as const;

export const lateSchema = z.strictObject({
  allowed: sourced(flagValue),
  start: sourced(dateValue),
  end: sourced(dateValue),
  /** In order of time; the first phase that has not ended decides. */
  phases: z.array(phaseSchema).min(1),
  /**
   * An aided person who simply missed the period bears of the individual contribution what aid leaves (`individual_share_only`),
   * the subsidy besides (`aided_and_subsidy`), or both shares as everybody else does (`as_others`).
   */
  aided: sourced(z.enum(['individual_share_only', 'aided_and_subsidy', 'as_others'])),
  /** Recognised after the period ended and not enrolled. */
  newlyRecognised: z
    .strictObject({
      categories: sourced(z.array(z.enum(AID_CATEGORIES))),
      individual: sourced(z.enum(['self_pay_only'])),
      subsidyPayer: sourced(z.enum(SUBSIDY_PAYERS)),
    })
    .prefault({}),
});

export const exitRuleSchema = z
  .strictObject({
    withinMonths: sourced(monthsValue),
    schemes: sourced(z.array(z.enum(EXIT_SCHEMES))),
    /** Schemes whose exit must lie in the calendar year of the payment (当年退出现役). */
    sameYearSchemes: sourced(z.array(z.enum(EXIT_SCHEMES))),
    subsidyCharged: sourced(flagValue),
    benefitStart: sourced(z.enum(['next_day'])),
  })
  .prefault({});
