/**
 * What a child's case does next: whom to ask or tell, or until which day to wait. Pure; the state machine asks it again
 * whenever a day has come or something has happened.
 */
import { addDays, type LocalDate, lastOfYear, workingDaysAfter, yearOf } from '../calendar.ts';
import type { OpenQuestions } from '../settlement.ts';
import type { NewbornAssessment } from './assessment.ts';

/** A child as the case knows it. */
export interface TrackedChild {
  bornOn: LocalDate;
  registeredOn?: LocalDate | undefined;
  /** The parents were told that the child is registered. */
  registrationTold: boolean;
  /** The payment was accepted, or nothing is to be paid, and the parents were told. */
  covered: boolean;
  missedTold: boolean;
  /**
   * Only where an execution of a release up to 0.1.1 reminds by itself: days of reminders that went out, and the plan
   * before this one. Everybody else is reminded by the daily run.
   */
  selfReminding?: {
    reminded: readonly LocalDate[];
    planned: { deadline: LocalDate | null; remindOn: readonly LocalDate[] };
  };
}

export const STEPS = [
  'ask',
  'tell_registered',
  'tell_covered',
  'remind',
  'tell_missed',
  'ask_about_late_payment',
  'wait',
  'over',
] as const;
export type NewbornStep = (typeof STEPS)[number];

export interface NextStep {
  step: NewbornStep;
  /** The day on which to look again, if nothing happens before. */
  lookAgainOn: LocalDate;
  /** With `remind`: the planned days that this one reminder is for. Only executions up to 0.1.1 have a state for it. */
  remindFor: LocalDate[];
}

/** The last day of a payment that counts as the newborn's own; of a free birth year the deadline is one to register. */
export const lastDayToPay = ({ birthYear, nextYear, deadline }: NewbornAssessment): LocalDate | null =>
  nextYear.deadline ?? (birthYear.contribution !== null && Number(birthYear.contribution) === 0 ? null : deadline);

/** Aid bears the whole contribution: there is no payment to wait for. */
export const nothingToPay = ({ nextYear }: NewbornAssessment): boolean => Number(nextYear.contribution ?? '1') === 0;

/** @param hearDays working days until the record of a payment can be seen: one of the last day is waited for. */
export function decideNextStep(
  child: TrackedChild,
  assessment: NewbornAssessment,
  questions: OpenQuestions,
  today: LocalDate,
  hearDays: number,
): NextStep {
  const missedFrom = missedFromOf(assessment, hearDays);
  const lookAgainOn = lookAgain(child, assessment, missedFrom, today);
  const remindFor = remindersDue(child, assessment, today);
  const go = (step: NewbornStep): NextStep => ({ step, lookAgainOn, remindFor: step === 'remind' ? remindFor : [] });

  if (today > lastOfYear(yearOf(child.bornOn) + 1)) return go('over');
  if (isUncertain(questions)) return go('ask');
  const toTell = child.registeredOn !== undefined && !child.registrationTold;
  if (child.covered && !toTell && !awaitsRegistration(child, assessment, today)) return go('over');
  if (remindFor.length > 0) return go('remind');
  if (toTell) return go(questions.reviews.length > 0 ? 'ask' : 'tell_registered');
  if (child.covered) return go('wait');
  if (nothingToPay(assessment) && child.registeredOn !== undefined) return go('tell_covered');
  if (missedFrom === null || today < missedFrom) return go('wait');
  return go(child.missedTold ? 'ask_about_late_payment' : 'tell_missed');
}

/** A value that nobody states, or an adopted one not confirmed: parents are told no day that may be wrong. */
export const isUncertain = ({ reviews, confirmations }: OpenQuestions): boolean =>
  confirmations.length > 0 || reviews.some(({ settledBy }) => settledBy !== 'acknowledgement');

const missedFromOf = (assessment: NewbornAssessment, hearDays: number): LocalDate | null => {
  const last = lastDayToPay(assessment);
  return last === null ? null : addDays(workingDaysAfter(last, hearDays), 1);
};

/** Registration in the birth year brings that year's benefits; afterwards it brings nothing that has an end. */
export const awaitsRegistration = (
  { registeredOn, bornOn }: Pick<TrackedChild, 'registeredOn' | 'bornOn'>,
  { registrationRequired }: Pick<NewbornAssessment, 'registrationRequired'>,
  today: LocalDate,
): boolean => registrationRequired === true && registeredOn === undefined && today <= lastOfYear(yearOf(bornOn));

/** A reminder whose day came while the machine was off goes out late, but never after the day that it is about. */
function remindersDue(child: TrackedChild, assessment: NewbornAssessment, today: LocalDate): LocalDate[] {
  const { deadline, remindOn } = assessment;
  const { selfReminding } = child;
  if (!selfReminding || deadline === null || today > deadline) return [];
  if (child.covered && !awaitsRegistration(child, assessment, today)) return [];
  const { planned, reminded } = selfReminding;
  const earlier = planned.deadline === deadline ? planned.remindOn : [];
  return [...new Set([...earlier, ...remindOn])].filter((day) => day <= today && !reminded.includes(day)).sort();
}

function lookAgain(
  child: TrackedChild,
  assessment: NewbornAssessment,
  missedFrom: LocalDate | null,
  today: LocalDate,
): LocalDate {
  const birthYear = yearOf(child.bornOn);
  const days = [
    ...(awaitsRegistration(child, assessment, today) ? [addDays(lastOfYear(birthYear), 1)] : []),
    ...(missedFrom === null ? [] : [missedFrom]),
    addDays(lastOfYear(birthYear + 1), 1),
  ];
  return days.filter((day) => day > today).sort()[0] ?? addDays(today, 1);
}
