/** State "AskCaseworker" of every kind: a task with every question that the tables leave open, each with its clause. */
import { askDesk } from '../../cases/ask-desk.ts';
import { caseSchema } from '../../cases/case.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { changeCase } from './change-case.ts';
import { waitEventSchema } from './event.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, caseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await changeCase(cases, event.caseId, (current) => askDesk(current, event));
});
