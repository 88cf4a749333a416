/** On which days before (or after) a last day somebody is reminded of it. */
import { addDays, type LocalDate } from '../calendar.ts';

/**
 * `period`: a region's time to pay; `payment_notice`: the amount of a notice; `documents`: what an applicant has to
 * bring; `exit_window`: the months after leaving another scheme. A newborn's days are the newborn machine's own.
 */
export const REMINDER_OCCASIONS = ['period', 'payment_notice', 'documents', 'exit_window'] as const;
export type ReminderOccasion = (typeof REMINDER_OCCASIONS)[number];

/** The day after the last one: what late means. */
export const LATE_STEP = -1;

/** Days before the last day, in order of time. The late-payment machine itself reminds seven days before. */
const STEPS: Record<ReminderOccasion, readonly number[]> = {
  period: [30, 7, 1, LATE_STEP],
  payment_notice: [1],
  documents: [3],
  exit_window: [30, 1],
};

export interface ReminderStep {
  dueOn: LocalDate;
  daysBefore: number;
}

/** The first step that is due after a day; null if none is left. */
export function nextStep(occasion: ReminderOccasion, lastDay: LocalDate, after: LocalDate): ReminderStep | null {
  const steps = STEPS[occasion].map((daysBefore) => ({ daysBefore, dueOn: addDays(lastDay, -daysBefore) }));
  return steps.find(({ dueOn }) => dueOn > after) ?? null;
}

/** The day of an occasion's first step. */
export const firstStepOn = (occasion: ReminderOccasion, lastDay: LocalDate): LocalDate =>
  addDays(lastDay, -(STEPS[occasion][0] ?? 0));

/** What the notice of a step is called: one notice for a subject and this name. A last day that moves is another one. */
export const stepName = (occasion: ReminderOccasion, lastDay: LocalDate, daysBefore: number): string =>
  `${occasion}_${lastDay}_${daysBefore === LATE_STEP ? 'late' : daysBefore}`;

/** Back from `stepName`; null for the name of another notice. */
export function readStepName(name: string): { occasion: ReminderOccasion; lastDay: string; daysBefore: number } | null {
  const [, kind, lastDay = '', step] = /^([a-z_]+)_(\d{4}-\d{2}-\d{2})_(\d+|late)$/.exec(name) ?? [];
  const occasion = REMINDER_OCCASIONS.find((one) => one === kind);
  return occasion ? { occasion, lastDay, daysBefore: step === 'late' ? LATE_STEP : Number(step) } : null;
}
