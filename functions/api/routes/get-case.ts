import { z } from 'zod';
import { worksFor } from '../../runtime/caller.ts';
import { caseNotFound } from '../case-not-found.ts';
import { caseViewSchema, showCase } from '../case-view.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../route.ts';
import type { ReadServices } from '../services.ts';

export const getCase = defineRoute({
  method: 'GET',
  path: '/cases/{id}',
  operation: 'getCase',
  summary: 'A case: facts, decision with its clauses, open task, history, notices.',
  roles: ['caseworker', 'approver', 'auditor'],
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: caseViewSchema,
  problems: ['case_not_found'],
  async handle({ params: { id }, caller }, { cases, notices }: ReadServices) {
    const found = await cases.get(id);
    if (!found || !worksFor(caller, found.region)) throw caseNotFound(id);
    return { status: 200, caseId: id, body: { ...showCase(found), notices: await notices.list(id) } };
  },
});
