/** A late payment is paid: confirmed by the tax office, compared with its notice, and insured from its first day. */

import type { LocalDate } from '../../domain/calendar.ts';
import { digestOf } from '../../domain/content/content-digest.ts';
import { assessLatePayment } from '../../domain/late-payment/assess.ts';
import type { LatePaymentAssessment } from '../../domain/late-payment/assessment.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { RULINGS } from '../../domain/rulings.ts';
import { openQuestions } from '../../domain/settlement.ts';
import { type CaseChange, refuse } from '../changes.ts';
import { type StepRefusal, stepEvent, wasDone } from '../steps.ts';
import { refuseLatePaymentStep } from './acts.ts';
import type { LatePaymentCase } from './case.ts';
import { benefitOf } from './payment-days.ts';

type Outcome = CaseChange<LatePaymentCase> | StepRefusal | null;

/** The decision again for the day of collection, with what differs from the notice, in sentences. */
type Differences = (
  noticed: LatePaymentAssessment,
  collected: LatePaymentAssessment,
  payment: NonNullable<LatePaymentCase['payment']>,
) => readonly string[];

export function checkLatePayment(
  current: LatePaymentCase,
  at: string,
  { policyOn, differences }: { policyOn: (day: LocalDate) => PolicyVersion; differences: Differences },
): Outcome {
  const elsewhere = refuseLatePaymentStep(current, 'check_payment');
  if (elsewhere) return elsewhere;
  const { facts, payment } = current;
  if (!payment) return refuse('case_state', 'no payment was confirmed');
  const { collectedOn, channel = facts.channel } = payment;
  const collected = assessLatePayment({ ...facts, channel, paidOn: collectedOn }, policyOn(collectedOn));
  const event = stepEvent('CheckPayment', at, 'payment_checked', {
    voucher: payment.voucher,
    collectedOn,
    expected: isAsNoticed({ ...current, collected }, differences),
    policy: collected.policy.version,
    collected: digestOf(collected),
    rulings: RULINGS,
    benefitStart: collected.benefit.start,
  });
  return wasDone(current, event) ? null : { set: { collected }, event };
}

/** A caseworker's acceptance covers every difference, but not a first day of benefits that nobody knows. */
export function isAsNoticed(
  { plan, payment, settlement, collected }: LatePaymentCase,
  differences: Differences,
): boolean {
  if (!plan || !payment || !collected || collected.benefit.start === null) return false;
  if (payment.accepted === true) return true;
  const { reviews, confirmations } = openQuestions(collected, settlement);
  return (
    reviews.length === 0 && confirmations.length === 0 && differences(plan.assessment, collected, payment).length === 0
  );
}

/** Its benefits begin. The case goes before the notice: nobody is told of benefits of a case that was withdrawn. */
export function insure(current: LatePaymentCase, at: string): Outcome {
  const benefit = benefitOf(current);
  if (!benefit) return refuse('undecided', 'the day on which benefits begin is not known');
  // It is: what follows from it is done again.
  if (current.state === 'insured') return null;
  const event = stepEvent('TellBenefitsBegin', at, 'insured', { ...benefit });
  return refuseLatePaymentStep(current, 'insure') ?? { state: 'insured', wait: null, event };
}
