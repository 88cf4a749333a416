import { z } from 'zod';
import type { Need } from '../iam/iam.ts';

/** These take no resource: AWS decides them on `*` only. */
const tokenCalls = new Set(['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat']);

const stateMachineCall = z.object({
  stateMachineArn: z.string().optional(),
  stateMachineAliasArn: z.string().optional(),
  executionArn: z.string().optional(),
  mapRunArn: z.string().optional(),
});

/**
 * What a Step Functions call needs: the operation on the machine, execution or map run that it names. A version or an
 * alias needs it on its machine; conditions tell them apart.
 */
export function needsOfStepFunctions(operation: string, body: unknown): Need[] {
  const call = stateMachineCall.safeParse(body);
  const { stateMachineArn, stateMachineAliasArn, executionArn, mapRunArn } = call.data ?? {};
  const action = `states:${operation}`;
  const machine = stateMachineArn ?? stateMachineAliasArn;
  const [, bare, qualifier] = /^(arn:.*:stateMachine:[^:]+):([^:]+)$/.exec(machine ?? '') ?? [];
  if (tokenCalls.has(operation)) return [{ action, resource: '*' }];
  return [{ action, resource: bare ?? machine ?? executionArn ?? mapRunArn ?? '*', qualifier }];
}
