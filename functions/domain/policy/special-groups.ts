/** Newborns, students and refunds: the sections `newborn`, `student` and `refund` of a policy table. */
import { z } from 'zod';
import { dateValue, flagValue, moneyValue, monthsValue, sourced } from './sourced.ts';

export const newbornSchema = z
  .strictObject({
    registrationRequired: sourced(flagValue),
    birthYearContribution: sourced(moneyValue),
    benefitStart: sourced(z.enum(['birth'])),
    /** Months after birth within which a payment counts from birth. */
    windowMonths: sourced(monthsValue),
    /** Last day to pay for this coverage year for children born in the year before. */
    nextYearDeadline: sourced(dateValue),
    bornIn: sourced(z.int()),
    /** Days before a deadline on which to remind. */
    remindDaysBefore: sourced(z.array(z.int().min(0).max(120))),
  })
  .prefault({});

export const REFUND_GROUNDS = [
  'duplicate_payment',
  'departure',
  'employee_insurance',
  'enrolled_elsewhere',
  'death',
  'aid_recognised',
  'wrong_standard',
  'change_of_mind',
  'other',
] as const;

export const DEPARTURES = ['transfer', 'withdrawal', 'enlistment', 'suspension', 'early_graduation', 'other'] as const;

export const refundSchema = z
  .strictObject({
    grounds: sourced(z.array(z.enum(REFUND_GROUNDS))),
    /** Must the event precede the benefit period? */
    beforeBenefitPeriodOnly: sourced(flagValue),
    applicant: sourced(z.enum(['payer'])),
    applyAt: sourced(z.enum(['agency', 'tax'])),
    /** Which payment of a year stays; all but `earliest` hang on facts that a person has to say. */
    duplicateKept: sourced(z.enum(['earliest', 'place_of_study', 'benefits_used'])),
    approverAbove: sourced(moneyValue),
  })
  .prefault({});

export const studentSchema = z
  .strictObject({
    lumpSum: sourced(flagValue),
    toppedUp: sourced(flagValue),
    departures: sourced(z.array(z.enum(DEPARTURES))),
    remainingYears: sourced(z.enum(['years_not_begun'])),
  })
  .prefault({});
