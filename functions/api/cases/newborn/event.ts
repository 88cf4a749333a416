/** What can happen to a newborn while its case is open. */
import { z } from 'zod';
import { localDateSchema } from '../../../domain/calendar.ts';
import { idNumberSchema } from '../../../domain/person/id-card.ts';
import { regionSchema } from '../../../domain/regions.ts';
import { openingPersonSchema } from '../opening-person.ts';

const joined = { name: openingPersonSchema.shape.name.optional() };

const EVENT_NAMES = {
  registered: '已办参保登记',
  id_number_assigned: '已有身份证号码',
  birth_date_corrected: '更正出生日期',
  died: '死亡',
  moved: '迁往其他统筹区',
} as const;

export const newbornEventSchema = z.discriminatedUnion(
  'event',
  [
    z.strictObject({
      event: z.literal('registered'),
      registeredOn: localDateSchema,
      idNumber: idNumberSchema.optional(),
      ...joined,
    }),
    z.strictObject({ event: z.literal('id_number_assigned'), idNumber: idNumberSchema, ...joined }),
    z.strictObject({ event: z.literal('birth_date_corrected'), bornOn: localDateSchema }),
    z.strictObject({ event: z.literal('died'), diedOn: localDateSchema }),
    z.strictObject({ event: z.literal('moved'), region: regionSchema }),
  ],
  `事件应为以下之一:${Object.entries(EVENT_NAMES)
    .map(([name, words]) => `${name}(${words})`)
    .join('、')}`,
);
export type NewbornEvent = z.output<typeof newbornEventSchema>;
