import { randomUUID } from 'node:crypto';
import { AccessDeniedError, type Iam } from '../iam/iam.ts';
import type { InvokeFunction } from '../state-machines/state-machines.ts';
import type { LambdaFunctions } from './lambda-functions.ts';
import { needsOfInvoke } from './needs.ts';

/** How a state machine calls a function: in the name of its role, with errors named as Step Functions sees them. */
export function createInvokeForStates(functions: LambdaFunctions, iam: Iam): InvokeFunction {
  return async (functionArn, payload, caller) => {
    const unqualified = functionArn.replace(/:\$LATEST$/, '');
    try {
      // Step Functions takes the role for each execution under a session name of its own.
      const session = caller.executionArn.split(':').at(-1) ?? 'execution';
      iam.authorize(iam.assume(caller.roleArn, session), needsOfInvoke(functionArn));
    } catch (error) {
      if (!(error instanceof AccessDeniedError)) throw error;
      return { ok: false, error: 'Lambda.AWSLambdaException', cause: serviceCause(error.message, 403) };
    }
    if (!functions.has(unqualified)) {
      const cause = serviceCause(`Function not found: ${functionArn}`, 404);
      return { ok: false, error: 'Lambda.ResourceNotFoundException', cause };
    }
    const invocation = await functions.invoke(unqualified, JSON.stringify(payload));
    if (invocation.ok) return { ok: true, payload: JSON.parse(invocation.payload) };
    return { ok: false, error: invocation.error.errorType, cause: JSON.stringify(invocation.error) };
  };
}

function serviceCause(message: string, status: number): string {
  return `${message} (Service: Lambda, Status Code: ${status}, Request ID: ${randomUUID()})`;
}
