/** What the parents of a newborn are reminded of: to register the child, to pay for it, until which day. */

import type { NewbornCase } from '../../cases/newborn/case.ts';
import { addDays, type LocalDate } from '../../domain/calendar.ts';
import { assessNewborn } from '../../domain/newborn/assess.ts';
import { openNewbornQuestions } from '../../domain/newborn/questions.ts';
import { decideNewbornReminder } from '../../domain/newborn/reminder.ts';
import { stepName } from '../../domain/reminder/steps.ts';
import { fillNotice } from '../../notices/filled.ts';
import { guidanceOf } from '../../notices/guidance.ts';
import { writeNewbornReminder } from '../../notices/newborn/newborn-reminder.ts';
import type { Reminder } from '../../store/messages/reminder.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';
import { findChildPolicy } from '../newborn/child-policy.ts';
import { noticedChild } from '../newborn/current-child.ts';
import type { Recipient } from '../outbox/recipients.ts';
import { asDecided, type DecidedReminder, done } from './decided-reminder.ts';
import { postponedUntil } from './postponed-until.ts';

/** A person has the case: what is open is decided there before anybody is reminded. */
const IN_HAND: readonly NewbornCase['state'][] = ['checking_payment', 'opening_late_payment', 'parked'];

/** By the table in force today, with what was settled for this child. */
export async function decideParents(
  reminder: Reminder,
  found: NewbornCase,
  recipient: Recipient,
  today: LocalDate,
  policies: PolicyStore,
): Promise<DecidedReminder> {
  const { facts, settlement, plan, region, covered } = found;
  if (!plan || IN_HAND.includes(found.state)) return lookAgainTomorrow(reminder, today);
  const policy = (await findChildPolicy(policies, found, today)).on(today);
  const held = postponedUntil(reminder, facts, today, policy);
  if (held) return asDecided(reminder, held, recipient, () => ({ ok: false, missing: [] }));
  const { bornOn, registeredOn, identities } = facts;
  const assessment = assessNewborn({ region, bornOn, registeredOn, identities, asOf: today }, policy);
  const questions = openNewbornQuestions(assessment, settlement, registeredOn !== undefined);
  const child = { bornOn, registeredOn, covered: covered !== undefined };
  const decision = decideNewbornReminder(reminder, child, assessment, questions, today);
  switch (decision.action) {
    case 'later':
      return lookAgainTomorrow(reminder, today);
    case 'done':
      return done(reminder, decision.reason);
    case 'move':
      return { reminder, change: { state: 'planned', lastDay: decision.lastDay, ...decision.next } };
    case 'send': {
      const { lastDay, daysBefore, next } = decision;
      const told = { ...found, plan: { ...plan, assessment }, guidance: guidanceOf(policy.table) };
      const filled = fillNotice(() => writeNewbornReminder(noticedChild(told), today, child.covered));
      return {
        reminder,
        change: next ? { state: 'planned', lastDay, ...next } : { state: 'sent' },
        message: { occasion: stepName('newborn', lastDay, daysBefore), filled, recipient },
      };
    }
  }
}

function lookAgainTomorrow(reminder: Reminder, today: LocalDate): DecidedReminder {
  const { lastDay, daysBefore } = reminder;
  if (today >= lastDay) return done(reminder, 'over');
  return { reminder, change: { state: 'planned', lastDay, daysBefore, dueOn: addDays(today, 1) } };
}
