import { Duration } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { TaskGrants } from '../constructs/task-function.ts';
import type { DataStack } from './data-stack.ts';

/** What the functions of the imports state machine may do. */
export function importTasks(data: DataStack): Record<'ImportsStorePart', TaskGrants> {
  const person = data.readPersonSecret();
  return {
    ImportsStorePart: {
      description: 'Stores the rows of one part of an import in the ledger',
      // A part is 1,000 rows at one write each.
      timeout: Duration.minutes(2),
      tables: [
        data.uploads.allow(['GetItem', 'PutItem', 'UpdateItem']),
        data.ledger.allow(['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'], ['person']),
        data.cases.allow(['GetItem', 'BatchGetItem', 'UpdateItem'], ['person']),
      ],
      environment: person.environment,
      statements: person.statements,
    },
  };
}

/** The function that a removal from a list of aid takes effect by, on its day. */
export const aidListTask = (data: DataStack): TaskGrants => ({
  description: 'Decides the open cases of people again whose last day on a list of aid is over',
  // A year's review takes thousands of people off a list on one day.
  timeout: Duration.minutes(10),
  tables: [
    data.ledger.allow(['GetItem', 'UpdateItem'], ['person', 'collection']),
    data.cases.allow(['GetItem', 'BatchGetItem', 'UpdateItem'], ['person']),
  ],
});

/** What the functions of the state machine for a university's batch may do. `refund`: the machine of refund cases. */
export function studentBatchTasks(
  data: DataStack,
  refund: { liveArn: string; start: PolicyStatement[] },
): Record<'StudentBatchListRows' | 'StudentBatchOpenCases', TaskGrants> {
  const person = data.readPersonSecret();
  return {
    StudentBatchListRows: {
      description: 'Lists the rows of a batch that are to be opened',
      tables: [data.uploads.allow(['GetItem'])],
    },
    StudentBatchOpenCases: {
      description: 'Opens a refund case for each of a hundred students',
      timeout: Duration.minutes(4),
      tables: [
        data.uploads.allow(['GetItem', 'PutItem', 'UpdateItem']),
        data.cases.allow(['GetItem', 'BatchGetItem', 'PutItem'], ['person']),
        data.ledger.allow(['GetItem', 'BatchWriteItem'], ['person']),
        data.policies.allow(['Query']),
      ],
      environment: { ...person.environment, REFUND_STATE_MACHINE_ARN: refund.liveArn },
      statements: [...person.statements, ...refund.start],
    },
  };
}
