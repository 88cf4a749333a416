/** For a machine of a test: another DynamoDB where `DYNAMODB_ENDPOINT` names one, under an access key of its own. */
import { createHash, randomUUID } from 'node:crypto';
import { type DynamoDb, reachOtherDynamoDb } from '../../infra/small-cloud/services/dynamodb/dynamodb.ts';

/** @param data folder of the machine, or another name for it: started again, it finds its tables under the same key */
export function judgingDatabase(data: string = randomUUID()): { dynamodb?: DynamoDb } {
  const endpoint = process.env.DYNAMODB_ENDPOINT;
  if (!endpoint) return {};
  const caller = createHash('sha256').update(data).digest('hex').slice(0, 20);
  return { dynamodb: reachOtherDynamoDb(endpoint, 'cn-northwest-1', caller) };
}
