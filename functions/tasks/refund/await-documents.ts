/** State "AwaitDocuments": the applicant is told what to bring, and the case waits for it. */

import { askForDocuments } from '../../cases/open-wait.ts';
import { refundCaseSchema } from '../../cases/refund/case.ts';
import { REFUND_OPENINGS } from '../../cases/refund/waits.ts';
import { writeDocumentsRequested } from '../../notices/documents-requested.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { waitEventSchema } from '../case/event.ts';
import { lastOpinion } from '../case/last-opinion.ts';
import { openWaitOf } from '../case/open-wait.ts';
import { knownRequest } from '../case/requested-documents.ts';
import { noticedRefund } from './noticed-refund.ts';
import { REFUND_TURNS } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, refundCaseSchema);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

export const handler = taskHandler(waitEventSchema, async (event) => {
  const { caseId, at } = event;
  const waiting = await openWaitOf(cases, event, REFUND_OPENINGS[REFUND_TURNS.AwaitDocuments], askForDocuments);
  // A case can be returned more than once: each last day is an occasion of its own.
  const requested = knownRequest(waiting);
  const notice = writeDocumentsRequested(noticedRefund(waiting), requested, lastOpinion(waiting));
  await notices.put({ caseId, occasion: `documents_requested_${requested.until}`, at, ...notice });
});
