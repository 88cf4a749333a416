import { z } from 'zod';

/** One thing that a call must be allowed to do. */
export interface Need {
  /** e.g. `dynamodb:PutItem` */
  action: string;
  resource: string;
  /** The version or alias of a state machine that is named. */
  qualifier?: string | undefined;
}

interface Place {
  partition: string;
  region: string;
  account: string;
}

const tableCall = z.object({ TableName: z.string(), IndexName: z.string().optional() });
const batchCall = z.object({ RequestItems: z.record(z.string(), z.unknown()) });

/**
 * What a DynamoDB call needs: the operation on the table, or on the index that it reads.
 * A call whose body names no table needs the operation on everything; the service then says what is wrong with it.
 */
export function needsOfDynamoDb(operation: string, body: unknown, place: Place): Need[] {
  const action = `dynamodb:${operation}`;
  const arnOf = (table: string) =>
    table.startsWith('arn:')
      ? table
      : `arn:${place.partition}:dynamodb:${place.region}:${place.account}:table/${table}`;
  const batch = batchCall.safeParse(body);
  if (batch.success) return Object.keys(batch.data.RequestItems).map((table) => ({ action, resource: arnOf(table) }));
  const call = tableCall.safeParse(body);
  if (!call.success) return [{ action, resource: '*' }];
  const table = arnOf(call.data.TableName);
  return [{ action, resource: call.data.IndexName === undefined ? table : `${table}/index/${call.data.IndexName}` }];
}

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

/** What a Secrets Manager call needs: the operation on the secret, by its ARN. */
export function needsOfSecretsManager(operation: string, secretArn: string | undefined): Need[] {
  return [{ action: `secretsmanager:${operation}`, resource: secretArn ?? '*' }];
}

/** What an invocation needs. A permission on a function covers no version of it: those have ARNs of their own. */
export function needsOfInvoke(functionArn: string): Need[] {
  return [{ action: 'lambda:InvokeFunction', resource: functionArn }];
}
