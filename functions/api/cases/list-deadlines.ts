import { z } from 'zod';
import { CASE_KINDS, WAIT_KINDS } from '../../cases/case.ts';
import { addDays, dateOfInstant, localDateSchema } from '../../domain/calendar.ts';
import { pageQuery, regionsToRead } from '../http/listing.ts';
import { defineRoute, invalidRequest, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { FIRST_DAY } from './case-filter.ts';
import { caseSummarySchema, summarizeCase } from './case-view.ts';

const waitedFor = z.enum([...WAIT_KINDS, 'parked']);

/** A calendar of three months. */
const MOST_DAYS = 100;

export const countDeadlines = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/deadlines',
  operation: 'countDeadlines',
  summary: `How many cases wait until each day, by kind and by whom they wait for; at most ${MOST_DAYS} days.`,
  roles: ['caseworker', 'approver', 'auditor'],
  params: NO_PARAMETERS,
  query: z.strictObject({ region: pageQuery.region, from: localDateSchema, to: localDateSchema }),
  body: NO_BODY,
  answer: z.object({
    counts: z.array(z.object({ day: z.string(), kind: z.string(), waitingFor: z.string(), count: z.int() })),
    more: z.boolean().meta({ description: 'There are more than were counted' }),
    /** Cases whose day was before today, whatever days were asked for. */
    overdue: z.int(),
  }),
  problems: ['region_not_allowed'],
  async handle({ query: { region, from, to }, caller, at }, { cases, policies }) {
    if (to < from) throw invalidRequest([{ path: 'to', message: `不能早于 from(${from})` }]);
    if (to > addDays(from, MOST_DAYS)) throw invalidRequest([{ path: 'to', message: `最多 ${MOST_DAYS} 天` }]);
    const regions = await regionsToRead(caller, region, policies);
    const yesterday = addDays(dateOfInstant(at), -1);
    const [counted, over] = await Promise.all([
      cases.countDue(regions, { from, to }),
      cases.countDue(regions, { from: FIRST_DAY, to: yesterday }),
    ]);
    const overdue = over.counts.reduce((sum, { count }) => sum + count, 0);
    return { status: 200, body: { ...counted, overdue } };
  },
});

export const listDeadlines = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/deadlines/{day}',
  operation: 'listDeadlines',
  summary: 'The cases that wait until a day, whoever has to act.',
  roles: ['caseworker', 'approver', 'auditor'],
  params: z.strictObject({ day: localDateSchema }),
  query: z.strictObject({
    kind: z.enum(CASE_KINDS, `应为以下之一：${CASE_KINDS.join('、')}`).optional(),
    /** `all`: also those that waited until a day before. */
    before: z.literal('all', 'before 应为 all').optional(),
    ...pageQuery,
  }),
  body: NO_BODY,
  answer: z.object({
    cases: z.array(caseSummarySchema.extend({ waitingFor: waitedFor })),
    cursor: z.string().nullable(),
  }),
  problems: ['region_not_allowed'],
  async handle({ params: { day }, query, caller }, { cases, policies }) {
    const { region, kind, before, cursor, limit } = query;
    const regions = await regionsToRead(caller, region, policies);
    const page = await cases.due({ regions, days: { from: before ? FIRST_DAY : day, to: day }, kind, cursor, limit });
    const listed = page.cases.map((one) => ({
      ...summarizeCase(one),
      waitingFor: one.wait?.kind ?? ('parked' as const),
    }));
    return { status: 200, body: { cases: listed, cursor: page.cursor } };
  },
});
