/** State "RemindToPay": the wait for the payment timed out; the case says what that means. */

import { type LatePaymentCase, latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { remindToPay } from '../../cases/late-payment/notify.ts';
import { waitUntil } from '../../cases/late-payment/payment-days.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import { writePaymentReminder } from '../../notices/payment-reminder.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { changeCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { noticedCase, noticeOf } from './noticed-case.ts';
import { LATE_PAYMENT_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, latePaymentCaseSchema);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

export const handler = stepHandler(taskEventSchema, LATE_PAYMENT_OUTCOMES.RemindToPay, async ({ caseId, at }) => {
  const today = dateOfInstant(at);
  const seen = await changeCase(cases, caseId, (current) => remindToPay(current, at));
  const outcome = outcomeOf(seen);
  if (outcome === 'wait_on') {
    await notices.put({
      caseId,
      occasion: noticeOf(seen, 'payment_reminder'),
      at,
      ...writePaymentReminder(noticedCase(seen)),
    });
  }
  return { outcome, waitUntil: waitUntil(seen, today) };
});

function outcomeOf({ state }: LatePaymentCase): 'wait_on' | 'window_over' | 'withdrawn' | 'paid' {
  if (state === 'awaiting_payment') return 'wait_on';
  if (state === 'unpaid') return 'window_over';
  return state === 'withdrawn' ? 'withdrawn' : 'paid';
}
