import { Duration } from 'aws-cdk-lib';
import type { TaskGrants } from '../constructs/task-function.ts';
import type { DataStack } from './data-stack.ts';

/** How long cases keep their person, as the function that erases is told. */
export interface RetentionYears {
  readonly RETENTION_YEARS: string;
  readonly SETTLED_RETENTION_YEARS: string;
}

/** The function that takes persons out of cases whose years are over. */
export function eraseTask(data: DataStack, years: RetentionYears): TaskGrants {
  const { environment, statements, ofObjects } = data.documents.erase();
  return {
    description: 'Takes the person out of cases whose years are over',
    timeout: Duration.minutes(10),
    tables: [
      data.cases.allow(['GetItem', 'BatchGetItem', 'UpdateItem'], ['person', 'queue']),
      data.ledger.allow(['UpdateItem', 'BatchWriteItem']),
      data.notices.allow(['Query', 'UpdateItem']),
    ],
    environment: { ...years, ...environment },
    statements,
    ofObjects,
  };
}

/** The function that seals anew what an older key has sealed. */
export function resealTask(data: DataStack): TaskGrants {
  const person = data.readPersonSecret();
  return {
    description: 'Seals the details of persons anew with the newest key',
    timeout: Duration.minutes(10),
    tables: [
      data.cases.allow(['Scan', 'UpdateItem']),
      data.ledger.allow(['GetItem', 'Scan', 'UpdateItem', 'BatchWriteItem']),
      data.uploads.allow(['Scan', 'UpdateItem']),
    ],
    environment: person.environment,
    statements: person.statements,
  };
}
