import { z } from 'zod';
import { WHO_MAY } from '../cases/who-may.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';

export const seeInbox = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/inbox/seen',
  operation: 'seeInbox',
  summary: 'Says that the caller has seen what came up to an instant.',
  roles: WHO_MAY.takeTask,
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: z.strictObject({ through: z.iso.datetime('应为时刻，如 2026-03-10T01:00:00.000Z') }),
  answer: z.object({ through: z.string() }),
  problems: [],
  async handle({ body: { through }, caller, at }, { desk }) {
    // What is to come is not seen yet, whatever the caller's clock says.
    const seen = through < at ? through : at;
    await desk.see(caller.sub, seen);
    return { status: 200, body: { through: seen } };
  },
});
