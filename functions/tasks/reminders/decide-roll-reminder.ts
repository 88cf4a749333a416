/** A person on a region's roll, as the time to pay ends: who has paid is not dunned, who is aided is told how. */
import type { LocalDate } from '../../domain/calendar.ts';
import { decideDue } from '../../domain/reminder/decide-due.ts';
import { nextStep } from '../../domain/reminder/steps.ts';
import { guidanceOf } from '../../notices/guidance.ts';
import { writeReminder } from '../../notices/reminders/write-reminder.ts';
import type { RollStore } from '../../store/ledger/roll-store.ts';
import type { Reminder } from '../../store/messages/reminder.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';
import { asDecided, type DecidedReminder, done } from './decided-reminder.ts';

export async function decideRollReminder(
  reminder: Reminder,
  personRef: string,
  today: LocalDate,
  { roll, policies }: { roll: RollStore; policies: PolicyStore },
): Promise<DecidedReminder> {
  const { region, coverageYear, said, lastDay, daysBefore } = reminder;
  const { paidYears, openYears, identities, contact, stopped } = await roll.standingOf(personRef, today);
  if (stopped) return done(reminder, 'stop_list');
  if (openYears.includes(coverageYear)) return leaveToCase(reminder, today);
  const policy = await policies.asOf(region, coverageYear, today);
  if (!policy) return done(reminder, 'no_policy');
  const request = { region, coverageYear, asOf: today, paidYears, identities, ...said };
  const decision = decideDue({ occasion: 'period', lastDay, daysBefore }, request, policy);
  const recipient = contact && { ref: personRef, sealed: contact.sealed, stopped };
  return asDecided(reminder, decision, recipient, (matter) =>
    writeReminder({ ...matter, name: contact?.maskedName ?? '', guidance: guidanceOf(policy.table) }),
  );
}

/** Nobody is told the same by the region and by a case; a case that ends without cover leaves the next step. */
function leaveToCase(reminder: Reminder, today: LocalDate): DecidedReminder {
  const next = nextStep(reminder.occasion, reminder.lastDay, today);
  if (!next) return done(reminder, 'own_case');
  return { reminder, change: { state: 'planned', lastDay: reminder.lastDay, ...next } };
}
