/** A person on a region's roll, as the time to pay ends: who has paid is not dunned, who is aided is told how. */
import { identitiesByLists } from '../../domain/aid/listed-identities.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { decideDue } from '../../domain/reminder/decide-due.ts';
import { nextStep } from '../../domain/reminder/steps.ts';
import { guidanceOf } from '../../notices/guidance.ts';
import { writeReminder } from '../../notices/reminders/write-reminder.ts';
import type { Reminder } from '../../store/messages/reminder.ts';
import type { ReminderSources } from './decide-case-reminder.ts';
import { asDecided, type DecidedReminder, done } from './decided-reminder.ts';
import { lookUp, whySilent } from './look-up.ts';

export async function decideRollReminder(
  reminder: Reminder,
  today: LocalDate,
  sources: ReminderSources,
): Promise<DecidedReminder> {
  const { region, coverageYear, said, lastDay, daysBefore } = reminder;
  const lookedUp = await lookUp(reminder.subject, sources);
  const why = whySilent({ occasion: 'period', coverageYear }, lookedUp);
  if (why === 'own_case') return leaveToCase(reminder, today);
  const { person, recipient } = lookedUp;
  if (why !== null || person === null) return done(reminder, why ?? 'no_case');
  const policy = await sources.policies.asOf(region, coverageYear, today);
  if (!policy) return done(reminder, 'no_policy');
  const { paidYears, listings, contact } = person;
  const identities = identitiesByLists([], listings, today);
  const born = contact?.bornOn && { bornOn: contact.bornOn };
  const request = { region, coverageYear, asOf: today, paidYears, identities, ...born, ...said };
  const decision = decideDue({ occasion: 'period', lastDay, daysBefore }, request, policy);
  return asDecided(reminder, decision, recipient, (matter) =>
    writeReminder({ ...matter, name: contact?.maskedName ?? '', guidance: guidanceOf(policy.table) }),
  );
}

/** Nobody is told the same by the region and by a case; a case that ends without cover leaves the next step. */
function leaveToCase(reminder: Reminder, today: LocalDate): DecidedReminder {
  const next = nextStep('period', reminder.lastDay, today);
  if (!next) return done(reminder, 'own_case');
  return { reminder, change: { state: 'planned', lastDay: reminder.lastDay, ...next } };
}
