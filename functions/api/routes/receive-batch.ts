import { z } from 'zod';
import { FILE_LIMIT } from '../../runtime/sheets/limits.ts';
import { batchViewSchema, showBatch } from '../batches/batch-view.ts';
import { BATCH_LIMIT, checkBatch } from '../batches/check-batch.ts';
import type { FileServices } from '../file-services.ts';
import { uploadIdOf } from '../import-access.ts';
import { fileIdOf } from '../receive-file.ts';
import { defineRoute, NO_PARAMETERS } from '../route.ts';

/** The same file of the same university is the same batch: checked anew until it is sent, and then left as it is. */
export const receiveBatch = defineRoute({
  method: 'POST',
  creates: true,
  path: '/batches',
  operation: 'receiveBatch',
  summary: `Takes a university's file of departing students (CSV or XLSX, at most ${BATCH_LIMIT} rows) and checks every row.`,
  roles: ['university'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: z.instanceof(Buffer),
  fileLimit: FILE_LIMIT,
  answer: batchViewSchema,
  problems: ['file_unreadable'],
  async handle({ body, caller, at }, services: FileServices) {
    const { batches, uploads } = services;
    const { sub, role, university = '' } = caller;
    // Of the university, not of the person: a colleague who sends the same file has the same batch.
    const batchId = uploadIdOf('B', { ...caller, sub: university }, 'departures', fileIdOf(body));
    const before = await batches.get(batchId);
    if (before?.sent) return { status: 200, body: await showBatch(before, uploads) };
    const found = await checkBatch(body, { batchId, university, at }, services);
    await batches.put({ batchId, university, openedBy: sub, role, openedAt: before?.openedAt ?? at, ...found });
    const batch = await batches.get(batchId);
    if (!batch) throw new Error(`batch ${batchId} is not stored`);
    return { status: before ? 200 : 201, body: await showBatch(batch, uploads) };
  },
});
