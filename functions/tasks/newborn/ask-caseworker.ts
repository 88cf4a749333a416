/** State "AskCaseworker": a task with every question that the table leaves open, each with its clause. */

import { newbornCaseSchema } from '../../cases/newborn/case.ts';
import { dateOfInstant, workingDaysAfter } from '../../domain/calendar.ts';
import { openNewbornQuestions } from '../../domain/newborn/questions.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { DECISION_WORKING_DAYS } from '../case/deadlines.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWait } from '../case/open-wait.ts';
import { planOf, refuseUnplanned } from './current-child.ts';
import { NEWBORN_TURNS } from './outcomes.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, newbornCaseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWait(cases, event, {
    kind: NEWBORN_TURNS.AskCaseworker,
    opener: 'AskCaseworker',
    from: ['assessing'],
    state: 'awaiting_decision',
    refuse: refuseUnplanned,
    due: () => workingDaysAfter(dateOfInstant(event.at), DECISION_WORKING_DAYS),
    ask: (current) => {
      const { facts, settlement } = current;
      return openNewbornQuestions(planOf(current).assessment, settlement, facts.registeredOn !== undefined);
    },
  });
});
