import { z } from 'zod';
import { idNumberSchema } from '../../domain/person/id-card.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { withoutNumbers } from '../http/written-text.ts';

export const stopMessages = defineRoute({
  entry: 'outbox',
  method: 'POST',
  path: '/stop-list',
  operation: 'stopMessages',
  summary: 'Puts a person on the stop list, or takes them off: no messages; notices of their cases go on paper.',
  roles: ['caseworker', 'approver'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: z.strictObject({
    idNumber: idNumberSchema,
    stopped: z.boolean('应为 true 或 false').default(true),
    reason: withoutNumbers(z.string('请填写原因').trim().min(2, '请填写原因').max(200)),
  }),
  answer: z.object({ stopped: z.boolean(), at: z.string() }),
  problems: [],
  async handle({ body: { idNumber, stopped, reason }, caller, at }, { roll, identity }) {
    const personRef = await identity.reference(idNumber);
    await roll.putStop(personRef, { stopped, reason, at, by: caller.sub });
    return { status: 200, body: { stopped, at } };
  },
});
