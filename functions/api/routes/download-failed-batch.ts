import { z } from 'zod';
import { DEPARTURE_TEMPLATE } from '../../domain/student-batch/departure-row.ts';
import { batchParams, readBatch } from '../batches/batch-view.ts';
import { CSV_TYPE, writeFailedRows, XLSX_TYPE } from '../failed-rows-file.ts';
import type { FileServices } from '../file-services.ts';
import { defineRoute, NO_BODY } from '../route.ts';

/** Whole id numbers leave only to the university that sent them in. */
export const downloadFailedBatch = defineRoute({
  method: 'GET',
  path: '/batches/{id}/failed-rows',
  operation: 'downloadFailedBatch',
  summary: 'The rows that failed, in the same template, to be corrected and sent in again as a whole.',
  roles: ['university'],
  params: batchParams,
  query: z.strictObject({ format: z.enum(['csv', 'xlsx'], 'format 应为 csv 或 xlsx').default('xlsx') }),
  body: NO_BODY,
  answer: z.unknown(),
  answersFile: [XLSX_TYPE, CSV_TYPE],
  problems: ['batch_not_found'],
  async handle({ params: { id }, query: { format }, caller }, { batches, uploads }: FileServices) {
    const { batchId } = await readBatch(id, caller, batches);
    return { status: 200, body: await writeFailedRows(batchId, DEPARTURE_TEMPLATE, format, uploads) };
  },
});
