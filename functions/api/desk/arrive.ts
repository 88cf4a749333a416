import { z } from 'zod';
import { WHO_MAY } from '../cases/who-may.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';

export const arriveAtDesk = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/desk',
  operation: 'arriveAtDesk',
  summary: 'Writes down that the caller works at the desks of its regions, so that colleagues can hand work over.',
  roles: WHO_MAY.takeTask,
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: z.strictObject({}),
  answer: z.object({ regions: z.array(z.string()) }),
  problems: [],
  async handle({ caller: { sub, name, role, regions }, at }, { desk }) {
    if (role === 'caseworker' || role === 'approver') await desk.arrive(regions, { sub, name, role }, at);
    return { status: 200, body: { regions: [...regions] } };
  },
});
