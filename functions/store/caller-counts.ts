/** How many requests each caller of the API has made within the minute: one item a caller, which the next minute begins anew. */
import { type DynamoDBDocumentClient, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { answerIfHeld } from './condition-held.ts';

const countedSchema = z.object({ requests: z.number() });

export type CallerCounts = ReturnType<typeof openCallerCounts>;

export function openCallerCounts(client: DynamoDBDocumentClient, table: string) {
  const update = (caller: string, parts: Omit<UpdateCommandInput, 'TableName' | 'Key' | 'ReturnValues'>) =>
    answerIfHeld(
      client.send(new UpdateCommand({ TableName: table, Key: { caller }, ReturnValues: 'UPDATED_NEW', ...parts })),
    );

  return {
    /** Adds requests to those of a minute; how many there are now. A minute that is over counts no more. */
    async add(caller: string, minute: number, requests: number): Promise<number> {
      const names = { ExpressionAttributeNames: { '#minute': 'minute' } };
      const values = { ExpressionAttributeValues: { ':minute': minute, ':requests': requests } };
      const more = { UpdateExpression: 'ADD requests :requests', ConditionExpression: '#minute = :minute' };
      const first = {
        UpdateExpression: 'SET #minute = :minute, requests = :requests',
        ConditionExpression: 'attribute_not_exists(#minute) OR #minute < :minute',
      };
      // Once more, because somebody else may have begun the minute in between.
      for (const parts of [more, first, more]) {
        const updated = await update(caller, { ...parts, ...names, ...values });
        if (updated) return countedSchema.parse(updated.Attributes).requests;
      }
      return 0;
    },
  };
}
