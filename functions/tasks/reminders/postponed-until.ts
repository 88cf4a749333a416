import { addDays, type LocalDate } from '../../domain/calendar.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { assessReminder } from '../../domain/reminder/assess.ts';
import type { DueDecision } from '../../domain/reminder/decide-due.ts';
import type { ReminderRequest } from '../../domain/reminder/request.ts';
import type { Reminder } from '../../store/messages/reminder.ts';

/** Who says to have paid is not dunned while the record may still be on its way. */
export function postponedUntil(
  { said, region, coverageYear }: Reminder,
  { identities, exit, bornOn }: Pick<ReminderRequest, 'identities' | 'exit' | 'bornOn'>,
  asOf: LocalDate,
  policy: PolicyVersion,
): Extract<DueDecision, { action: 'postpone' | 'done' }> | null {
  if (!said) return null;
  const request = { region, coverageYear, asOf, identities, exit, bornOn, ...said };
  const { recordVisibleAfter: visible } = assessReminder(request, policy);
  if (visible === null) return { action: 'done', reason: 'record_never_visible' };
  return asOf <= visible ? { action: 'postpone', until: addDays(visible, 1) } : null;
}
