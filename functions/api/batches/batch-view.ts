/** A batch as it is shown, who may see it, and how the opening of its cases begins. */
import { z } from 'zod';
import { differenceOf } from '../../domain/student-batch/reconcile.ts';
import { type Caller, worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { StartExecution } from '../../runtime/start-execution.ts';
import { OPEN_STAGE } from '../../store/uploads/batch-stages.ts';
import { type Batch, type BatchStore, batchSchema } from '../../store/uploads/batch-store.ts';
import type { UploadStore } from '../../store/uploads/upload-store.ts';
import { addCounts, type Counts } from '../../store/uploads/uploads.ts';

export const batchViewSchema = batchSchema.omit({ check: true }).extend({
  state: z.enum(['checked', 'opening', 'opened']).meta({ description: 'opening: cases are being opened' }),
  /** Of the good rows, by what became of them: opened, attached to a case, refused. */
  counts: z.record(z.string(), z.int()),
  done: z.int(),
});
type BatchView = z.input<typeof batchViewSchema>;

export const batchParams = z.strictObject({ id: z.string().max(60) });

export async function showBatch({ check: _, ...batch }: Batch, uploads: UploadStore): Promise<BatchView> {
  const opened = batch.sent ? await uploads.listCounts(batch.batchId, OPEN_STAGE) : [];
  const counts = opened.reduce<Counts>(addCounts, {});
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const state = !batch.sent ? 'checked' : done < batch.good ? 'opening' : 'opened';
  return { ...batch, state, counts, done };
}

/** A university sees its own; a desk those of its regions. @throws ProblemError `batch_not_found`, the same for both */
export async function readBatch(batchId: string, caller: Caller, batches: BatchStore): Promise<Batch> {
  const batch = /^B[0-9A-F]{20}$/.test(batchId) ? await batches.get(batchId) : null;
  if (batch && maySeeBatch(batch, caller)) return batch;
  throw new ProblemError('batch_not_found', `没有批次 ${batchId.slice(0, 40)}，或不是您能查看的。`);
}

export function maySeeBatch({ university, regions }: Batch, caller: Caller): boolean {
  if (caller.role === 'university') return caller.university === university;
  return regions.length > 0 && regions.every((region) => worksFor(caller, region));
}

export const differenceWithRoll = ({ staying, good }: Batch, roll: number): number =>
  differenceOf({ roll, staying, leaving: good });

/** Sent again within this time it is the same execution; later a new one goes on where an earlier one stopped. */
const SAME_MILLISECONDS = 600_000;

/** Starts what opens the cases of a batch that was sent, as long as some are not opened. */
export async function openSent(
  batch: Batch,
  at: string,
  { uploads, startBatch }: { uploads: UploadStore; startBatch: StartExecution },
): Promise<BatchView> {
  const { batchId, sent } = batch;
  const shown = await showBatch(batch, uploads);
  if (sent && shown.state === 'opening') {
    const since = Math.floor((Date.parse(at) - Date.parse(sent.at)) / SAME_MILLISECONDS);
    await startBatch(`${batchId}-${since}`, { batchId });
  }
  return shown;
}
