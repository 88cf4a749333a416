/**
 * Whether the parents of a newborn are reminded today, by the table in force today: it gives the last day and the days
 * before it. Pure; the daily run asks it of each planned reminder whose day has come, a plan asks it for the next one.
 */
import { addDays, daysBetween, type LocalDate } from '../calendar.ts';
import type { ReminderStep } from '../reminder/steps.ts';
import type { OpenQuestions } from '../settlement.ts';
import type { NewbornAssessment } from './assessment.ts';
import { awaitsRegistration, isUncertain, type TrackedChild } from './next-step.ts';

/** `later`: something is open, or a person has the case; it is looked at again on the next day. */
export type NewbornReminder =
  | { action: 'send'; lastDay: LocalDate; daysBefore: number; next: ReminderStep | null }
  | { action: 'move'; lastDay: LocalDate; next: ReminderStep }
  | { action: 'later' }
  | { action: 'done'; reason: 'paid' | 'no_last_day' | 'over' };

type Reminded = Pick<TrackedChild, 'bornOn' | 'registeredOn' | 'covered'>;
type Assessed = Pick<NewbornAssessment, 'deadline' | 'remindOn' | 'registrationRequired'>;

/** The first of the table's days from a day on; null where none is left. */
export function nextNewbornStep({ deadline, remindOn }: Assessed, from: LocalDate): ReminderStep | null {
  const dueOn = remindOn.filter((day) => day >= from).sort()[0];
  return deadline === null || dueOn === undefined ? null : { dueOn, daysBefore: daysBetween(dueOn, deadline) };
}

/** @param planned the step that is due, of the last day by which it was planned */
export function decideNewbornReminder(
  planned: { lastDay: LocalDate; daysBefore: number },
  child: Reminded,
  assessment: Assessed,
  questions: OpenQuestions,
  today: LocalDate,
): NewbornReminder {
  const { deadline } = assessment;
  if (isUncertain(questions)) return { action: 'later' };
  if (deadline === null) return { action: 'done', reason: 'no_last_day' };
  if (today > deadline) return { action: 'done', reason: 'over' };
  if (child.covered && !awaitsRegistration(child, assessment, today)) return { action: 'done', reason: 'paid' };
  const next = nextNewbornStep(assessment, addDays(today, 1));
  const isToday = assessment.remindOn.includes(today);
  if (deadline !== planned.lastDay && !isToday) {
    return next ? { action: 'move', lastDay: deadline, next } : { action: 'done', reason: 'over' };
  }
  // A day that came while the machine was off is made up for, but not beside the one that is due today.
  const daysBefore = isToday ? daysBetween(today, deadline) : planned.daysBefore;
  return { action: 'send', lastDay: deadline, daysBefore, next };
}
