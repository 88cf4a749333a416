/** Every morning: how many tasks wait at desks beyond their day, for the alarm. The log gets the count and no case. */
import { z } from 'zod';
import { addDays, dateOfInstant, localDate } from '../../domain/calendar.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { writeLog } from '../../runtime/logger.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { isTaskKind } from '../../store/case.ts';
import { openDocumentClient } from '../../store/document-client.ts';
import { countDue } from '../../store/due-lists.ts';
import { openPolicyStore } from '../../store/policy-store.ts';

const { CASES_TABLE, POLICIES_TABLE } = readConfiguration(['CASES_TABLE', 'POLICIES_TABLE']);
const client = openDocumentClient();
const policies = openPolicyStore(client, POLICIES_TABLE);
const due = countDue(client, CASES_TABLE);

const SINCE = localDate('2000-01-01');

const eventSchema = z.object({
  source: z.literal('canbao.overdue'),
  scheduledTime: z.iso.datetime({ offset: true }),
});

export const handler = taskHandler(eventSchema, async ({ scheduledTime }) => {
  const regions = [...new Set((await policies.list()).map(({ region }) => region))];
  const { counts } = await due(regions, { from: SINCE, to: addDays(dateOfInstant(scheduledTime), -1) });
  const atDesks = counts.filter(({ waitingFor }) => isTaskKind(waitingFor));
  const count = atDesks.reduce((sum, one) => sum + one.count, 0);
  writeLog('info', { message: 'overdue tasks', count });
  return { count };
});
