/**
 * The day's start: EventBridge Scheduler calls this at 09:00, and the execution is named by the day, so that whoever
 * starts it again finds the run of that day.
 */
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import { dateOfInstant } from '../../domain/calendar.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { IMPATIENT } from '../../store/client.ts';

const { REMINDERS_STATE_MACHINE_ARN } = readConfiguration(['REMINDERS_STATE_MACHINE_ARN']);
const states = new SFNClient(IMPATIENT);

const eventSchema = z.object({
  source: z.literal('canbao.remind'),
  scheduledTime: z.iso.datetime({ offset: true }),
});

export const handler = taskHandler(eventSchema, async ({ scheduledTime }) => {
  const day = dateOfInstant(scheduledTime);
  const start = new StartExecutionCommand({
    stateMachineArn: REMINDERS_STATE_MACHINE_ARN,
    name: `reminders-${day}`,
    input: JSON.stringify({ day }),
  });
  try {
    await states.send(start);
    return { day, started: true };
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return { day, started: false };
    throw error;
  }
});
