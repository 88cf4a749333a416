import { z } from 'zod';
import { describeTask } from '../case-parts.ts';
import { summarizeCase, taskListEntrySchema } from '../case-view.ts';
import { pageQuery, regionsToRead } from '../listing.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../route.ts';
import type { ReadServices } from '../services.ts';

export const listTasks = defineRoute({
  method: 'GET',
  path: '/tasks',
  operation: 'listTasks',
  summary: "The open tasks of the caller's regions, least time left first.",
  roles: ['caseworker', 'approver', 'auditor'],
  params: NO_PARAMETERS,
  query: z.strictObject(pageQuery),
  body: NO_BODY,
  answer: z.object({ tasks: z.array(taskListEntrySchema), cursor: z.string().nullable() }),
  problems: ['region_not_allowed'],
  async handle({ query, caller }, { cases, policies }: ReadServices) {
    const regions = await regionsToRead(caller, query.region, policies);
    const page = await cases.tasks({ regions, cursor: query.cursor, limit: query.limit });
    const tasks = page.cases.flatMap((shown) => {
      const task = describeTask(shown);
      return task ? [{ ...task, case: summarizeCase(shown) }] : [];
    });
    return { status: 200, body: { tasks, cursor: page.cursor } };
  },
});
