import { Duration } from 'aws-cdk-lib';
import type { TaskGrants } from '../constructs/task-function.ts';
import type { DataStack } from './data-stack.ts';

/** How long cases keep their person, as the function that erases is told. */
export interface RetentionYears {
  readonly RETENTION_YEARS: string;
  readonly SETTLED_RETENTION_YEARS: string;
}

/** The function that takes persons out of cases whose years are over. */
export const eraseTask = (data: DataStack, years: RetentionYears): TaskGrants => ({
  description: 'Takes the person out of cases whose years are over',
  timeout: Duration.minutes(10),
  tables: [
    data.cases.allow(['GetItem', 'UpdateItem'], ['person', 'queue']),
    data.ledger.allow(['UpdateItem']),
    data.notices.allow(['Query', 'UpdateItem']),
  ],
  environment: { ...years },
});
