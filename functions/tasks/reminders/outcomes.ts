/** What each task of the daily reminders says to its state machine. */
import { z } from 'zod';
import { localDateSchema } from '../../domain/calendar.ts';
import { sliceSchema } from './run-event.ts';

/** Where a query goes on. */
const startSchema = z.record(z.string(), z.unknown()).nullable();

export const REMINDERS_OUTCOMES = {
  FindRolls: z.strictObject({
    rolls: z.array(
      z.strictObject({ region: z.string(), coverageYear: z.int(), shard: z.string(), lastDay: localDateSchema }),
    ),
  }),
  PlanRoll: z.strictObject({ more: z.boolean(), start: startSchema }),
  FindDue: z.strictObject({ from: localDateSchema, through: localDateSchema, slices: z.array(sliceSchema) }),
  SendDue: z.strictObject({ due: z.int(), put: z.int(), sent: z.int(), more: z.boolean() }),
  FinishRun: z.strictObject({ more: z.boolean() }),
};
