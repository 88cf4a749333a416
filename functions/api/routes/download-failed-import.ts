import { z } from 'zod';
import { IMPORT_TEMPLATES } from '../../domain/imports/templates.ts';
import { CSV_TYPE, writeFailedRows, XLSX_TYPE } from '../failed-rows-file.ts';
import type { FileServices } from '../file-services.ts';
import { importNotFound, readImport } from '../import-access.ts';
import { defineRoute, NO_BODY } from '../route.ts';

/** Whole id numbers leave only to whoever sent them in. */
export const downloadFailedImport = defineRoute({
  method: 'GET',
  path: '/imports/{id}/failed-rows',
  operation: 'downloadFailedImport',
  summary: 'The rows that failed, as a file of the same template that can be corrected and sent in again.',
  roles: ['tax', 'caseworker', 'approver'],
  params: z.strictObject({ id: z.string().max(100) }),
  query: z.strictObject({ format: z.enum(['csv', 'xlsx'], 'format 应为 csv 或 xlsx').default('xlsx') }),
  body: NO_BODY,
  answer: z.unknown(),
  answersFile: [XLSX_TYPE, CSV_TYPE],
  problems: ['import_not_found'],
  async handle({ params: { id }, query: { format }, caller }, { uploads }: FileServices) {
    const head = await readImport(id, caller, uploads);
    if (head.openedBy !== caller.sub) throw importNotFound(id);
    return { status: 200, body: await writeFailedRows(id, IMPORT_TEMPLATES[head.kind], format, uploads) };
  },
});
