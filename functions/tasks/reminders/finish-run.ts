/**
 * State "FinishRun": remembers the last day of which nothing is left, so the next run finds what failed. It says if
 * days are left.
 */
import { addDays, localDateSchema } from '../../domain/calendar.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { writeLog } from '../../runtime/logger.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openReminderRuns } from '../../store/messages/reminder-runs.ts';
import { openReminderStore } from '../../store/messages/reminder-store.ts';
import { REMINDERS_OUTCOMES } from './outcomes.ts';
import { runEventSchema, sliceSchema } from './run-event.ts';

const { REMINDERS_TABLE } = readConfiguration(['REMINDERS_TABLE']);
const client = openDocumentClient();
const reminders = openReminderStore(client, REMINDERS_TABLE);
const runs = openReminderRuns(client, REMINDERS_TABLE);

const eventSchema = runEventSchema.omit({ at: true }).extend({ through: localDateSchema, slices: sliceSchema.array() });

export const handler = stepHandler(eventSchema, REMINDERS_OUTCOMES.FinishRun, async ({ day, through, slices }) => {
  for (const slice of [...slices].sort((one, other) => (one.day < other.day ? -1 : 1))) {
    if (!(await reminders.isAnythingDue(slice.day, slice.shard))) continue;
    writeLog('warn', { message: 'reminders left for the next run' });
    await runs.setDoneThrough(addDays(slice.day, -1));
    return { more: false };
  }
  await runs.setDoneThrough(through);
  return { more: through < day };
});
