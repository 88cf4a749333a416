import { z } from 'zod';
import { worksFor } from '../../runtime/caller.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { personRecordSchema, showPersonRecord } from './person-record.ts';

export const showPerson = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/cases/{id}/person',
  operation: 'showPerson',
  summary: "What else there is of a case's person: the other cases of the caller's regions, and all payments.",
  roles: ['caseworker', 'approver', 'auditor'],
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: personRecordSchema,
  problems: ['case_not_found'],
  async handle({ params: { id }, caller, at }, services) {
    const found = await services.cases.get(id);
    if (!found || !worksFor(caller, found.region)) throw caseNotFound(id);
    const { cases, payments } = await showPersonRecord(found.person.ref, { caller, at }, services);
    return { status: 200, caseId: id, body: { cases: cases.filter(({ caseId }) => caseId !== id), payments } };
  },
});
