import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * For every client of an AWS service: by itself the SDK waits for an answer for ever, and a function that waits runs
 * into its own time-out and is given up. Three tries of so many ms end before that, as a fault that may be tried again.
 */
export const IMPATIENT = {
  requestHandler: { connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true },
};

/** The client of all stores. Region, endpoint and credentials come from the environment unless given. */
export function openDocumentClient(config: DynamoDBClientConfig = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ ...IMPATIENT, ...config }), {
    marshallOptions: { removeUndefinedValues: true },
  });
}
