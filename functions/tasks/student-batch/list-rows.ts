/** State "ListRows": which rows of a batch are to be opened, as numbers: nothing about a person is in an execution. */
import { z } from 'zod';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openBatchStore } from '../../store/uploads/batch-store.ts';
import { STUDENT_BATCH_OUTCOMES } from './outcomes.ts';

const { UPLOADS_TABLE } = readConfiguration(['UPLOADS_TABLE']);
const batches = openBatchStore(openDocumentClient(), UPLOADS_TABLE);

export const handler = stepHandler(
  z.strictObject({ batchId: z.string() }),
  STUDENT_BATCH_OUTCOMES.ListRows,
  async ({ batchId }): Promise<{ rows: number[] }> => {
    const batch = await batches.get(batchId);
    if (!batch?.sent) throw new Error(`batch ${batchId} was not sent`);
    return { rows: Array.from({ length: batch.good }, (_, index) => index) };
  },
);
