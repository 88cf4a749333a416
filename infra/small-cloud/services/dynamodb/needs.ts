import { z } from 'zod';
import type { Place } from '../../cloud-services.ts';
import type { Need } from '../iam/iam.ts';

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
