/** What can happen to a newborn while its case is open. */
import { z } from 'zod';
import { localDateSchema } from '../../../domain/calendar.ts';
import { documentNumberSchema } from '../../../domain/person/identity-document.ts';
import { regionSchema } from '../../../domain/regions.ts';
import { EVENT_WORDS } from '../../../words/events.ts';
import { openingPersonSchema } from '../opening-person.ts';

const joined = { name: openingPersonSchema.shape.name.optional() };

const EVENTS = [
  'registered',
  'id_number_assigned',
  'birth_date_corrected',
  'died',
  'moved',
  'guardian_changed',
] as const;

export const newbornEventSchema = z.discriminatedUnion(
  'event',
  [
    z.strictObject({
      event: z.literal('registered'),
      registeredOn: localDateSchema,
      idNumber: documentNumberSchema.optional(),
      ...joined,
    }),
    z.strictObject({ event: z.literal('id_number_assigned'), idNumber: documentNumberSchema, ...joined }),
    z.strictObject({ event: z.literal('birth_date_corrected'), bornOn: localDateSchema }),
    z.strictObject({ event: z.literal('died'), diedOn: localDateSchema }),
    z.strictObject({ event: z.literal('moved'), region: regionSchema }),
    /** Who is told, and pays, from now on: after a parent has died, or lost the care. */
    z.strictObject({ event: z.literal('guardian_changed'), guardian: openingPersonSchema }),
  ],
  `事件应为以下之一：${EVENTS.map((name) => `${name}（${EVENT_WORDS[name]}）`).join('、')}`,
);
export type NewbornEvent = z.output<typeof newbornEventSchema>;
