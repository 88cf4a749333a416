/** The executions of a case: each after the first has a number, which its name ends in. */
import { z } from 'zod';
import type { EventName } from './events.ts';
import type { HistoryEntry } from './history.ts';

const runSchema = z.object({ run: z.int() });

/** Entries of which a new execution follows. */
const CARRY_RUN: readonly EventName[] = ['case_resumed', 'execution_renewed', 'case_withdrawn', 'payout_bounced'];

/** How many executions a case has had after its first: the number of the last one. */
export const lastRun = (history: readonly HistoryEntry[]): number =>
  Math.max(
    0,
    ...history.flatMap(({ event, detail }) =>
      CARRY_RUN.some((one) => one === event) ? (runSchema.safeParse(detail).data?.run ?? []) : [],
    ),
  );
