import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { batchParams, batchViewSchema, readBatch, showBatch } from './batch-view.ts';

export const getBatch = defineRoute({
  entry: 'files',
  method: 'GET',
  path: '/batches/{id}',
  operation: 'getBatch',
  summary: 'A batch: what was found in its rows, the sums by college and year, and how far its cases are opened.',
  roles: ['university', 'caseworker', 'approver', 'auditor'],
  params: batchParams,
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: batchViewSchema,
  problems: ['batch_not_found'],
  async handle({ params: { id }, caller }, { batches, uploads }) {
    const batch = await readBatch(id, caller, batches);
    return { status: 200, body: await showBatch(batch, uploads) };
  },
});
