/** State "AwaitDocuments": the applicant is told what to bring, and the case waits for it. */
import { writeDocumentsRequested } from '../../notices/documents-requested.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/case-store.ts';
import { openDocumentClient } from '../../store/document-client.ts';
import { type LatePaymentCase, latePaymentCaseSchema } from '../../store/late-payment-case.ts';
import { openNoticeStore } from '../../store/notice-store.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWait } from '../case/open-wait.ts';
import { CaseStateError } from '../errors.ts';
import { noticedCase } from './noticed-case.ts';

const tables = readConfiguration(['CASES_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, latePaymentCaseSchema);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

export const handler = taskHandler(waitEventSchema, async (event) => {
  const waiting = await openWait(cases, event, {
    kind: 'documents',
    opener: 'AwaitDocuments',
    from: [],
    state: 'awaiting_documents',
    due: (current) => requestOf(current).until,
    ask: (current) => ({ reviews: [], confirmations: [], documents: requestOf(current).documents }),
  });
  // A case can be returned more than once: each last day is an occasion of its own.
  const requested = requestOf(waiting);
  const notice = writeDocumentsRequested(noticedCase(waiting), requested);
  await notices.put({
    caseId: event.caseId,
    occasion: `documents_requested_${requested.until}`,
    at: event.at,
    ...notice,
  });
});

function requestOf({ requested }: LatePaymentCase): NonNullable<LatePaymentCase['requested']> {
  if (!requested) throw new CaseStateError('nobody said what the applicant has to bring');
  return requested;
}
