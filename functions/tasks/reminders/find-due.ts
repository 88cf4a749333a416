/** State "FindDue": which parts of which days have something due. Reads at most one item of each. */
import { addDays, type LocalDate } from '../../domain/calendar.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { withConcurrency } from '../../runtime/with-concurrency.ts';
import { openDocumentClient } from '../../store/client.ts';
import { DUE_SHARDS } from '../../store/keys.ts';
import { openReminderRuns } from '../../store/messages/reminder-runs.ts';
import { openReminderStore } from '../../store/messages/reminder-store.ts';
import { REMINDERS_OUTCOMES } from './outcomes.ts';
import { runEventSchema, type Slice } from './run-event.ts';

const { REMINDERS_TABLE } = readConfiguration(['REMINDERS_TABLE']);
const client = openDocumentClient();
const reminders = openReminderStore(client, REMINDERS_TABLE);
const runs = openReminderRuns(client, REMINDERS_TABLE);

/** Days that one round looks at: what an execution is passed has its limits, and a machine may have been off for long. */
const DAYS_A_ROUND = 30;
/** Days that the first run looks back. */
const FIRST_DAYS = 7;
const READS_AT_A_TIME = 16;

export const handler = stepHandler(runEventSchema.omit({ at: true }), REMINDERS_OUTCOMES.FindDue, async ({ day }) => {
  // The last day that was done is looked at again: a case may have planned for that day after its run.
  const done = await runs.doneThrough();
  const from = done ?? addDays(day, -FIRST_DAYS);
  const days: LocalDate[] = [];
  for (let one = from; one <= day && days.length < DAYS_A_ROUND; one = addDays(one, 1)) days.push(one);
  const all = days.flatMap((one) => DUE_SHARDS.map((shard): Slice => ({ day: one, shard })));
  const found = await withConcurrency(all, READS_AT_A_TIME, async (slice) =>
    (await reminders.isAnythingDue(slice.day, slice.shard)) ? [slice] : [],
  );
  return { from, through: days.at(-1) ?? day, slices: found.flat() };
});
