/** 统计: how much is open and finished, how long it took, which amounts, and what people had to say for the tables. */
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { readAsked, STATISTICS_READERS, statisticsQuery } from './asked.ts';
import { readStatistics, statisticsSchema } from './reckon.ts';

export const getStatistics = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/statistics',
  operation: 'getStatistics',
  summary:
    "Figures of the caller's regions, of a clerk's own cases or of a university's: open, overdue, received, finished, days, amounts, values that people supplied. Changes are counted within five minutes.",
  roles: STATISTICS_READERS,
  params: NO_PARAMETERS,
  query: statisticsQuery,
  body: NO_BODY,
  answer: statisticsSchema,
  problems: ['region_not_allowed'],
  async handle({ query, caller, at }, services) {
    const asked = await readAsked(query, { caller, at }, services);
    return { status: 200, body: await readStatistics(asked, at, services) };
  },
});
