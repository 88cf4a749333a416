import { Duration } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CaseWorkflow } from '../constructs/case-workflow.ts';
import type { TaskGrants } from '../constructs/task-function.ts';
import type { DataStack } from './data-stack.ts';

/** The state machines of cases. */
interface CaseMachines {
  readonly latePayment: CaseWorkflow;
  readonly newborn: CaseWorkflow;
  readonly refund: CaseWorkflow;
}

/**
 * The function that finds cases whose execution is gone or nearly a year old. It may look at executions and mark cases;
 * ApiWrite alone starts executions.
 */
export function sweepTask(data: DataStack, { latePayment, newborn, refund }: CaseMachines): TaskGrants {
  const machines = [latePayment, newborn, refund];
  const allow = (sid: string, actions: string[], resources: string[]) =>
    new PolicyStatement({ sid, effect: Effect.ALLOW, actions, resources });
  return {
    description: 'Takes up open cases without an execution, and lets old executions go on in new ones',
    timeout: Duration.minutes(15),
    memoryMb: 1024,
    tables: [data.cases.allow(['GetItem', 'UpdateItem'], ['queue']), data.policies.allow(['Query'])],
    environment: {
      LATE_PAYMENT_STATE_MACHINE_ARN: latePayment.arn,
      NEWBORN_STATE_MACHINE_ARN: newborn.arn,
      REFUND_STATE_MACHINE_ARN: refund.arn,
    },
    statements: [
      allow(
        'ListExecutions',
        ['states:ListExecutions'],
        machines.map(({ arn }) => arn),
      ),
      allow(
        'LookAtExecutions',
        ['states:DescribeExecution'],
        machines.map(({ executionsArn }) => executionsArn),
      ),
    ],
    ofMachines: machines,
  };
}
