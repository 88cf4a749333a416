/**
 * State "SendDue": one slice of the reminders that are due, page by page. The policy in force decides each reminder.
 * Its message goes into the outbox once, and the page goes to the channel. Only then the reminders move on. So a run
 * that was interrupted finds them again, and the outbox sends no message a second time.
 */

import { caseSchema } from '../../cases/case.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import { stepName } from '../../domain/reminder/steps.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { isTransient } from '../../runtime/errors.ts';
import { describeError, writeLog } from '../../runtime/logger.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { withConcurrency } from '../../runtime/with-concurrency.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { personOfSubject } from '../../store/keys.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openRollStore } from '../../store/ledger/roll-store.ts';
import type { Reminder } from '../../store/messages/reminder.ts';
import { openReminderStore } from '../../store/messages/reminder-store.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { attemptUntil } from '../outbox/attempt.ts';
import { deliverMessages } from '../outbox/deliver-messages.ts';
import { openChannels } from '../outbox/open-channels.ts';
import { openPhoneWishes } from '../outbox/phone-wishes.ts';
import { decideCaseReminder } from './decide-case-reminder.ts';
import { decideRollReminder } from './decide-roll-reminder.ts';
import { type DecidedReminder, done } from './decided-reminder.ts';
import { REMINDERS_OUTCOMES } from './outcomes.ts';
import { putReminder } from './put-reminder.ts';
import { at as atSchema, sliceSchema } from './run-event.ts';

const configuration = readConfiguration([
  'CASES_TABLE',
  'LEDGER_TABLE',
  'NOTICES_TABLE',
  'POLICIES_TABLE',
  'REMINDERS_TABLE',
  'PERSON_SECRET_ARN',
  'GATEWAY_SECRET_ARN',
  'GATEWAY_URL',
  'QUIET_HOURS',
]);
const client = openDocumentClient();
const reminders = openReminderStore(client, configuration.REMINDERS_TABLE);
const channels = openChannels(client, configuration);
const sources = {
  cases: openCaseStore(client, configuration.CASES_TABLE, caseSchema),
  ledger: openLedgerStore(client, configuration.LEDGER_TABLE),
  roll: openRollStore(client, configuration.LEDGER_TABLE),
  policies: openPolicyStore(client, configuration.POLICIES_TABLE),
};

const byPhone = openPhoneWishes(channels.identity, sources.roll);

const PAGE = 100;
const AT_A_TIME = 16;
/** Of real time; what is left is the next invocation's. */
const BUDGET_MS = 25_000;

const eventSchema = sliceSchema.extend({ at: atSchema });

export const handler = stepHandler(eventSchema, REMINDERS_OUTCOMES.SendDue, async ({ day, shard, at }) => {
  const counts = { due: 0, put: 0, sent: 0 };
  const started = performance.now();
  let next: Record<string, unknown> | null = null;
  do {
    const page = await reminders.due(day, shard, PAGE, next);
    const { put, sent } = await sendPage(page.reminders, at);
    counts.due += page.reminders.length;
    counts.put += put;
    counts.sent += sent;
    next = page.next;
  } while (next !== null && performance.now() - started < BUDGET_MS);
  return { ...counts, more: next !== null };
});

async function sendPage(due: readonly Reminder[], at: string): Promise<{ put: number; sent: number }> {
  const decided = await withConcurrency(due, AT_A_TIME, async (reminder) => heed(await decide(reminder, at)));
  const put = (
    await withConcurrency(decided, AT_A_TIME, (one) =>
      putReminder(one, { at, sendAfter: attemptUntil(at) }, channels.outbox),
    )
  ).flat();
  const { sent } = await deliverMessages(put, at, channels);
  await withConcurrency(decided, AT_A_TIME, ({ reminder, change }) => reminders.change(reminder, change));
  return { put: put.length, sent };
}

/** Whoever asked by a telephone's number for no reminders gets none. */
async function heed(decided: DecidedReminder): Promise<DecidedReminder> {
  const recipient = decided.message?.recipient;
  if (!recipient || recipient.stopped || !(await byPhone(recipient)).stopped) return decided;
  return done(decided.reminder, 'stop_list');
}

/** One that cannot be decided holds up none of the others: it becomes a dead letter. */
async function decide(reminder: Reminder, at: string): Promise<DecidedReminder> {
  const personRef = personOfSubject(reminder.subject);
  try {
    return personRef === null
      ? await decideCaseReminder(reminder, at, sources)
      : await decideRollReminder(reminder, dateOfInstant(at), sources);
  } catch (error) {
    if (isTransient(error)) throw error;
    writeLog('error', { message: 'reminder not decided', ...describeError(error) });
    const occasion = stepName(reminder.occasion, reminder.lastDay, reminder.daysBefore);
    const filled = { ok: false as const, missing: [`决定（${error instanceof Error ? error.name : 'error'}）`] };
    return { ...done(reminder, 'not_decided'), message: { occasion, filled, recipient: null } };
  }
}
