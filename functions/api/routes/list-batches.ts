import { z } from 'zod';
import { batchSchema } from '../../store/batch-store.ts';
import type { FileServices } from '../file-services.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../route.ts';

export const listBatches = defineRoute({
  method: 'GET',
  path: '/batches',
  operation: 'listBatches',
  summary: "The university's own batches, newest first.",
  roles: ['university'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: z.object({ batches: z.array(batchSchema) }),
  problems: [],
  async handle({ caller: { university = '' } }, { batches }: FileServices) {
    return { status: 200, body: { batches: await batches.list(university) } };
  },
});
