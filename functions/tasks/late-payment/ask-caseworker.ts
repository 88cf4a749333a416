/** State "AskCaseworker": a task with every question that the table leaves open, each with its clause. */
import { dateOfInstant, workingDaysAfter } from '../../domain/calendar.ts';
import { openQuestions } from '../../domain/settlement.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import type { Ask, Case } from '../../store/case.ts';
import { openCaseStore } from '../../store/case-store.ts';
import { openDocumentClient } from '../../store/document-client.ts';
import { CaseStateError } from '../errors.ts';
import { DECISION_WORKING_DAYS } from './deadlines.ts';
import { waitEventSchema } from './event.ts';
import { openWait } from './open-wait.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWait(cases, event, {
    kind: 'decision',
    opener: 'AskCaseworker',
    from: ['assessing'],
    state: 'awaiting_decision',
    due: () => workingDaysAfter(dateOfInstant(event.at), DECISION_WORKING_DAYS),
    ask: questionsOf,
  });
});

function questionsOf({ plan, settlement }: Case): Ask {
  if (!plan) throw new CaseStateError('nothing was assessed yet');
  return openQuestions(plan.assessment, settlement);
}
