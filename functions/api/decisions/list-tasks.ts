import { z } from 'zod';
import { CASE_KINDS } from '../../cases/case.ts';
import { describeTask, TASK_KIND_NAMES } from '../cases/case-parts.ts';
import { summarizeCase, taskListEntrySchema } from '../cases/case-view.ts';
import { pageQuery, regionsToRead } from '../http/listing.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { rowOfToday } from './as-of-today.ts';

export const listTasksRoute = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/tasks',
  operation: 'listTasks',
  summary: "The open tasks of the caller's regions, least time left first.",
  roles: ['caseworker', 'approver', 'auditor'],
  params: NO_PARAMETERS,
  query: z.strictObject({
    kind: z.enum(CASE_KINDS, `应为以下之一:${CASE_KINDS.join('、')}`).optional(),
    task: z.enum(TASK_KIND_NAMES, `应为以下之一:${TASK_KIND_NAMES.join('、')}`).optional(),
    batch: z
      .string()
      .regex(/^B[0-9A-F]{20}$/, '应为批次号,形如 B0123456789ABCDEF0123')
      .optional(),
    ...pageQuery,
  }),
  body: NO_BODY,
  answer: z.object({ tasks: z.array(taskListEntrySchema), cursor: z.string().nullable() }),
  problems: ['region_not_allowed'],
  async handle({ query, caller, at }, { cases, policies, ledger }) {
    const regions = await regionsToRead(caller, query.region, policies);
    const { kind, task: taskKind, batch: batchId, cursor, limit } = query;
    const page = await cases.tasks({ regions, kind, task: taskKind, batchId, cursor, limit });
    const rows = await Promise.all(page.cases.map((found) => rowOfToday(found, at, { policies, ledger })));
    const tasks = rows.flatMap((shown) => {
      const task = describeTask(shown);
      return task ? [{ ...task, case: summarizeCase(shown) }] : [];
    });
    return { status: 200, body: { tasks, cursor: page.cursor } };
  },
});
