/** When benefits begin: the sections `wait`, `benefitStart` and `benefitEnd` of a policy table. */
import { z } from 'zod';
import { AID_CATEGORIES } from '../regions.ts';
import { flagValue, monthsValue, sourced } from './sourced.ts';

export const waitSchema = z
  .strictObject({
    fixedMonths: sourced(monthsValue),
    /** 不低于: the months are a floor. */
    isMinimum: sourced(flagValue),
    monthsPerLapsedYear: sourced(monthsValue),
    firstLapsedYearCounts: sourced(flagValue),
    /** Do coverage years that lapsed before `lapsedCountFrom` count? */
    lapsedBeforeCounts: sourced(flagValue),
    lapsedCountFrom: sourced(z.int()),
    /** One repair payment at that year's individual standard buys one month of the variable wait. */
    repairMonthsPerYear: sourced(monthsValue),
    /** After this many lapsed years in a row … */
    floorFromLapsedYears: sourced(monthsValue),
    /** … the whole wait is never less than this, repaired or not. */
    floorMonths: sourced(monthsValue),
    /** Does one who pays in the period after a lapse wait too? */
    inPeriodIfNotContinuous: sourced(flagValue),
    exemptCategories: sourced(z.array(z.enum(AID_CATEGORIES))),
    newbornExempt: sourced(flagValue),
  })
  .prefault({});

export const benefitStartSchema = z
  .strictObject({
    paidBeforeYear: sourced(z.enum(['january_1'])),
    paidInYear: sourced(z.enum(['payment_day', 'january_1'])),
    paidInExtension: sourced(z.enum(['january_1'])),
    inPeriodNotContinuous: sourced(z.enum(['corresponding_day'])),
    /** The day on which benefits begin n months after the payment. */
    waitAnchor: sourced(z.enum(['corresponding_day'])),
    yearRound: sourced(z.enum(['payment_day', 'first_of_next_month'])),
  })
  .prefault({});

export const benefitEndSchema = sourced(z.enum(['december_31']));
