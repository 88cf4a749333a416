/** What the state machine passes to its functions: nothing personal. */
import { z } from 'zod';

export const instantSchema = z.iso.datetime({ offset: true });

export const taskEventSchema = z.strictObject({
  caseId: z.string().min(1),
  /** ISO instant at which the state was entered: the function's only clock, and the same when it is tried again. */
  at: instantSchema,
});
export type TaskEvent = z.output<typeof taskEventSchema>;

export const waitEventSchema = taskEventSchema.extend({
  token: z.string().min(1),
  /** How often the state was tried before: each try has a token of its own. */
  attempt: z.int().min(0).optional(),
});
export type WaitEvent = z.output<typeof waitEventSchema>;
