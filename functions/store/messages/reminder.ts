/** The items of the table Reminders: what is planned for whom, by references only. */
import { z } from 'zod';
import { type LocalDate, localDateSchema } from '../../domain/calendar.ts';
import { CHANNELS, coverageYearSchema, regionSchema } from '../../domain/regions.ts';
import { REMINDER_OCCASIONS } from '../../domain/reminder/steps.ts';

const REMINDER_STATES = ['planned', 'held', 'sent', 'done'] as const;

export const reminderSchema = z.object({
  /** A case's id, or a person on a region's roll (`rollSubject`). */
  subject: z.string(),
  occasion: z.enum(REMINDER_OCCASIONS),
  region: regionSchema,
  coverageYear: coverageYearSchema,
  /** The last day by which it was planned. */
  lastDay: localDateSchema,
  /** The step that is next: so many days before the last day. */
  daysBefore: z.int(),
  dueOn: localDateSchema,
  /** `held` until a payment must be visible; `sent` after the last step; `done` where nothing is to be said any more. */
  state: z.enum(REMINDER_STATES),
  /** When, and how, the person says to have paid. */
  said: z.object({ paidOn: localDateSchema, channel: z.enum(CHANNELS).optional() }).optional(),
  /** Why it is done. */
  reason: z.string().optional(),
  version: z.int().min(1),
  plannedAt: z.string(),
});
export type Reminder = z.output<typeof reminderSchema>;
export type NewReminder = Omit<Reminder, 'state' | 'version' | 'said' | 'reason'>;

/** What a run makes of a reminder. */
export type ReminderChange =
  | { state: 'planned' | 'held'; dueOn: LocalDate; daysBefore: number; lastDay: LocalDate }
  | { state: 'sent' }
  | { state: 'done'; reason: string };
