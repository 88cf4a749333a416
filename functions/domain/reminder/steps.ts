/** On which days before (or after) a last day somebody is reminded of it. */
import { addDays, daysBetween, type LocalDate, localDate } from '../calendar.ts';

/**
 * `period`: a region's time to pay; `payment_notice`: the amount of a notice; `documents`: what an applicant has to
 * bring; `exit_window`: the months after leaving another scheme; `newborn`: registration and payment of a child.
 */
export const REMINDER_OCCASIONS = ['period', 'payment_notice', 'documents', 'exit_window', 'newborn'] as const;
export type ReminderOccasion = (typeof REMINDER_OCCASIONS)[number];

/** The day after the last one: what late means. */
export const LATE_STEP = -1;

/** A newborn's days are in its region's table, and are given by its assessment. */
type StepsOccasion = Exclude<ReminderOccasion, 'newborn'>;

/** Days before the last day, in order of time. */
const STEPS: Record<StepsOccasion, readonly number[]> = {
  period: [30, 7, 1, LATE_STEP],
  payment_notice: [7, 1],
  documents: [3],
  exit_window: [30, 7, 1],
};

/** The step of a payment notice, or of an exit window, that the late payment's own state machine once reminded of. */
export const REMIND_TO_PAY = 7;

export interface ReminderStep {
  dueOn: LocalDate;
  daysBefore: number;
}

/** The first step that is due after a day; null if none is left. */
export function nextStep(occasion: StepsOccasion, lastDay: LocalDate, after: LocalDate): ReminderStep | null {
  const steps = STEPS[occasion].map((daysBefore) => ({ daysBefore, dueOn: addDays(lastDay, -daysBefore) }));
  return steps.find(({ dueOn }) => dueOn > after) ?? null;
}

/** The day of an occasion's first step. */
export const firstStepOn = (occasion: StepsOccasion, lastDay: LocalDate): LocalDate =>
  addDays(lastDay, -(STEPS[occasion][0] ?? 0));

/**
 * What the notice of a step is called: one notice for a subject and this name. A last day that moves is another one.
 * The names by which releases up to 0.1.1 reminded stay, so that nobody whom they reminded is reminded again.
 * @param noticesIssued payment notices that the case has had: each has a reminder of its own
 */
export function stepName(
  occasion: ReminderOccasion,
  lastDay: LocalDate,
  daysBefore: number,
  noticesIssued = 1,
): string {
  if (occasion === 'newborn') return `newborn_reminder_${addDays(lastDay, -daysBefore)}`;
  if (daysBefore === REMIND_TO_PAY && occasion !== 'period') return numbered('payment_reminder', noticesIssued);
  return `${occasion}_${lastDay}_${daysBefore === LATE_STEP ? 'late' : daysBefore}`;
}

/** `name`, and `name_2` for the second of a case. */
export const numbered = (name: string, count: number): string => (count > 1 ? `${name}_${count}` : name);

/** The planned reminders that a notice can be a step of, and which step it is of one with a last day. */
interface NamedStep {
  occasions: readonly ReminderOccasion[];
  daysBefore(lastDay: LocalDate): number;
}

/** Back from `stepName`; null for the name of another notice. */
export function readStepName(name: string): NamedStep | null {
  const [, day] = /^newborn_reminder_(\d{4}-\d{2}-\d{2})$/.exec(name) ?? [];
  if (day !== undefined)
    return { occasions: ['newborn'], daysBefore: (lastDay) => daysBetween(localDate(day), lastDay) };
  if (/^payment_reminder(_\d+)?$/.test(name)) {
    return { occasions: ['payment_notice', 'exit_window'], daysBefore: () => REMIND_TO_PAY };
  }
  const [, kind, step] = /^([a-z_]+)_\d{4}-\d{2}-\d{2}_(\d+|late)$/.exec(name) ?? [];
  const occasion = REMINDER_OCCASIONS.find((one) => one === kind);
  return occasion ? { occasions: [occasion], daysBefore: () => (step === 'late' ? LATE_STEP : Number(step)) } : null;
}
