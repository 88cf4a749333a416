import { z } from 'zod';
import { regionSchema } from '../../domain/regions.ts';
import { type Caller, worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { BatchStore } from '../../store/uploads/batch-store.ts';
import { defineRoute, invalidRequest, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { batchViewSchema, maySeeBatch, showBatch } from './batch-view.ts';

export const listBatches = defineRoute({
  entry: 'files',
  method: 'GET',
  path: '/batches',
  operation: 'listBatches',
  summary: "The university's own batches, or those that were sent to a region's desk; newest first.",
  roles: ['university', 'caseworker', 'approver', 'auditor'],
  params: NO_PARAMETERS,
  query: z.strictObject({ region: regionSchema.optional() }),
  body: NO_BODY,
  answer: z.object({ batches: z.array(batchViewSchema) }),
  problems: ['region_not_allowed'],
  async handle({ query: { region }, caller }, { batches, uploads }) {
    const { role, university = '' } = caller;
    const found = role === 'university' ? await batches.list(university) : await sentTo(region, caller, batches);
    return { status: 200, body: { batches: await Promise.all(found.map((one) => showBatch(one, uploads))) } };
  },
});

async function sentTo(region: string | undefined, caller: Caller, batches: BatchStore) {
  if (region === undefined) throw invalidRequest([{ path: 'region', message: '请选择统筹区' }]);
  if (!worksFor(caller, region)) {
    throw new ProblemError('region_not_allowed', `您不负责统筹区 ${region}，只能查看 ${caller.regions.join('、')}。`);
  }
  // One with students of another region too is for a desk that works for both.
  return (await batches.sentIn(region)).filter((batch) => maySeeBatch(batch, caller));
}
