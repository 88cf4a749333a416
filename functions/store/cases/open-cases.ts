/** The cases that somebody is waited for in, from the index of the queue: what is read grows with the open cases only. */
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { waitingKey } from '../keys.ts';
import { QUEUE } from './case-lists.ts';

const itemSchema = z.object({ caseId: z.string(), state: z.string() });

/** Those at the region's desks, and those that wait for somebody else. A parked case waits for nobody's answer. */
export function openWaitingCases(client: DynamoDBDocumentClient, table: string) {
  return async function* (region: string): AsyncGenerator<string> {
    for (const queue of [region, waitingKey(region)]) {
      let start: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: table,
            IndexName: QUEUE.name,
            KeyConditionExpression: 'queueKey = :queue',
            ProjectionExpression: 'caseId, #state',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':queue': queue },
            ExclusiveStartKey: start,
          }),
        );
        for (const item of page.Items ?? []) {
          const { caseId, state } = itemSchema.parse(item);
          if (state !== 'parked') yield caseId;
        }
        start = page.LastEvaluatedKey;
      } while (start);
    }
  };
}
