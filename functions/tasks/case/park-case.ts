/** State "ParkCase" of every state machine: a task failed for good; the case goes into the queue with the reason, unless it has ended. */
import { z } from 'zod';
import { caseSchema } from '../../cases/case.ts';
import { park } from '../../cases/park.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { changeByStep } from './change-case.ts';
import { taskEventSchema } from './event.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, caseSchema);

const parkEventSchema = taskEventSchema.extend({
  failure: z.strictObject({ state: z.string(), error: z.string().nullish(), cause: z.string().nullish() }),
});

const PARK_CASE_OUTCOME = z.strictObject({ parked: z.boolean() });

export const handler = stepHandler(parkEventSchema, PARK_CASE_OUTCOME, async ({ caseId, at, failure }) => {
  const { state, error } = failure;
  const what = { state, error, cause: messageOf(failure.cause) };
  await changeByStep(cases, caseId, (current) => park(current, at, what));
  return { parked: true };
});

/** Our errors say nothing personal; what follows the message (a stack) helps nobody at a desk. */
function messageOf(cause: string | null | undefined): string {
  const message = /"errorMessage":"((?:[^"\\]|\\.)*)"/.exec(cause ?? '')?.[1] ?? cause ?? '';
  return message.slice(0, 300);
}
