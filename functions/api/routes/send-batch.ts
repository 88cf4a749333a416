import { z } from 'zod';
import { missingReason } from '../../domain/student-batch/reconcile.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { batchParams, batchViewSchema, differenceWithRoll, readBatch, showBatch } from '../batches/batch-view.ts';
import type { FileServices } from '../file-services.ts';
import { defineRoute, NO_PARAMETERS } from '../route.ts';

const sendingSchema = z.strictObject({
  /** Students on the university's roll, the departing ones of this batch included. */
  roll: z.int('学籍人数 roll 应为整数').min(0).max(1_000_000),
  /** Why enrolled and leaving are not the roll, where they are not. */
  reason: z.string().trim().max(500).optional(),
  /** Sends the good rows although others failed. */
  goodRowsOnly: z.boolean('goodRowsOnly 应为 true 或 false').default(false),
});

export const sendBatch = defineRoute({
  method: 'POST',
  path: '/batches/{id}/submission',
  operation: 'sendBatch',
  summary: 'Sends a batch whose numbers agree: a refund case is opened for each of its good rows.',
  roles: ['university'],
  params: batchParams,
  query: NO_PARAMETERS,
  body: sendingSchema,
  answer: batchViewSchema,
  problems: ['batch_not_found', 'batch_not_reconciled', 'batch_already_sent'],
  async handle({ params: { id }, body, caller, at }, { batches, uploads, startBatch }: FileServices) {
    const batch = await readBatch(id, caller, batches);
    const { roll, reason, goodRowsOnly } = body;
    if (!batch.sent) {
      const wrong =
        whyNot(batch.good, batch.failed, goodRowsOnly) ??
        missingReason({ roll, staying: batch.staying, leaving: batch.good }, reason);
      if (wrong) throw new ProblemError('batch_not_reconciled', wrong);
    }
    const difference = differenceWithRoll(batch, roll);
    const sent = await batches.send(id, { at, by: caller.sub, roll, difference, ...(reason && { reason }) });
    if (sent?.sent?.roll !== roll || sent.sent.reason !== reason) {
      throw new ProblemError(
        'batch_already_sent',
        `批次已由 ${sent?.sent?.by ?? ''} 提交,提交的内容与这次不同,请查看批次 ${id}。`,
      );
    }
    // Named after its batch: sent a second time it is the same execution.
    await startBatch(id, { batchId: id });
    return { status: 200, body: await showBatch(sent, uploads) };
  },
});

function whyNot(good: number, failed: number, goodRowsOnly: boolean): string | null {
  if (good === 0) return '批次中没有校验通过的行,请更正后重新上传。';
  if (failed === 0 || goodRowsOnly) return null;
  return `还有 ${failed} 行没有通过校验。请更正后重新上传,或以 goodRowsOnly 只提交通过的 ${good} 行。`;
}
