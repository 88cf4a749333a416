/** Reminders of a case: they are about what the case waits for, and end with the wait. */

import type { Case } from '../../cases/case.ts';
import type { LatePaymentCase } from '../../cases/late-payment/case.ts';
import { noticesIssued } from '../../cases/late-payment/notify.ts';
import { lastDayOfCase } from '../../cases/late-payment/payment-days.ts';
import { addDays, dateOfInstant, type LocalDate } from '../../domain/calendar.ts';
import { planPayment, sameResult } from '../../domain/late-payment/payment-plan.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { decideDue } from '../../domain/reminder/decide-due.ts';
import { nextStep, type ReminderOccasion, stepName } from '../../domain/reminder/steps.ts';
import { type Filled, fillNotice, need } from '../../notices/filled.ts';
import { guidanceOf } from '../../notices/guidance.ts';
import { writePaymentReminder } from '../../notices/payment-reminder.ts';
import { writeDocumentsReminder } from '../../notices/reminders/documents-reminder.ts';
import { writeReminder } from '../../notices/reminders/write-reminder.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import type { LedgerStore } from '../../store/ledger/ledger-store.ts';
import { takeFromLedger } from '../../store/ledger/take-payment.ts';
import type { Reminder } from '../../store/messages/reminder.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';
import { policyByDay } from '../case/policy-by-day.ts';
import { noticedCase } from '../late-payment/noticed-case.ts';
import type { Recipient } from '../outbox/recipients.ts';
import { decideParents } from './decide-newborn-reminder.ts';
import { asDecided, type DecidedReminder, done } from './decided-reminder.ts';
import { type LookUpSources, lookUp, whySilent } from './look-up.ts';
import { postponedUntil } from './postponed-until.ts';

export interface ReminderSources extends LookUpSources {
  cases: CaseStore<Case>;
  ledger: LedgerStore;
  policies: PolicyStore;
}

/** @param at ISO instant */
export async function decideCaseReminder(
  reminder: Reminder,
  at: string,
  sources: ReminderSources,
): Promise<DecidedReminder> {
  const today = dateOfInstant(at);
  const lookedUp = await lookUp(reminder.subject, sources);
  const why = whySilent(reminder, lookedUp);
  const { found, recipient } = lookedUp;
  if (why !== null || !found || !recipient) return done(reminder, why ?? 'no_case');
  // Whoever has paid is not asked: what lies in the ledger confirms the case instead, which the minute's healing wakes.
  if (await takeFromLedger(found, at, sources)) return done(reminder, 'paid');
  if (reminder.occasion === 'documents') return decideDocuments(reminder, found, recipient, today, sources);
  if (found.kind === 'newborn') return decideParents(reminder, found, recipient, today, sources.policies);
  if (found.kind !== 'late-payment') return done(reminder, 'not_awaited');
  const policyOn = await policyByDay(sources.policies, found);
  return reminder.occasion === 'exit_window'
    ? decideExitWindow(reminder, found, recipient, today, policyOn(today))
    : decidePayment(reminder, found, recipient, today, policyOn);
}

async function decideDocuments(
  reminder: Reminder,
  found: Case,
  recipient: Recipient,
  today: LocalDate,
  { policies }: ReminderSources,
): Promise<DecidedReminder> {
  const { requested, caseId, person, region, coverageYear } = found;
  if (!requested) return done(reminder, 'not_awaited');
  const policy = await policies.asOf(region, coverageYear, today);
  const write = (): Filled =>
    writeDocumentsReminder({
      caseId,
      name: person.masked.name,
      requested,
      guidance: policy && guidanceOf(policy.table),
    });
  return remindOf(
    reminder,
    { occasion: 'documents', lastDay: requested.until, noticesIssued: 1 },
    today,
    recipient,
    write,
  );
}

/** The last day is the noticed one, or a later one where a newer table gives the same result up to it. */
function decidePayment(
  reminder: Reminder,
  found: LatePaymentCase,
  recipient: Recipient,
  today: LocalDate,
  policyOn: (day: LocalDate) => PolicyVersion,
): DecidedReminder {
  const { facts, plan } = found;
  if (!plan) return done(reminder, 'not_awaited');
  const held = postponedUntil(reminder, facts, today, policyOn(today));
  if (held) return asDecided(reminder, held, recipient, () => ({ ok: false, missing: [] }));
  const now = planPayment(facts, today, policyOn);
  const later = now.outcome === 'pay' && sameResult(now.assessment, plan.assessment) ? now.payBy : null;
  const noticed = lastDayOfCase(found);
  const lastDay = later !== null && later > noticed ? later : noticed;
  const write = (): Filled =>
    fillNotice(() => {
      need(plan.assessment.amounts.payable, '应缴金额');
      return writePaymentReminder(noticedCase({ ...found, plan: { ...plan, payBy: lastDay } }));
    });
  const about = { occasion: 'payment_notice' as const, lastDay, noticesIssued: noticesIssued(found) };
  return remindOf(reminder, about, today, recipient, write);
}

function decideExitWindow(
  reminder: Reminder,
  found: LatePaymentCase,
  recipient: Recipient,
  today: LocalDate,
  policy: PolicyVersion,
): DecidedReminder {
  const { region, coverageYear, lastDay, daysBefore, said } = reminder;
  const { identities, exit, channel } = found.facts;
  const request = { region, coverageYear, asOf: today, identities, exit, channel, ...said };
  const decision = decideDue({ occasion: 'exit_window', lastDay, daysBefore }, request, policy);
  const write = (matter: Extract<typeof decision, { action: 'send' }>['matter']): Filled =>
    writeReminder({ ...matter, name: found.person.masked.name, guidance: guidanceOf(policy.table) });
  return asDecided(reminder, decision, recipient, write, noticesIssued(found));
}

/** A reminder whose last day the case itself says. */
function remindOf(
  reminder: Reminder,
  about: {
    occasion: Extract<ReminderOccasion, 'documents' | 'payment_notice'>;
    lastDay: LocalDate;
    noticesIssued: number;
  },
  today: LocalDate,
  recipient: Recipient,
  write: () => Filled,
): DecidedReminder {
  const { occasion, lastDay } = about;
  if (today > lastDay) return done(reminder, 'over');
  const moved = lastDay === reminder.lastDay ? null : nextStep(occasion, lastDay, addDays(today, -1));
  if (moved && moved.dueOn > today) return { reminder, change: { state: 'planned', lastDay, ...moved } };
  const next = nextStep(occasion, lastDay, today);
  const daysBefore = moved?.daysBefore ?? reminder.daysBefore;
  return {
    reminder,
    change: next ? { state: 'planned', lastDay, ...next } : { state: 'sent' },
    message: { occasion: stepName(occasion, lastDay, daysBefore, about.noticesIssued), filled: write(), recipient },
  };
}
