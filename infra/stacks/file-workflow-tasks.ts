import { Duration } from 'aws-cdk-lib';
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
        data.ledger.allow(['GetItem', 'PutItem', 'UpdateItem']),
      ],
      environment: person.environment,
      statements: person.statements,
    },
  };
}
