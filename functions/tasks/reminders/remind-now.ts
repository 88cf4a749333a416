/**
 * For executions of releases up to 0.1.1, which have states that remind: what they ask for is looked up, decided and
 * named as in the daily run. So one message goes out, whichever of the two comes first.
 */
import { dateOfInstant } from '../../domain/calendar.ts';
import type { OutboxStore } from '../../store/messages/outbox-store.ts';
import type { Reminder } from '../../store/messages/reminder.ts';
import type { ReminderStore } from '../../store/messages/reminder-store.ts';
import { decideCaseReminder, type ReminderSources } from './decide-case-reminder.ts';
import { putReminder } from './put-reminder.ts';

type Asked = Pick<Reminder, 'subject' | 'occasion' | 'region' | 'coverageYear' | 'lastDay' | 'daysBefore'>;

interface Stores extends ReminderSources {
  reminders: Pick<ReminderStore, 'get' | 'change'>;
  outbox: Pick<OutboxStore, 'put'>;
}

/** @param at ISO instant of the call */
export async function remindNow(asked: Asked, at: string, stores: Stores): Promise<void> {
  const today = dateOfInstant(at);
  const { lastDay, daysBefore } = asked;
  const planned = await stores.reminders.get(asked.subject, asked.occasion);
  const unplanned = { ...asked, dueOn: today, state: 'planned' as const, version: 1, plannedAt: at };
  const reminder = { ...(planned ?? unplanned), lastDay, daysBefore };
  const decided = await decideCaseReminder(reminder, at, stores);
  await putReminder(decided, { at, sendAfter: at }, stores.outbox);
  if (planned) await stores.reminders.change(planned, decided.change);
}
