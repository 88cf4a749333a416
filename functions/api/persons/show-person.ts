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
  summary:
    "What else there is of a case's person in the caller's regions; of a refund's person also where else and for which years something was paid.",
  roles: ['caseworker', 'approver', 'auditor'],
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: personRecordSchema,
  problems: ['case_not_found'],
  async handle({ params: { id }, caller, at }, services) {
    const found = await services.cases.get(id);
    if (!found || !worksFor(caller, found.region)) throw caseNotFound(id);
    const { ref } = found.person;
    const record = await showPersonRecord(ref, { caller, at, duplicate: found.kind === 'refund' }, services);
    const cases = record.cases.filter(({ caseId }) => caseId !== id);
    return { status: 200, caseId: id, lookUp: { person: ref, reason: 'case' }, body: { ...record, cases } };
  },
});
