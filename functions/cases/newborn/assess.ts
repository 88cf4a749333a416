/** What is decided for the child today, and what is to be done next. Everything leads back here. */
import { dateOfInstant, type LocalDate } from '../../domain/calendar.ts';
import { digestOf } from '../../domain/content/content-digest.ts';
import { assessLatePayment } from '../../domain/late-payment/assess.ts';
import { type LatePaymentAssessment, NOT_PAYABLE } from '../../domain/late-payment/assessment.ts';
import { requestOf } from '../../domain/late-payment/request.ts';
import { assessNewborn } from '../../domain/newborn/assess.ts';
import { latePaymentFactsOf } from '../../domain/newborn/late-payment-facts.ts';
import { decideNextStep, type NewbornStep } from '../../domain/newborn/next-step.ts';
import { openNewbornQuestions } from '../../domain/newborn/questions.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { RULINGS } from '../../domain/rulings.ts';
import type { CaseChange } from '../changes.ts';
import { hasStarted, stepEvent, wasLast } from '../steps.ts';
import { hasNewbornEnded, type NewbornCase } from './case.ts';

/** The table that decides for the child, its year, and its words for the notices. */
export interface ChildPolicy {
  coverageYear: number;
  policy: PolicyVersion;
  guidance: NonNullable<NewbornCase['guidance']>;
}

/** Null where somebody outside the state machine has moved the case: that goes before every plan. */
export function assessNewbornCase(
  current: NewbornCase,
  at: string,
  { coverageYear, policy, guidance }: ChildPolicy,
): CaseChange<NewbornCase> | null {
  if (movedOutside(current)) return null;
  const plan = planFor(current, dateOfInstant(at), policy);
  const event = stepEvent('Assess', at, 'assessed', {
    step: plan.step,
    policy: plan.assessment.policy.version,
    deadline: plan.assessment.deadline,
    lookAgainOn: plan.lookAgainOn,
    plan: digestOf(plan),
    ...(coverageYear !== current.coverageYear && { yearBefore: current.coverageYear }),
    rulings: RULINGS,
  });
  if (wasLast(current, event)) return null;
  const moves = coverageYear === current.coverageYear ? {} : { moves: { coverageYear } };
  return { state: 'assessing', wait: null, set: { plan, guidance }, ...moves, ...hasStarted(current), event };
}

export function movedOutside({
  state,
  payment,
}: NewbornCase): 'over' | 'check_payment' | 'open_late_payment' | 'tell_payment_refused' | null {
  if (hasNewbornEnded(state)) return 'over';
  if (state === 'checking_payment') return 'check_payment';
  if (state === 'opening_late_payment') return 'open_late_payment';
  if (payment?.accepted === false && payment.refusalTold !== true) return 'tell_payment_refused';
  return null;
}

function planFor(current: NewbornCase, today: LocalDate, policy: PolicyVersion): NonNullable<NewbornCase['plan']> {
  const { region, facts, settlement, factsRevision, plan: before } = current;
  const { bornOn, registeredOn, identities } = facts;
  const assessment = assessNewborn({ region, bornOn, registeredOn, identities, asOf: today }, policy);
  const child = {
    bornOn,
    registeredOn,
    registrationTold: current.registrationTold,
    covered: current.covered !== undefined,
    missedTold: current.missedTold,
    // Planned by a release up to 0.1.1: its execution may have a state of its own that reminds.
    ...(before &&
      !before.remindedByRun && { selfReminding: { reminded: current.reminded, planned: before.assessment } }),
  };
  const questions = openNewbornQuestions(assessment, settlement, registeredOn !== undefined);
  const hearDays = policy.table.notice.queryDelay.value?.max ?? 0;
  const next = decideNextStep(child, assessment, questions, today, hearDays);
  const lateNow = next.step === 'tell_missed' || next.step === 'ask_about_late_payment';
  const late = lateNow ? assessLatePaymentOf(current, today, policy) : undefined;
  const payableLate = late !== undefined && late.timing !== null && !NOT_PAYABLE.includes(late.timing);
  const step: NewbornStep = next.step === 'ask_about_late_payment' && !payableLate ? 'over' : next.step;
  return {
    factsRevision,
    assessedOn: today,
    assessment: { ...assessment, remindOn: [...new Set([...next.remindFor, ...assessment.remindOn])] },
    step,
    lookAgainOn: next.lookAgainOn,
    remindFor: next.remindFor,
    remindedByRun: true as const,
    ...(late && payableLate && { late }),
  };
}

/** What a payment on a day would be as a late one: the same decision that the late-payment case will make. */
const assessLatePaymentOf = (
  { region, facts }: NewbornCase,
  paidOn: LocalDate,
  policy: PolicyVersion,
): LatePaymentAssessment =>
  assessLatePayment(requestOf(latePaymentFactsOf({ region, ...facts }, policy.table.coverageYear), paidOn), policy);

/** Years that the case has left for another one: nothing of them is to stay claimed. */
export const yearsHandedOn = ({ history, coverageYear }: Pick<NewbornCase, 'history' | 'coverageYear'>): number[] => {
  const years = history.flatMap(({ event, detail }) => (event === 'assessed' ? [detail.yearBefore] : []));
  return [...new Set(years)].filter((year) => typeof year === 'number').filter((year) => year !== coverageYear);
};
