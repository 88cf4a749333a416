/** State "RemindParents": one reminder for the planned days that have come, each day once. */

import { newbornCaseSchema } from '../../cases/newborn/case.ts';
import { remindParents } from '../../cases/newborn/tell.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import { writeNewbornReminder } from '../../notices/newborn/newborn-reminder.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { changeCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { noticedChild, planOf } from './current-child.ts';
import { NEWBORN_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, newbornCaseSchema);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

export const handler = stepHandler(taskEventSchema, NEWBORN_OUTCOMES.RemindParents, async ({ caseId, at }) => {
  const today = dateOfInstant(at);
  const reminded = await changeCase(cases, caseId, (current) => remindParents(current, at));
  const occasion = `newborn_reminder_${planOf(reminded).remindFor.at(-1) ?? today}`;
  const notice = writeNewbornReminder(noticedChild(reminded), today, reminded.covered !== undefined);
  await notices.put({ caseId, occasion, at, ...notice });
  return { reminded: true };
});
