import { Duration } from 'aws-cdk-lib';
import type { TaskGrants } from '../constructs/task-function.ts';
import type { DataStack } from './data-stack.ts';
import type { FunctionName } from './function-entries.ts';

type ReminderTask = Exclude<Extract<FunctionName, `Reminders${string}`>, 'RemindersStart'>;

/** How messages leave, as the functions that send them are told. */
export interface ChannelSettings {
  readonly GATEWAY_URL: string;
  readonly QUIET_HOURS: string;
}

/** What the tasks of the daily reminders do, and what each may. */
export function reminderTasks(data: DataStack, channels: ChannelSettings): Record<ReminderTask, TaskGrants> {
  const sends = sending(data, channels);
  return {
    RemindersFindRolls: {
      description: 'Finds regions whose people have still to be planned for, and tables without a last day',
      tables: [data.policies.allow(['Query']), data.reminders.allow(['PutItem', 'Query'])],
    },
    RemindersPlanRoll: {
      description: "Plans reminders for the people of one shard of a region's roll",
      timeout: Duration.minutes(1),
      tables: [data.ledger.allow([], ['roll']), data.reminders.allow(['PutItem', 'UpdateItem'])],
    },
    RemindersFindDue: {
      description: 'Finds the shards in which reminders are due',
      tables: [data.reminders.allow(['GetItem'], ['due'])],
    },
    RemindersSendDue: {
      description: 'Decides the due reminders of one shard and hands their messages over',
      timeout: Duration.minutes(1),
      tables: [
        data.cases.allow(['GetItem', 'BatchGetItem', 'UpdateItem'], ['person']),
        data.ledger.allow(['GetItem', 'UpdateItem'], ['person']),
        data.notices.allow(['PutItem', 'UpdateItem']),
        data.policies.allow(['Query']),
        data.reminders.allow(['UpdateItem'], ['due']),
      ],
      ...sends,
    },
    RemindersFinishRun: {
      description: 'Remembers up to which day no reminder is left',
      tables: [data.reminders.allow(['PutItem'], ['due'])],
    },
  };
}

/** The function that sends what waits in the outbox. */
export function outboxTask(data: DataStack, channels: ChannelSettings): TaskGrants {
  return {
    description: 'Sends what waits in the outbox',
    timeout: Duration.minutes(1),
    tables: [
      data.cases.allow(['GetItem', 'BatchGetItem'], ['person']),
      data.ledger.allow(['GetItem'], ['person']),
      data.notices.allow(['UpdateItem'], ['outbox']),
    ],
    ...sending(data, channels),
  };
}

/** Opening who a message is for, and signing it. */
function sending(data: DataStack, channels: ChannelSettings): Pick<TaskGrants, 'environment' | 'statements'> {
  const person = data.readPersonSecret();
  const gateway = data.readGatewayKey();
  return {
    environment: { ...person.environment, ...gateway.environment, ...channels },
    statements: [...person.statements, ...gateway.statements],
  };
}
