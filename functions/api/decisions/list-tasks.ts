import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import { assignedNow } from '../../cases/share.ts';
import type { Caller } from '../../runtime/caller.ts';
import type { PageRequest } from '../../store/cases/case-lists.ts';
import { can } from '../cases/can.ts';
import { amountFits, countSchema, narrowing, personAsked, untilYesterday } from '../cases/case-filter.ts';
import { describeTask, TASK_KIND_NAMES } from '../cases/case-parts.ts';
import { summarizeCase, taskListEntrySchema } from '../cases/case-view.ts';
import { listSorted, SORTED_ORDERS } from '../cases/sorted-list.ts';
import { pageQuery, regionsToRead } from '../http/listing.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { rowOfToday } from './as-of-today.ts';

const READERS = ['caseworker', 'approver', 'auditor'] as const;

/** All but the first only where the list is short. By amount as it was last decided. */
const TASK_ORDERS = ['due', ...SORTED_ORDERS] as const;

const taskFilter = {
  ...narrowing,
  task: z.enum(TASK_KIND_NAMES, `应为以下之一：${TASK_KIND_NAMES.join('、')}`).optional(),
  batch: z
    .string()
    .regex(/^B[0-9A-F]{20}$/, '应为批次号，形如 B0123456789ABCDEF0123')
    .optional(),
  /** `assigned`: only tasks that the caller has. `for`: only tasks that the caller can decide: of an approver, those that take a second pair of eyes. */
  assigned: z.literal('me', '只能查看本人认领的：assigned 应为 me').optional(),
  for: z.literal('me', '只能查看自己能办的：for 应为 me').optional(),
  order: z.enum(TASK_ORDERS, `应为以下之一：${TASK_ORDERS.join('、')}`).default('due'),
  region: pageQuery.region,
};
const taskFilterSchema = z.object(taskFilter);

export const listTasksRoute = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/tasks',
  operation: 'listTasks',
  summary:
    "The open tasks of the caller's regions, least time left first; if they are few, also by amount or by name as it is shown.",
  roles: READERS,
  params: NO_PARAMETERS,
  query: z.strictObject({ ...taskFilter, ...pageQuery }),
  body: NO_BODY,
  answer: z.object({ tasks: z.array(taskListEntrySchema), cursor: z.string().nullable() }),
  problems: ['region_not_allowed', 'case_not_found', 'list_too_long'],
  async handle({ query, caller, at }, { cases, policies, ledger }) {
    const regions = await regionsToRead(caller, query.region, policies);
    const { cursor, limit } = query;
    const personRef = await personAsked(query, caller, cases);
    const filter = readTaskFilter(query, caller, at);
    const read = (asked: Pick<PageRequest, 'cursor' | 'limit'>) =>
      cases.tasks({ regions, ...filter, personRef, ...asked });
    const { order } = query;
    const page = await (order === 'due'
      ? read({ cursor, limit })
      : listSorted(order, { regions, cursor, limit }, read, cases));
    const rows = await Promise.all(page.cases.map((found) => rowOfToday(found, at, { policies, ledger, cases })));
    const tasks = rows.flatMap((shown) => {
      const task = describeTask(shown);
      return task ? [{ ...task, case: summarizeCase(shown), notByYou: whyNotBy(caller, shown) }] : [];
    });
    const lookUp = personRef === undefined ? {} : { lookUp: { person: personRef, reason: 'list' } };
    return { status: 200, ...lookUp, body: { tasks, cursor: page.cursor } };
  },
});

export const countTasks = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/tasks/count',
  operation: 'countTasks',
  summary: 'How many tasks a list has.',
  roles: READERS,
  params: NO_PARAMETERS,
  query: z.strictObject(taskFilter),
  body: NO_BODY,
  answer: z.object({ counted: countSchema }),
  problems: ['region_not_allowed', 'case_not_found'],
  async handle({ query, caller, at }, { cases, policies }) {
    const regions = await regionsToRead(caller, query.region, policies);
    const personRef = await personAsked(query, caller, cases);
    const { fits, handledBy, ...counted } = readTaskFilter(query, caller, at);
    const lookUp = personRef === undefined ? {} : { lookUp: { person: personRef, reason: 'count' } };
    if (fits || handledBy) return { status: 200, ...lookUp, body: { counted: null } };
    const body = { counted: await cases.count.tasks({ regions, ...counted, personRef }) };
    return { status: 200, ...lookUp, body };
  },
});

/** As the store takes it. */
function readTaskFilter(query: z.output<typeof taskFilterSchema>, caller: Caller, at: string) {
  const { kind, task, batch: batchId, overdue, for: forMe, assigned } = query;
  const conditions = [
    amountFits(query),
    forMe && ((found: Case) => isFor(caller, found)),
    assigned && ((found: Case) => assignedNow(found)?.to === caller.sub),
  ].filter((one) => one !== undefined);
  const fits = conditions.length > 0 ? (found: Case) => conditions.every((holds) => holds(found)) : undefined;
  const between = overdue && untilYesterday(at);
  return { kind, task, batchId, between, fits, handledBy: query.handledBy && caller.sub };
}

/** Who has reviewed it before cannot do so again; and some take an approver. */
function whyNotBy(caller: Caller, found: Case): string | null {
  const { decideTask, approve } = can(found, caller);
  if (!decideTask.allowed) return decideTask.reason;
  return found.wait?.kind === 'second_review' ? approve.reason : null;
}

/** An approver's own work is what one person alone cannot finish. */
const isFor = (caller: Caller, found: Case): boolean =>
  whyNotBy(caller, found) === null &&
  (caller.role !== 'approver' || found.wait?.kind === 'second_review' || found.state === 'parked');
