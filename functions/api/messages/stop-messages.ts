import { z } from 'zod';
import { documentNumberSchema } from '../../domain/person/identity-document.ts';
import { phoneReference } from '../../runtime/person-identity.ts';
import { openingPersonSchema } from '../cases/opening-person.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { withoutNumbers } from '../http/written-text.ts';

/** Whoever calls from a number that is not theirs to give an id number for says the number alone. */
const wishSchema = z
  .strictObject({
    idNumber: documentNumberSchema.optional(),
    phone: openingPersonSchema.shape.phone,
    stopped: z.boolean('应为 true 或 false').default(true),
    reason: withoutNumbers(z.string('请填写原因').trim().min(2, '请填写原因').max(200)),
  })
  .refine(({ idNumber, phone }) => (idNumber === undefined) !== (phone === undefined), {
    path: ['idNumber'],
    message: '应填写证件号码或手机号码之一',
  });

export const stopMessages = defineRoute({
  entry: 'outbox',
  method: 'POST',
  path: '/stop-list',
  operation: 'stopMessages',
  summary:
    'Puts a person, or a telephone, on the stop list, or takes them off: no messages; notices of cases go on paper.',
  roles: ['caseworker', 'approver'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: wishSchema,
  answer: z.object({ stopped: z.boolean(), at: z.string() }),
  problems: [],
  async handle({ body: { idNumber, phone, stopped, reason }, caller, at }, { roll, identity }) {
    const stop = { stopped, reason, at, by: caller.sub };
    if (idNumber !== undefined) await roll.putStop(await identity.reference(idNumber), stop);
    if (phone !== undefined) await roll.putPhoneStop(await phoneReference(phone, identity), stop);
    return { status: 200, body: { stopped, at } };
  },
});
