import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import { type Caller, worksFor } from '../../runtime/caller.ts';
import { asOfToday } from '../decisions/as-of-today.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { can } from './can.ts';
import { caseNotFound } from './case-not-found.ts';
import { caseViewSchema, showCase } from './case-view.ts';
import { showLiving } from './living.ts';

export const getCase = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/cases/{id}',
  operation: 'getCase',
  summary: 'A case: facts, decision with its clauses, open task, history, notices.',
  roles: ['caseworker', 'approver', 'university', 'auditor'],
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: caseViewSchema,
  problems: ['case_not_found'],
  async handle({ params: { id }, caller, at }, { cases, notices, policies, ledger }) {
    const found = await cases.get(id);
    if (!found || !maySee(caller, found)) throw caseNotFound(id);
    const shown = await asOfToday(found, at, { policies, ledger });
    const living = caller.role === 'university' ? [] : await showLiving(shown, { cases, ledger });
    const body = { ...showCase(shown), notices: await notices.list(id), can: can(found, caller), living };
    return { status: 200, caseId: id, body };
  },
});

/** A university sees the refunds that it asked for, wherever its students were paid for, and nothing else. */
const maySee = (caller: Caller, found: Case): boolean =>
  caller.role === 'university'
    ? found.kind === 'refund' && found.university === caller.university
    : worksFor(caller, found.region);
