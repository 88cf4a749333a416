/** State "AskCaseworker": a task with every question that the table leaves open, each with its clause. */

import type { Ask } from '../../cases/case-base.ts';
import { type RefundCase, refundCaseSchema } from '../../cases/refund/case.ts';
import { refuseOutdated } from '../../cases/steps.ts';
import { dateOfInstant, workingDaysAfter } from '../../domain/calendar.ts';
import { openQuestions } from '../../domain/settlement.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { DECISION_WORKING_DAYS } from '../case/deadlines.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWait } from '../case/open-wait.ts';
import { CaseStateError } from '../errors.ts';
import { REFUND_TURNS } from './outcomes.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, refundCaseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWait(cases, event, {
    kind: REFUND_TURNS.AskCaseworker,
    opener: 'AskCaseworker',
    from: ['assessing'],
    state: 'awaiting_decision',
    refuse: refuseOutdated,
    due: () => workingDaysAfter(dateOfInstant(event.at), DECISION_WORKING_DAYS),
    ask: questionsOf,
  });
});

function questionsOf({ plan, settlement }: RefundCase): Ask {
  if (!plan) throw new CaseStateError('the ground was not checked yet');
  return openQuestions(plan.assessment, settlement);
}
