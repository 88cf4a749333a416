/** What a due reminder came to. */
import type { DueDecision } from '../../domain/reminder/decide-due.ts';
import { stepName } from '../../domain/reminder/steps.ts';
import type { Filled } from '../../notices/filled.ts';
import type { Reminder, ReminderChange } from '../../store/messages/reminder.ts';
import type { Recipient } from '../outbox/recipients.ts';

export interface DecidedReminder {
  reminder: Reminder;
  /** What becomes of the reminder once the message, if there is one, is in the outbox. */
  change: ReminderChange;
  message?: { occasion: string; filled: Filled; recipient: Recipient | null };
}

export const done = (reminder: Reminder, reason: string): DecidedReminder => ({
  reminder,
  change: { state: 'done', reason },
});

/**
 * @param write is asked only where something is to be said
 * @param noticesIssued payment notices that the case has had
 */
export function asDecided(
  reminder: Reminder,
  decision: DueDecision,
  recipient: Recipient | null,
  write: (matter: Extract<DueDecision, { action: 'send' }>['matter']) => Filled,
  noticesIssued = 1,
): DecidedReminder {
  const { occasion, lastDay, daysBefore } = reminder;
  switch (decision.action) {
    case 'done':
      return done(reminder, decision.reason);
    case 'postpone':
      return { reminder, change: { state: 'held', dueOn: decision.until, daysBefore, lastDay } };
    case 'move':
      return { reminder, change: { state: 'planned', lastDay: decision.lastDay, ...decision.next } };
    case 'send': {
      const last = decision.matter.lastDay;
      return {
        reminder,
        change: decision.next ? { state: 'planned', lastDay: last, ...decision.next } : { state: 'sent' },
        message: {
          occasion: stepName(occasion, last, decision.daysBefore, noticesIssued),
          filled: write(decision.matter),
          recipient,
        },
      };
    }
  }
}
