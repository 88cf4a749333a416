/** What a case is told to do: from which day one can pay, and the last day on which the result stays the same. */
import { addDays, type LocalDate, lastOfYear } from '../calendar.ts';
import type { PolicyVersion } from '../policy.ts';
import { assessLatePayment } from './assess.ts';
import { type LatePaymentAssessment, NOT_PAYABLE } from './assessment.ts';
import { type LatePaymentFacts, requestOf } from './request.ts';

export interface PaymentPlan {
  /** Today, or the next day on which payment is open. */
  assessedFor: LocalDate;
  assessment: LatePaymentAssessment;
  outcome: 'pay' | 'nothing_to_pay' | 'cannot_be_paid';
  /** The last day on which a payment has the same result. */
  payBy: LocalDate | null;
  remindOn: LocalDate | null;
}

/** Days before the last one on which an unpaid notice is reminded of. */
const REMIND_DAYS_BEFORE = 7;

/** `policyAsOf` gives the version in force on a day: a plan never looks past what is known today. */
export function planPayment(
  facts: LatePaymentFacts,
  today: LocalDate,
  policyAsOf: (date: LocalDate) => PolicyVersion,
): PaymentPlan {
  const policy = policyAsOf(today);
  const assess = (paidOn: LocalDate): LatePaymentAssessment => assessLatePayment(requestOf(facts, paidOn), policy);
  const { assessedFor, assessment } = assessOn(facts, today, policy);
  if (assessment.timing !== null && NOT_PAYABLE.includes(assessment.timing)) {
    return { assessedFor, assessment, outcome: 'cannot_be_paid', payBy: null, remindOn: null };
  }
  if (assessment.paymentMode === 'none' || assessment.paymentMode === 'by_agency') {
    return { assessedFor, assessment, outcome: 'nothing_to_pay', payBy: null, remindOn: null };
  }
  const payBy = lastDayAlike(assessedFor, lastOfYear(facts.coverageYear), assessment, assess);
  const remindOn = addDays(payBy, -REMIND_DAYS_BEFORE);
  return { assessedFor, assessment, outcome: 'pay', payBy, remindOn: remindOn > today ? remindOn : null };
}

/** What one would pay today, or on the next day on which payment is open. */
export function assessOn(
  facts: LatePaymentFacts,
  today: LocalDate,
  policy: PolicyVersion,
): Pick<PaymentPlan, 'assessedFor' | 'assessment'> {
  const now = assessLatePayment(requestOf(facts, today), policy);
  const assessedFor = now.nextOpenOn ?? today;
  const assessment = assessedFor === today ? now : assessLatePayment(requestOf(facts, assessedFor), policy);
  return { assessedFor, assessment };
}

/** Days on which the payment window is merely closed lie within the time allowed; the last day is an open one. */
function lastDayAlike(
  from: LocalDate,
  end: LocalDate,
  like: LatePaymentAssessment,
  assess: (paidOn: LocalDate) => LatePaymentAssessment,
): LocalDate {
  let last = from;
  for (let day = addDays(from, 1); day <= end; day = addDays(day, 1)) {
    const then = assess(day);
    if (then.timing === 'window_closed' || then.timing === 'channel_closed') continue;
    if (!sameResult(like, then)) break;
    last = day;
  }
  return last;
}

/** Does a payment have the result that was announced? The first day of benefits moves with the day of payment. */
export function sameResult(announced: LatePaymentAssessment, found: LatePaymentAssessment): boolean {
  return resultOf(announced) === resultOf(found);
}

const resultOf = ({ timing, amounts, payers, waiting, review, warnings, paymentMode }: LatePaymentAssessment): string =>
  JSON.stringify([
    timing,
    amounts.individual,
    amounts.subsidy,
    amounts.repair,
    amounts.aid,
    amounts.payable,
    payers.aid,
    payers.subsidy,
    waiting.months,
    paymentMode,
    review.map(({ code, field }) => `${code} ${field}`).sort(),
    [...warnings].sort(),
  ]);
