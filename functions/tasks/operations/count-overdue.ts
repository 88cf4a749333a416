/** Every morning: how many tasks wait at desks beyond their day, for the alarm. The log gets the count and no case. */
import { z } from 'zod';
import { isTaskKind } from '../../cases/case.ts';
import { addDays, dateOfInstant, localDate } from '../../domain/calendar.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { writeLog } from '../../runtime/logger.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { atDesks, countDue } from '../../store/cases/due-lists.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';

const { CASES_TABLE, POLICIES_TABLE } = readConfiguration(['CASES_TABLE', 'POLICIES_TABLE']);
const client = openDocumentClient();
const policies = openPolicyStore(client, POLICIES_TABLE);
const due = countDue(client, CASES_TABLE, atDesks);

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
