import { z } from 'zod';
import { rowResultSchema } from '../../store/uploads/uploads.ts';
import { defineRoute, NO_BODY } from '../http/route.ts';
import { readImport } from './import-access.ts';
import { readResultPage, resultPageQuery } from './upload-results.ts';

export const listImportRows = defineRoute({
  entry: 'files',
  method: 'GET',
  path: '/imports/{id}/rows',
  operation: 'listImportRows',
  summary: 'What became of each row, with what is wrong and what would be right.',
  roles: ['tax', 'caseworker', 'approver', 'auditor'],
  params: z.strictObject({ id: z.string().max(100) }),
  query: resultPageQuery,
  body: NO_BODY,
  answer: z.object({ rows: z.array(rowResultSchema.extend({ fileId: z.string() })), cursor: z.string().nullable() }),
  problems: ['import_not_found'],
  async handle({ params: { id }, query, caller }, { uploads }) {
    await readImport(id, caller, uploads);
    return { status: 200, body: await readResultPage(id, query, uploads) };
  },
});
