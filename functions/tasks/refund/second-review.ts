/** State "SecondReview": another person looks again; who that may be is kept by the condition of the decision. */

import { refundCaseSchema } from '../../cases/refund/case.ts';
import { refuseOutdated } from '../../cases/steps.ts';
import { dateOfInstant, workingDaysAfter } from '../../domain/calendar.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { DECISION_WORKING_DAYS } from '../case/deadlines.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWait } from '../case/open-wait.ts';
import { REFUND_TURNS } from './outcomes.ts';
import { reviewSummary } from './review-summary.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, refundCaseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWait(cases, event, {
    kind: REFUND_TURNS.SecondReview,
    opener: 'SecondReview',
    from: [],
    state: 'awaiting_second_review',
    refuse: refuseOutdated,
    due: () => workingDaysAfter(dateOfInstant(event.at), DECISION_WORKING_DAYS),
    ask: reviewSummary,
  });
});
