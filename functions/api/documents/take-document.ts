import { createHash } from 'node:crypto';
import { z } from 'zod';
import { addDocument, documentsOf } from '../../cases/documents.ts';
import { MATERIALS } from '../../domain/documents/materials.ts';
import { DOCUMENT_LIMIT, readDocument } from '../../domain/documents/read-document.ts';
import { actedBy, worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { accepted } from '../cases/accepted.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { changeCase } from '../cases/change-case.ts';
import { WHO_MAY } from '../cases/who-may.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { documentViewSchema, viewDocument } from './document-view.ts';

/**
 * Only what was looked at is a document of the case: the content is kept first, then the case says so. Who asks again after
 * a lost answer gets the same one.
 */
export const takeDocument = defineRoute({
  entry: 'documents',
  method: 'POST',
  path: '/cases/{id}/documents',
  operation: 'takeDocument',
  summary: 'Takes a file that was sent in as a document of the case: a JPEG, a PNG, or a PDF in which nothing can run.',
  roles: WHO_MAY.takeDocument,
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: z.strictObject({
    uploadId: z.uuid('应为上传时得到的编号'),
    material: z.enum(MATERIALS, '请选择是哪种材料'),
  }),
  answer: documentViewSchema,
  creates: true,
  problems: [
    'case_not_found',
    'upload_not_found',
    'document_refused',
    'document_already_there',
    'too_many_documents',
    'person_erased',
    'case_changed_meanwhile',
  ],
  async handle({ params: { id }, body: { uploadId, material }, caller, at }, { cases, documents }) {
    const found = await cases.get(id);
    if (!found || !worksFor(caller, found.region)) throw caseNotFound(id);
    const known = documentsOf(found).find((one) => one.id === uploadId);
    if (known) return { status: 200, caseId: id, body: viewDocument(known) };

    const content = await documents.pending(id, uploadId, DOCUMENT_LIMIT);
    if (content === null) throw new ProblemError('upload_not_found', '没有收到这份文件，可能没有传完。请重新上传。');
    const read = content === 'too large' ? TOO_LARGE : readDocument(content);
    if (!read.ok || content === 'too large') throw new ProblemError('document_refused', read.ok ? '' : read.message);

    const by = actedBy(caller, at);
    const digest = createHash('sha256').update(content).digest('hex');
    const added = { id: uploadId, material, type: read.type, size: content.byteLength, digest };
    // Nothing is kept for a case that does not take it.
    accepted(addDocument(found, added, by));
    await documents.keep(id, uploadId, content, { type: read.type, digest });
    const kept = await changeCase(id, { caller, cases, undone: '没有收取' }, (current) =>
      accepted(addDocument(current, added, by)),
    );
    const document = documentsOf(kept.case).find((one) => one.id === uploadId);
    return { status: 201, caseId: id, body: viewDocument(document ?? { ...added, ...by }) };
  },
});

const TOO_LARGE = { ok: false, message: '文件超过 20 MB，请压缩或分成几份后再上传。' } as const;
