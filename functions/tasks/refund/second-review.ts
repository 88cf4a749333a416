/** State "SecondReview": another person looks again; who that may be is kept by the condition of the decision. */

import { refundCaseSchema } from '../../cases/refund/case.ts';
import { REFUND_OPENINGS } from '../../cases/refund/waits.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWait } from '../case/open-wait.ts';
import { REFUND_TURNS } from './outcomes.ts';
import { reviewSummary } from './review-summary.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, refundCaseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWait(cases, event, REFUND_OPENINGS[REFUND_TURNS.SecondReview], reviewSummary);
});
