import { z } from 'zod';
import { checkStage, OPEN_STAGE } from '../../store/uploads/batch-stages.ts';
import { rowResultSchema } from '../../store/uploads/uploads.ts';
import { defineRoute, NO_BODY } from '../http/route.ts';
import { readResultPage, resultPageQuery } from '../imports/upload-results.ts';
import { batchParams, readBatch } from './batch-view.ts';

export const listBatchRows = defineRoute({
  entry: 'files',
  method: 'GET',
  path: '/batches/{id}/rows',
  operation: 'listBatchRows',
  summary: 'What was found in each row (stage check), or what became of it (stage open), page by page.',
  roles: ['university', 'caseworker', 'approver', 'auditor'],
  params: batchParams,
  query: resultPageQuery.extend({ stage: z.enum(['check', 'open'], 'stage 应为 check 或 open').default('check') }),
  body: NO_BODY,
  answer: z.object({ rows: z.array(rowResultSchema.extend({ fileId: z.string() })), cursor: z.string().nullable() }),
  problems: ['batch_not_found'],
  async handle({ params: { id }, query: { stage, ...query }, caller }, { batches, uploads }) {
    const { batchId, check } = await readBatch(id, caller, batches);
    const place = stage === 'check' ? checkStage(check) : OPEN_STAGE;
    return { status: 200, body: await readResultPage(batchId, query, uploads, place) };
  },
});
