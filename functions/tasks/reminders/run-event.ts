/** What the state machine of reminders passes to its functions: days and shards, nobody's name. */
import { z } from 'zod';
import { localDateSchema } from '../../domain/calendar.ts';

/** A part of what is due: everything of one day in one shard. */
export const sliceSchema = z.strictObject({ day: localDateSchema, shard: z.string().regex(/^\d\d$/) });
export type Slice = z.output<typeof sliceSchema>;

/** ISO instant at which the state was entered. */
export const at = z.iso.datetime({ offset: true });

export const runEventSchema = z.strictObject({
  /** The day that the run is for: what is due later is another run's. */
  day: localDateSchema,
  at,
});
