/** The year after the last one that is paid: what it costs and until when, and that the parents are reminded of it. */

import type { NewbornCase } from '../../cases/newborn/case.ts';
import { coveredYears } from '../../cases/newborn/pay.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import { assessReminder } from '../../domain/reminder/assess.ts';
import { lastDayOfRegion } from '../../domain/reminder/decide-due.ts';
import { nextStep } from '../../domain/reminder/steps.ts';
import type { NextYear } from '../../notices/newborn/with-next-year.ts';
import { rollSubject } from '../../store/keys.ts';
import type { RollStore } from '../../store/ledger/roll-store.ts';
import type { ReminderStore } from '../../store/messages/reminder-store.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';

interface Stores {
  policies: Pick<PolicyStore, 'asOf'>;
  reminders: Pick<ReminderStore, 'plan'>;
  roll: Pick<RollStore, 'putGuardian'>;
}

/**
 * A case that stays open waits for a registration at most, for no other year: so the next one is followed from here on.
 * Null where nothing is covered. Done again it does the same.
 */
export async function followNextYear(told: NewbornCase, at: string, stores: Stores): Promise<NextYear | null> {
  const last = coveredYears(told).at(-1);
  if (!last) return null;
  const { region, person, parent, facts } = told;
  const coverageYear = last.coverageYear + 1;
  const contact = { sealed: parent.sealed, guardian: parent.ref, bornOn: facts.bornOn };
  await stores.roll.putGuardian(person.ref, { ...contact, maskedName: `${person.masked.name}的家长` }, at);
  const today = dateOfInstant(at);
  const policy = await stores.policies.asOf(region, coverageYear, today);
  if (!policy || policy.table.inForceFrom > today) return { coverageYear, lastDay: null, amount: null };
  const { bornOn, identities } = facts;
  const { deadline, quote, payableNow } = assessReminder(
    { region, coverageYear, asOf: today, bornOn, identities },
    policy,
  );
  // The roll of a region is planned once: a child that joins it later is planned for here.
  const ofAll = lastDayOfRegion(policy);
  const step = ofAll && nextStep('period', ofAll, today);
  if (ofAll && step) {
    const subject = rollSubject(region, coverageYear, person.ref);
    const planned = { subject, occasion: 'period' as const, region, coverageYear, lastDay: ofAll, ...step };
    await stores.reminders.plan({ ...planned, plannedAt: at });
  }
  const isAhead = deadline !== null && deadline >= today;
  return { coverageYear, lastDay: isAhead ? deadline : null, amount: payableNow || isAhead ? quote.payable : null };
}
