/**
 * State "AwaitPayment": keeps the token that the tax office's confirmation completes, and plans the reminder of the last
 * day. A new execution that takes the wait over plans it too: a case of an earlier release has none yet.
 */

import { latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { LATE_PAYMENT_OPENINGS } from '../../cases/late-payment/waits.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openReminderStore } from '../../store/messages/reminder-store.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWaitOf } from '../case/open-wait.ts';
import { planPaymentReminder } from '../reminders/plan-for-case.ts';
import { LATE_PAYMENT_TURNS } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'REMINDERS_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, latePaymentCaseSchema);
const reminders = openReminderStore(client, tables.REMINDERS_TABLE);

export const handler = taskHandler(waitEventSchema, async (event) => {
  const waiting = await openWaitOf(cases, event, LATE_PAYMENT_OPENINGS[LATE_PAYMENT_TURNS.AwaitPayment]);
  await planPaymentReminder(reminders, waiting, event.at);
});
