import { z } from 'zod';
import { documentsOf, showDocument as showing } from '../../cases/documents.ts';
import { askedAt } from '../../runtime/asked-at.ts';
import { actedBy } from '../../runtime/caller.ts';
import { MATERIAL_WORDS } from '../../words/materials.ts';
import { wordOf } from '../../words/word-of.ts';
import { accepted } from '../cases/accepted.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { changeCase } from '../cases/change-case.ts';
import { WHO_MAY } from '../cases/who-may.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
};

/** Who was shown a document is in the case before its address is given. */
export const showDocument = defineRoute({
  entry: 'documents',
  method: 'POST',
  path: '/cases/{id}/documents/{document}/address',
  operation: 'showDocument',
  summary: 'An address at which a document is shown for two minutes: pictures as such, a PDF as a file to save.',
  roles: WHO_MAY.showDocument,
  params: z.strictObject({ id: z.string().max(100), document: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: z.strictObject({ save: z.boolean().default(false) }),
  answer: z.object({ url: z.string(), type: z.string(), until: z.string() }),
  problems: ['case_not_found', 'document_not_found', 'person_erased', 'case_changed_meanwhile'],
  async handle({ params: { id, document }, body: { save }, headers, caller, at }, { cases, documents }) {
    const kept = await changeCase(id, { caller, cases, undone: '没有打开' }, (current) =>
      accepted(showing(current, document, actedBy(caller, at))),
    );
    const all = documentsOf(kept.case);
    const found = all.find((one) => one.id === document);
    if (!found) throw caseNotFound(id);
    const { type, material } = found;
    const name = `${id}-${all.indexOf(found) + 1}-${wordOf(MATERIAL_WORDS, material)}.${ENDINGS[type] ?? 'bin'}`;
    const inline = !save && type.startsWith('image/');
    const address = await documents.showAddress(id, document, { type, name, inline, asked: askedAt(headers) });
    return { status: 200, caseId: id, body: { ...address, type } };
  },
});
