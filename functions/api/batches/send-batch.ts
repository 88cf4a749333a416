import { z } from 'zod';
import { dateOfInstant, yearOf } from '../../domain/calendar.ts';
import { missingReason } from '../../domain/student-batch/reconcile.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { OPINION_LIMIT } from '../decisions/task-actions.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import type { FileServices } from '../http/services.ts';
import { withoutNumbers } from '../http/written-text.ts';
import { batchParams, batchViewSchema, differenceWithRoll, openSent, readBatch } from './batch-view.ts';
import { openTableLookUp } from './tables-of-year.ts';

const sendingSchema = z.strictObject({
  /** Students on the university's roll, the departing ones of this batch included. */
  roll: z.int('学籍人数 roll 应为整数').min(0).max(1_000_000),
  /** Why enrolled and leaving are not the roll, where they are not. */
  reason: withoutNumbers(z.string().trim().max(OPINION_LIMIT, `原因不能超过 ${OPINION_LIMIT} 字`)).optional(),
  /** Sends the good rows although others failed. */
  goodRowsOnly: z.boolean('goodRowsOnly 应为 true 或 false').default(false),
});

export const sendBatch = defineRoute({
  entry: 'files',
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
  async handle({ params: { id }, body, caller, at }, { batches, uploads, policies, startBatch }) {
    const batch = await readBatch(id, caller, batches);
    const { roll, reason, goodRowsOnly } = body;
    if (!batch.sent) {
      const wrong =
        whyNot(batch.good, batch.failed, goodRowsOnly) ??
        missingReason({ roll, staying: batch.staying, leaving: batch.good }, reason) ??
        (await whyNotThisYear(batch.regions, yearOf(dateOfInstant(at)), policies));
      if (wrong) throw new ProblemError('batch_not_reconciled', wrong);
    }
    const difference = differenceWithRoll(batch, roll);
    const sent = await batches.send(batch, { at, by: caller.sub, roll, difference, ...(reason && { reason }) });
    if (!sent?.sent) {
      throw new ProblemError(
        'batch_not_reconciled',
        '这份名单刚刚重新上传并校验，没有提交。请核对新的校验结果后再提交。',
      );
    }
    if (sent.sent.roll !== roll || sent.sent.reason !== reason) {
      const message = `批次已由 ${sent.sent.by} 提交，提交的内容与这次不同，请查看批次 ${id}。`;
      throw new ProblemError('batch_already_sent', message);
    }
    return { status: 200, body: await openSent(sent, at, { uploads, startBatch }) };
  },
});

/** Checked in December and sent in January: the application is of another year, and its table may not be there yet. */
async function whyNotThisYear(
  regions: readonly string[],
  year: number,
  policies: FileServices['policies'],
): Promise<string | null> {
  const hasTable = openTableLookUp(year, policies);
  for (const region of regions) {
    if (await hasTable(region)) continue;
    return `统筹区 ${region} 还没有 ${year} 年度的政策表，今天提交无法受理。请联系该统筹区的医保经办机构。`;
  }
  return null;
}

function whyNot(good: number, failed: number, goodRowsOnly: boolean): string | null {
  if (good === 0) return '批次中没有校验通过的行，请更正后重新上传。';
  if (failed === 0 || goodRowsOnly) return null;
  return `还有 ${failed} 行没有通过校验。请更正后重新上传，或以 goodRowsOnly 只提交通过的 ${good} 行。`;
}
