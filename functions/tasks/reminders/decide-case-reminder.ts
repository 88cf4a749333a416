/** Reminders of a case: they are about what the case waits for, and end with the wait. */

import type { Case } from '../../cases/case.ts';
import type { LatePaymentCase } from '../../cases/late-payment/case.ts';
import { lastDayToPay } from '../../cases/late-payment/payment-days.ts';
import { addDays, type LocalDate } from '../../domain/calendar.ts';
import { planPayment, sameResult } from '../../domain/late-payment/payment-plan.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { assessReminder } from '../../domain/reminder/assess.ts';
import { type DueDecision, decideDue } from '../../domain/reminder/decide-due.ts';
import { nextStep, type ReminderStep, stepName } from '../../domain/reminder/steps.ts';
import { type Filled, fill, need } from '../../notices/filled.ts';
import { guidanceOf } from '../../notices/guidance.ts';
import { writePaymentReminder } from '../../notices/payment-reminder.ts';
import { writeDocumentsReminder } from '../../notices/reminders/documents-reminder.ts';
import { writeReminder } from '../../notices/reminders/write-reminder.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import type { RollStore } from '../../store/ledger/roll-store.ts';
import type { Reminder } from '../../store/messages/reminder.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';
import { policyByDay } from '../case/policy-by-day.ts';
import { noticedCase } from '../late-payment/noticed-case.ts';
import type { Recipient } from '../outbox/recipients.ts';
import { asDecided, type DecidedReminder, done } from './decided-reminder.ts';

interface Sources {
  cases: CaseStore<Case>;
  roll: RollStore;
  policies: PolicyStore;
}

export async function decideCaseReminder(
  reminder: Reminder,
  today: LocalDate,
  sources: Sources,
): Promise<DecidedReminder> {
  const found = await sources.cases.get(reminder.subject);
  if (!found) return done(reminder, 'no_case');
  const { ref, sealed } = found.person;
  const recipient: Recipient = { ref, sealed, stopped: (await sources.roll.standingOf(ref, today)).stopped };
  if (recipient.stopped) return done(reminder, 'stop_list');
  if (reminder.occasion === 'documents') return decideDocuments(reminder, found, recipient, today, sources);
  if (found.kind !== 'late-payment' || found.state !== 'awaiting_payment') return done(reminder, 'not_awaited');
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
  { policies }: Sources,
): Promise<DecidedReminder> {
  const { requested, caseId, person, region, coverageYear } = found;
  if (found.state !== 'awaiting_documents' || !requested) return done(reminder, 'not_awaited');
  const policy = await policies.asOf(region, coverageYear, today);
  const write = (): Filled =>
    writeDocumentsReminder({
      caseId,
      name: person.masked.name,
      requested,
      guidance: policy && guidanceOf(policy.table),
    });
  return remindOf(reminder, requested.until, today, recipient, write);
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
  const held = heldUntil(reminder, found, today, policyOn(today));
  if (held) return asDecided(reminder, held, recipient, () => ({ ok: false, missing: [] }));
  const now = planPayment(facts, today, policyOn);
  const later = now.outcome === 'pay' && sameResult(now.assessment, plan.assessment) ? now.payBy : null;
  const noticed = lastDayToPay(found);
  const lastDay = later !== null && later > noticed ? later : noticed;
  const write = (): Filled =>
    fill(() => {
      need(plan.assessment.amounts.payable, '应缴金额');
      return writePaymentReminder(noticedCase({ ...found, plan: { ...plan, payBy: lastDay } }));
    });
  return remindOf(reminder, lastDay, today, recipient, write);
}

/** Who says to have paid is not dunned while the record may still be on its way. */
function heldUntil(
  { said, region, coverageYear }: Reminder,
  { facts }: LatePaymentCase,
  asOf: LocalDate,
  policy: PolicyVersion,
): DueDecision | null {
  if (!said) return null;
  const { identities, exit } = facts;
  const { recordVisibleAfter: visible } = assessReminder(
    { region, coverageYear, asOf, identities, exit, ...said },
    policy,
  );
  if (visible === null) return { action: 'done', reason: 'record_never_visible' };
  return asOf <= visible ? { action: 'hold', until: addDays(visible, 1) } : null;
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
  return asDecided(reminder, decision, recipient, (matter) =>
    writeReminder({ ...matter, name: found.person.masked.name, guidance: guidanceOf(policy.table) }),
  );
}

/** A reminder whose last day the case itself says. */
function remindOf(
  reminder: Reminder,
  lastDay: LocalDate,
  today: LocalDate,
  recipient: Recipient,
  write: () => Filled,
): DecidedReminder {
  const { occasion, daysBefore } = reminder;
  if (today > lastDay) return done(reminder, 'over');
  const moved = lastDay === reminder.lastDay ? null : nextStep(occasion, lastDay, addDays(today, -1));
  if (moved && moved.dueOn > today) return { reminder, change: { state: 'planned', lastDay, ...moved } };
  const next: ReminderStep | null = nextStep(occasion, lastDay, today);
  return {
    reminder,
    change: next ? { state: 'planned', lastDay, ...next } : { state: 'sent' },
    message: { occasion: stepName(occasion, lastDay, moved?.daysBefore ?? daysBefore), filled: write(), recipient },
  };
}
