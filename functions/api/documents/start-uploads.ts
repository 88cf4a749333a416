import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { refuseDocuments } from '../../cases/documents.ts';
import { DOCUMENT_LIMIT } from '../../domain/documents/read-document.ts';
import { askedAt } from '../../runtime/asked-at.ts';
import { worksFor } from '../../runtime/caller.ts';
import { PENDING_TYPE } from '../../store/documents/document-files.ts';
import { accepted } from '../cases/accepted.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { WHO_MAY } from '../cases/who-may.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';

const sizeSchema = z
  .int('应为文件的字节数')
  .min(1, '文件是空的')
  .max(DOCUMENT_LIMIT, '文件超过 20 MB，请压缩或分成几份后再上传');

/** What is sent there is on no case until it was looked at: `takeDocument`. */
export const startUploads = defineRoute({
  entry: 'documents',
  method: 'POST',
  path: '/cases/{id}/documents/uploads',
  operation: 'startUploads',
  summary: 'Addresses to which files of these sizes may be sent, each for 15 minutes.',
  roles: WHO_MAY.startUploads,
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: z.strictObject({
    files: z
      .array(z.strictObject({ size: sizeSchema }))
      .min(1, '请选择文件')
      .max(20, '一次最多 20 份，其余请接着上传'),
  }),
  answer: z.object({
    uploads: z.array(
      z.object({
        uploadId: z.string(),
        method: z.literal('PUT'),
        url: z.string(),
        /** To be sent with the file. */
        contentType: z.string(),
        until: z.string(),
      }),
    ),
  }),
  problems: ['case_not_found', 'person_erased', 'too_many_documents'],
  async handle({ params: { id }, body: { files }, headers, caller }, { cases, documents }) {
    const found = await cases.get(id);
    if (!found || !worksFor(caller, found.region)) throw caseNotFound(id);
    accepted(refuseDocuments(found) ?? null);
    const uploads = await Promise.all(
      files.map(async ({ size }) => {
        const uploadId = randomUUID();
        const { url, until } = await documents.uploadAddress(id, uploadId, { size, asked: askedAt(headers) });
        return { uploadId, method: 'PUT' as const, url, contentType: PENDING_TYPE, until };
      }),
    );
    return { status: 200, caseId: id, body: { uploads } };
  },
});
