import type { TaskGrants } from '../constructs/task-function.ts';
import type { DataStack } from './data-stack.ts';
import type { FunctionName } from './function-entries.ts';

/**
 * Functions that no state machine of today calls: executions that a release up to 0.1.1 has started go on under its
 * definitions, and call them. They are reminders, made as the daily run makes them.
 */
export type EarlierTask = Extract<FunctionName, 'LatePaymentRemindToPay' | 'NewbornRemindParents'>;

export function earlierTasks(data: DataStack): Record<EarlierTask, TaskGrants> {
  const tables = [
    data.cases.allow(['GetItem', 'BatchGetItem', 'UpdateItem'], ['person']),
    data.ledger.allow(['UpdateItem'], ['person']),
    data.notices.allow(['PutItem']),
    data.policies.allow(['Query']),
    data.reminders.allow(['GetItem', 'UpdateItem']),
  ];
  return {
    LatePaymentRemindToPay: { description: 'Reminds before the last day to pay, in executions up to 0.1.1', tables },
    NewbornRemindParents: { description: 'Reminds the parents of a newborn, in executions up to 0.1.1', tables },
  };
}
