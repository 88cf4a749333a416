/**
 * The day's start: EventBridge Scheduler calls this at 09:00. The execution has the day in its name, so a second start
 * finds the same run.
 */
import { SFNClient } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import { dateOfInstant } from '../../domain/calendar.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { openStarter } from '../../runtime/start-execution.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { IMPATIENT } from '../../store/client.ts';

const { REMINDERS_STATE_MACHINE_ARN } = readConfiguration(['REMINDERS_STATE_MACHINE_ARN']);
const start = openStarter(new SFNClient(IMPATIENT), REMINDERS_STATE_MACHINE_ARN);

const eventSchema = z.object({
  source: z.literal('canbao.remind'),
  scheduledTime: z.iso.datetime({ offset: true }),
});

export const handler = taskHandler(eventSchema, async ({ scheduledTime }) => {
  const day = dateOfInstant(scheduledTime);
  return { day, started: await start(`reminders-${day}`, { day }) };
});
