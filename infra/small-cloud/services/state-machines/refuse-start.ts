import { AccessDeniedError, type Iam } from '../iam/iam.ts';
import { needsOfStepFunctions } from './needs.ts';
import type { RefuseStart } from './state-machines.ts';

/** Whether a state machine's role may start executions: those of a distributed map too, which are its own machine's. */
export function createRefuseStart(iam: Iam): RefuseStart {
  return (stateMachineArn, { roleArn, executionArn }) => {
    const session = executionArn.split(':').at(-1) ?? 'execution';
    try {
      iam.authorize(iam.assume(roleArn, session), needsOfStepFunctions('StartExecution', { stateMachineArn }));
      return undefined;
    } catch (error) {
      if (error instanceof AccessDeniedError) return error.message;
      throw error;
    }
  };
}
