import { z } from 'zod';
import { documentsOf, strikeDocument as striking } from '../../cases/documents.ts';
import { actedBy } from '../../runtime/caller.ts';
import { accepted } from '../cases/accepted.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { changeCase } from '../cases/change-case.ts';
import { WHO_MAY } from '../cases/who-may.ts';
import { reasonOf } from '../http/reason.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { refuseNames } from '../http/written-text.ts';
import { documentViewSchema, viewDocument } from './document-view.ts';

export const strikeDocument = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/cases/{id}/documents/{document}/strike',
  operation: 'strikeDocument',
  summary: 'Strikes a document out with a reason: it stays, and does not count any more.',
  roles: WHO_MAY.strikeDocument,
  params: z.strictObject({ id: z.string().max(100), document: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: z.strictObject({ reason: reasonOf('作废') }),
  answer: documentViewSchema,
  problems: ['case_not_found', 'document_not_found', 'person_erased', 'case_changed_meanwhile'],
  async handle({ params: { id, document }, body: { reason }, caller, at }, { cases, identity }) {
    const kept = await changeCase(id, { caller, cases, undone: '没有作废' }, async (current) => {
      await refuseNames({ reason }, current, identity);
      return accepted(striking(current, { id: document, reason }, actedBy(caller, at)));
    });
    const found = documentsOf(kept.case).find((one) => one.id === document);
    if (!found) throw caseNotFound(id);
    return { status: 200, caseId: id, body: viewDocument(found) };
  },
});
