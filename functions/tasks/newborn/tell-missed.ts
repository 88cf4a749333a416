/** State "TellMissed": the last day is over; what late means today. */

import { newbornCaseSchema } from '../../cases/newborn/case.ts';
import { tellMissed } from '../../cases/newborn/tell.ts';
import { writeNewbornMissed } from '../../notices/newborn/newborn-missed.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { changeByStep } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { knownPlanOf, noticedChild } from './current-child.ts';
import { NEWBORN_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, newbornCaseSchema);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

export const handler = stepHandler(taskEventSchema, NEWBORN_OUTCOMES.TellMissed, async ({ caseId, at }) => {
  const told = await changeByStep(cases, caseId, (current) => tellMissed(current, at));
  const { late, assessedOn } = knownPlanOf(told);
  const notice = writeNewbornMissed(noticedChild(told), late ? { assessment: late, on: assessedOn } : null);
  await notices.put({ caseId, occasion: 'newborn_missed', at, ...notice });
  return { told: true };
});
