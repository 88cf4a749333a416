/** Whole cases by their ids: the indexes hold only what finds them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';

type Item = Record<string, unknown>;

/** What DynamoDB takes at a time. */
const AT_A_TIME = 100;
/**
 * DynamoDB may leave some unread when it lacks capacity. The store asks for these again, after pauses of two seconds in
 * all.
 */
const PAUSES_MS = [20, 50, 100, 200, 500, 1200];

const idSchema = z.object({ caseId: z.string() });

/**
 * Strongly consistent, in the order of the ids; an id without a case is left out.
 * @throws when DynamoDB leaves some unread again and again
 */
export async function readWholeCases(
  client: DynamoDBDocumentClient,
  table: string,
  caseIds: readonly string[],
): Promise<Item[]> {
  const found = new Map<string, Item>();
  for (let start = 0; start < caseIds.length; start += AT_A_TIME) {
    let keys: Item[] = caseIds.slice(start, start + AT_A_TIME).map((caseId) => ({ caseId }));
    for (const pause of [...PAUSES_MS, null]) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
      );
      for (const item of Responses?.[table] ?? []) found.set(idSchema.parse(item).caseId, item);
      keys = UnprocessedKeys?.[table]?.Keys ?? [];
      if (keys.length === 0) break;
      if (pause === null) throw new Error(`${keys.length} cases were left unread`);
      await sleep(pause);
    }
  }
  return caseIds.map((caseId) => found.get(caseId)).filter((item) => item !== undefined);
}
