import { z } from 'zod';
import type { PageRequest } from '../../store/cases/case-lists.ts';
import { pageQuery, regionsToRead } from '../http/listing.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { caseFilter, countSchema, expectOrdered, personAsked, readCaseFilter } from './case-filter.ts';
import { caseSummarySchema, summarizeCase } from './case-view.ts';
import { listSorted } from './sorted-list.ts';

const READERS = ['caseworker', 'approver', 'auditor'] as const;

export const listCasesRoute = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/cases',
  operation: 'listCases',
  summary:
    "The cases of the caller's regions, newest or oldest first, by the day until which they wait, by amount, or, if they are few, by name as it is shown.",
  roles: READERS,
  params: NO_PARAMETERS,
  query: z.strictObject({ ...caseFilter, ...pageQuery }),
  body: NO_BODY,
  answer: z.object({ cases: z.array(caseSummarySchema), cursor: z.string().nullable() }),
  problems: ['region_not_allowed', 'case_not_found', 'list_too_long', 'order_not_ready'],
  async handle({ query, caller, at }, { cases, policies, statistics }) {
    const regions = await regionsToRead(caller, query.region, policies);
    const { cursor, limit } = query;
    const personRef = await personAsked(query, caller, cases);
    const { sorted, ...filter } = readCaseFilter(query, caller, at);
    await expectOrdered(filter.order, statistics);
    const read = (asked: Pick<PageRequest, 'cursor' | 'limit'>) =>
      cases.list({ regions, ...filter, personRef, ...asked });
    const page = await (sorted ? listSorted(sorted, { regions, cursor, limit }, read, cases) : read({ cursor, limit }));
    const lookUp = personRef === undefined ? {} : { lookUp: { person: personRef, reason: 'list' } };
    return { status: 200, ...lookUp, body: { cases: page.cases.map(summarizeCase), cursor: page.cursor } };
  },
});

export const countCasesRoute = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/cases/count',
  operation: 'countCases',
  summary: 'How many cases a list has.',
  roles: READERS,
  params: NO_PARAMETERS,
  query: z.strictObject(caseFilter),
  body: NO_BODY,
  answer: z.object({ counted: countSchema }),
  problems: ['region_not_allowed', 'case_not_found', 'order_not_ready'],
  async handle({ query, caller, at }, { cases, policies, statistics }) {
    const regions = await regionsToRead(caller, query.region, policies);
    const personRef = await personAsked(query, caller, cases);
    const { fits, handledBy, sorted: _sorted, ...counted } = readCaseFilter(query, caller, at);
    await expectOrdered(counted.order, statistics);
    const lookUp = personRef === undefined ? {} : { lookUp: { person: personRef, reason: 'count' } };
    if (fits || handledBy) return { status: 200, ...lookUp, body: { counted: null } };
    const body = { counted: await cases.count.cases({ regions, ...counted, personRef }) };
    return { status: 200, ...lookUp, body };
  },
});
