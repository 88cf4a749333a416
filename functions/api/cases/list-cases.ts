import { z } from 'zod';
import { pageQuery, regionsToRead } from '../http/listing.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { caseFilter, countSchema, personAsked, readCaseFilter } from './case-filter.ts';
import { caseSummarySchema, summarizeCase } from './case-view.ts';

const READERS = ['caseworker', 'approver', 'auditor'] as const;

export const listCasesRoute = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/cases',
  operation: 'listCases',
  summary: "The cases of the caller's regions, newest first, oldest first, or by the day until which they wait.",
  roles: READERS,
  params: NO_PARAMETERS,
  query: z.strictObject({ ...caseFilter, ...pageQuery }),
  body: NO_BODY,
  answer: z.object({ cases: z.array(caseSummarySchema), cursor: z.string().nullable() }),
  problems: ['region_not_allowed', 'case_not_found'],
  async handle({ query, caller, at }, { cases, policies }) {
    const regions = await regionsToRead(caller, query.region, policies);
    const { cursor, limit } = query;
    const personRef = await personAsked(query, caller, cases);
    const page = await cases.list({ regions, ...readCaseFilter(query, caller, at), personRef, cursor, limit });
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
  problems: ['region_not_allowed', 'case_not_found'],
  async handle({ query, caller, at }, { cases, policies }) {
    const regions = await regionsToRead(caller, query.region, policies);
    const personRef = await personAsked(query, caller, cases);
    const { fits, handledBy, ...counted } = readCaseFilter(query, caller, at);
    if (fits || handledBy) return { status: 200, body: { counted: null } };
    return { status: 200, body: { counted: await cases.count.cases({ regions, ...counted, personRef }) } };
  },
});
