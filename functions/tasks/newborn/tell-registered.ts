/** State "TellRegistered": benefits from birth, and what comes next. */

import { newbornCaseSchema } from '../../cases/newborn/case.ts';
import { tellRegistered } from '../../cases/newborn/tell.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import { writeNewbornRegistered } from '../../notices/newborn/newborn-registered.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { changeByStep } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { noticedChild } from './current-child.ts';
import { NEWBORN_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, newbornCaseSchema);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

export const handler = stepHandler(taskEventSchema, NEWBORN_OUTCOMES.TellRegistered, async ({ caseId, at }) => {
  const told = await changeByStep(cases, caseId, (current) => tellRegistered(current, at));
  const notice = writeNewbornRegistered(noticedChild(told), dateOfInstant(at), told.covered !== undefined);
  await notices.put({ caseId, occasion: 'newborn_registered', at, ...notice });
  return { told: true };
});
