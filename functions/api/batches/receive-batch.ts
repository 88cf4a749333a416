import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { FILE_LIMIT } from '../../runtime/sheets/limits.ts';
import { goodStage, ROWS_A_PART } from '../../store/uploads/batch-stages.ts';
import type { Batch } from '../../store/uploads/batch-store.ts';
import { partKey, type UploadStore } from '../../store/uploads/upload-store.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { uploadIdOf } from '../imports/import-access.ts';
import { fileIdOf } from '../imports/receive-file.ts';
import { batchViewSchema, showBatch } from './batch-view.ts';
import { BATCH_LIMIT, checkBatch } from './check-batch.ts';

/** The same file of the same university is the same batch: checked anew until it is sent, and then left as it is. */
export const receiveBatch = defineRoute({
  entry: 'files',
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
  async handle({ body, caller, at }, services) {
    const { batches, uploads } = services;
    const { sub, role, university = '' } = caller;
    // Of the university, not of the person: a colleague who sends the same file has the same batch.
    const batchId = uploadIdOf('B', { ...caller, sub: university }, 'departures', fileIdOf(body));
    const before = await batches.get(batchId);
    if (before?.sent) return { status: 200, body: await showBatch(before, uploads) };
    const check = randomBytes(6).toString('hex');
    const found = await checkBatch(body, { batchId, university, check, at }, services);
    const openedAt = before?.openedAt ?? at;
    const checked = { batchId, university, openedBy: sub, role, openedAt, check, ...found };
    const put = await batches.put(checked);
    const unused = put.stored ? put.replaced : checked;
    if (unused) await letGo(unused, uploads);
    const batch = await batches.get(batchId);
    if (!batch) throw new Error(`batch ${batchId} is not stored`);
    return { status: before ? 200 : 201, body: await showBatch(batch, uploads) };
  },
});

/** Rows that were laid ready and will not be opened. */
async function letGo({ batchId, check, good }: Batch, uploads: UploadStore): Promise<void> {
  for (let part = 1; part <= Math.ceil(good / ROWS_A_PART); part += 1) {
    await uploads.dropRows(batchId, partKey(goodStage(check), part));
  }
}
