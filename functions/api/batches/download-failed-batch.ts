import { DEPARTURE_TEMPLATE } from '../../domain/student-batch/departure-row.ts';
import { checkStage, OPEN_STAGE } from '../../store/uploads/batch-stages.ts';
import { defineRoute, FILE, NO_BODY } from '../http/route.ts';
import { CSV_TYPE, failedRowsQuery, writeFailedRows, XLSX_TYPE } from '../imports/failed-rows-file.ts';
import { batchParams, readBatch } from './batch-view.ts';

/** Whole id numbers leave only to the university that sent them in. */
export const downloadFailedBatch = defineRoute({
  entry: 'files',
  method: 'GET',
  path: '/batches/{id}/failed-rows',
  operation: 'downloadFailedBatch',
  summary: 'The rows that failed, in the same template, to be corrected and sent in again as a whole.',
  roles: ['university'],
  params: batchParams,
  query: failedRowsQuery,
  body: NO_BODY,
  answer: FILE,
  answersFile: [XLSX_TYPE, CSV_TYPE],
  problems: ['batch_not_found', 'no_failed_rows'],
  async handle({ params: { id }, query, caller }, { batches, uploads }) {
    const { batchId, check } = await readBatch(id, caller, batches);
    const failed = { uploadId: batchId, stages: [checkStage(check), OPEN_STAGE] };
    return { status: 200, body: await writeFailedRows(failed, DEPARTURE_TEMPLATE, query, uploads) };
  },
});
