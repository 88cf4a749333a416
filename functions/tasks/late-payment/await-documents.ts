/** State "AwaitDocuments": the applicant is told what to bring, and the case waits for it. */

import { latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { LATE_PAYMENT_OPENINGS } from '../../cases/late-payment/waits.ts';
import { askForDocuments } from '../../cases/open-wait.ts';
import { writeDocumentsRequested } from '../../notices/documents-requested.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { openReminderStore } from '../../store/messages/reminder-store.ts';
import { waitEventSchema } from '../case/event.ts';
import { lastOpinion } from '../case/last-opinion.ts';
import { openWaitOf } from '../case/open-wait.ts';
import { knownRequest } from '../case/requested-documents.ts';
import { planDocumentsReminder } from '../reminders/plan-for-case.ts';
import { noticedCase } from './noticed-case.ts';
import { LATE_PAYMENT_TURNS } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'NOTICES_TABLE', 'REMINDERS_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, latePaymentCaseSchema);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);
const reminders = openReminderStore(client, tables.REMINDERS_TABLE);

export const handler = taskHandler(waitEventSchema, async (event) => {
  const waiting = await openWaitOf(
    cases,
    event,
    LATE_PAYMENT_OPENINGS[LATE_PAYMENT_TURNS.AwaitDocuments],
    askForDocuments,
  );
  // A case can be returned more than once: each last day is an occasion of its own.
  const requested = knownRequest(waiting);
  const notice = writeDocumentsRequested(noticedCase(waiting), requested, lastOpinion(waiting));
  await notices.put({
    caseId: event.caseId,
    occasion: `documents_requested_${requested.until}`,
    at: event.at,
    ...notice,
  });
  await planDocumentsReminder(reminders, waiting, event.at);
});
