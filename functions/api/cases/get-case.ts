import { z } from 'zod';
import { asOfToday } from '../../cases/shown.ts';
import { todayOf } from '../decisions/as-of-today.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { can } from './can.ts';
import { caseNotFound } from './case-not-found.ts';
import { inputsOf } from './case-parts.ts';
import { caseViewSchema, forUniversity, showCase } from './case-view.ts';
import { showLiving } from './living.ts';
import { maySeeCase } from './may-see-case.ts';

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
    if (!found || !maySeeCase(caller, found)) throw caseNotFound(id);
    const today = await todayOf(found, at, { policies, ledger, cases });
    const shown = today ? asOfToday(found, today) : found;
    const record = caller.role === 'university' ? forUniversity(showCase(shown)) : showCase(shown);
    const task = record.task && today ? { ...record.task, inputs: inputsOf(record.task, today.policy) } : record.task;
    const living = caller.role === 'university' ? [] : await showLiving(shown, { cases, ledger });
    const body = { ...record, task, notices: await notices.list(id), can: can(found, caller), living };
    return { status: 200, caseId: id, body };
  },
});
