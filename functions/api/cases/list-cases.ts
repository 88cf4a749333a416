import { z } from 'zod';
import { CASE_KINDS, CASE_STATES } from '../../cases/case.ts';
import { pageQuery, regionsToRead } from '../http/listing.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { caseSummarySchema, summarizeCase } from './case-view.ts';

export const listCasesRoute = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/cases',
  operation: 'listCases',
  summary: "The cases of the caller's regions, newest first.",
  roles: ['caseworker', 'approver', 'auditor'],
  params: NO_PARAMETERS,
  query: z.strictObject({
    kind: z.enum(CASE_KINDS, `应为以下之一:${CASE_KINDS.join('、')}`).optional(),
    state: z.enum(CASE_STATES, `应为以下之一:${CASE_STATES.join('、')}`).optional(),
    /** Only those that the caller had a hand in. */
    handledBy: z.literal('me', '只能查看本人经办的:handledBy 应为 me').optional(),
    ...pageQuery,
  }),
  body: NO_BODY,
  answer: z.object({ cases: z.array(caseSummarySchema), cursor: z.string().nullable() }),
  problems: ['region_not_allowed'],
  async handle({ query, caller }, { cases, policies }) {
    const regions = await regionsToRead(caller, query.region, policies);
    const { kind, state, cursor, limit } = query;
    const handledBy = query.handledBy && caller.sub;
    const page = await cases.list({ regions, kind, state, handledBy, cursor, limit });
    return { status: 200, body: { cases: page.cases.map(summarizeCase), cursor: page.cursor } };
  },
});
