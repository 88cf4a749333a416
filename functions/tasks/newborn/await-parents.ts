/** State "AwaitParents": keeps the token that a registration, a payment or any other event completes. */

import { newbornCaseSchema } from '../../cases/newborn/case.ts';
import { NEWBORN_OPENINGS } from '../../cases/newborn/waits.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWaitOf } from '../case/open-wait.ts';
import { NEWBORN_TURNS } from './outcomes.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, newbornCaseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWaitOf(cases, event, NEWBORN_OPENINGS[NEWBORN_TURNS.AwaitParents]);
});
