/**
 * Only for executions of releases up to 0.1.1, whose state machine has the state "RemindToPay": their wait for the
 * payment timed out, and the case says what that means. The reminder itself is the daily run's, made a little earlier.
 */
import { z } from 'zod';
import { caseSchema } from '../../cases/case.ts';
import { type LatePaymentCase, latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { remindToPay } from '../../cases/late-payment/notify.ts';
import { lastDayOfCase, waitUntil } from '../../cases/late-payment/payment-days.ts';
import { REMIND_TO_PAY } from '../../domain/reminder/steps.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openRollStore } from '../../store/ledger/roll-store.ts';
import { takeFromLedger } from '../../store/ledger/take-payment.ts';
import { openOutboxStore } from '../../store/messages/outbox-store.ts';
import { openReminderStore } from '../../store/messages/reminder-store.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { changeByStep, loadCase } from '../case/change-case.ts';
import { instantSchema, taskEventSchema } from '../case/event.ts';
import { paymentOccasion } from '../reminders/plan-for-case.ts';
import { remindNow } from '../reminders/remind-now.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE', 'POLICIES_TABLE', 'REMINDERS_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, latePaymentCaseSchema);
const reminding = {
  cases: openCaseStore(client, tables.CASES_TABLE, caseSchema),
  ledger: openLedgerStore(client, tables.LEDGER_TABLE),
  roll: openRollStore(client, tables.LEDGER_TABLE),
  policies: openPolicyStore(client, tables.POLICIES_TABLE),
  reminders: openReminderStore(client, tables.REMINDERS_TABLE),
  outbox: openOutboxStore(client, tables.NOTICES_TABLE),
};

const outcomeSchema = z.strictObject({
  outcome: z.enum(['wait_on', 'window_over', 'withdrawn', 'paid']),
  waitUntil: instantSchema,
});

export const handler = stepHandler(taskEventSchema, outcomeSchema, async ({ caseId, at }) => {
  await takeFromLedger(await loadCase(cases, caseId), at, reminding);
  const seen = await changeByStep(cases, caseId, (current) => remindToPay(current, at));
  const outcome = outcomeOf(seen);
  if (outcome === 'wait_on') {
    const { region, coverageYear } = seen;
    const step = { occasion: paymentOccasion(seen), lastDay: lastDayOfCase(seen), daysBefore: REMIND_TO_PAY };
    await remindNow({ subject: caseId, region, coverageYear, ...step }, at, reminding);
  }
  return { outcome, waitUntil: waitUntil(seen) };
});

function outcomeOf({ state }: LatePaymentCase): 'wait_on' | 'window_over' | 'withdrawn' | 'paid' {
  if (state === 'awaiting_payment') return 'wait_on';
  if (state === 'unpaid') return 'window_over';
  return state === 'withdrawn' ? 'withdrawn' : 'paid';
}
