import { z } from 'zod';
import { IMPORT_TEMPLATES } from '../../domain/imports/templates.ts';
import { defineRoute, FILE, NO_BODY } from '../http/route.ts';
import { CSV_TYPE, failedRowsQuery, writeFailedRows, XLSX_TYPE } from './failed-rows-file.ts';
import { importNotFound, readImport } from './import-access.ts';

/** Whole id numbers leave only to whoever sent them in. */
export const downloadFailedImport = defineRoute({
  entry: 'files',
  method: 'GET',
  path: '/imports/{id}/failed-rows',
  operation: 'downloadFailedImport',
  summary: 'The rows that failed, as a file of the same template that can be corrected and sent in again.',
  roles: ['tax', 'caseworker', 'approver'],
  params: z.strictObject({ id: z.string().max(100) }),
  query: failedRowsQuery,
  body: NO_BODY,
  answer: FILE,
  answersFile: [XLSX_TYPE, CSV_TYPE],
  problems: ['import_not_found', 'no_failed_rows'],
  async handle({ params: { id }, query, caller }, { uploads }) {
    const head = await readImport(id, caller, uploads);
    if (head.openedBy !== caller.sub) throw importNotFound(id);
    return { status: 200, body: await writeFailedRows({ uploadId: id }, IMPORT_TEMPLATES[head.kind], query, uploads) };
  },
});
