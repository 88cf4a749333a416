/** Cases by their ids, whole or some attributes of each: the indexes hold only what finds them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { withConcurrency } from '../../runtime/with-concurrency.ts';

type Item = Record<string, unknown>;

/** What DynamoDB takes at a time. */
const AT_A_TIME = 100;
/**
 * DynamoDB may leave some unread when it lacks capacity. The store asks for these again, after pauses of two seconds in
 * all.
 */
const PAUSES_MS = [20, 50, 100, 200, 500, 1200];

/** Reads at the same time, of some attributes of very many cases. */
const READS_AT_A_TIME = 4;

const idSchema = z.object({ caseId: z.string() });

/**
 * Strongly consistent, in the order of the ids; an id without a case is left out.
 * @param only these attributes, beside the id
 * @throws when DynamoDB leaves some unread again and again
 */
export async function readWholeCases(
  client: DynamoDBDocumentClient,
  table: string,
  caseIds: readonly string[],
  only: readonly string[] = [],
): Promise<Item[]> {
  const found = new Map<string, Item>();
  const names = ['caseId', ...only];
  const projection = only.length > 0 && {
    ProjectionExpression: names.map((name) => `#${name}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
  };
  const starts = Array.from({ length: Math.ceil(caseIds.length / AT_A_TIME) }, (_none, index) => index * AT_A_TIME);
  await withConcurrency(starts, READS_AT_A_TIME, async (start) => {
    let keys: Item[] = caseIds.slice(start, start + AT_A_TIME).map((caseId) => ({ caseId }));
    for (const pause of [...PAUSES_MS, null]) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true, ...projection } } }),
      );
      for (const item of Responses?.[table] ?? []) found.set(idSchema.parse(item).caseId, item);
      keys = UnprocessedKeys?.[table]?.Keys ?? [];
      if (keys.length === 0) break;
      if (pause === null) throw new Error(`${keys.length} cases were left unread`);
      await sleep(pause);
    }
  });
  return caseIds.map((caseId) => found.get(caseId)).filter((item) => item !== undefined);
}
