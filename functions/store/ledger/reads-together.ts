/** Reads of the ledger that many rows of a file ask for in the same moment, as one request of at most a hundred items. */
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import DataLoader from 'dataloader';
import type { ReadEntry } from './ledger-items.ts';

/** DynamoDB takes no more in one request. */
const MOST_KEYS = 100;
/** Rows that once wait for each other go on together, and ask together again. */
const WAIT_MS = 5;

/** Strongly consistent, and nothing is remembered: each question is asked anew. */
export function openReadsTogether(client: DynamoDBDocumentClient, table: string): ReadEntry {
  async function readAll(entries: readonly string[]): Promise<(Record<string, unknown> | null)[]> {
    const found = new Map<unknown, Record<string, unknown>>();
    let left: Record<string, unknown>[] = [...new Set(entries)].map((entry) => ({ entry }));
    while (left.length > 0) {
      const { Responses = {}, UnprocessedKeys = {} } = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
      );
      for (const item of Responses[table] ?? []) found.set(item.entry, item);
      left = UnprocessedKeys[table]?.Keys ?? [];
    }
    return entries.map((entry) => found.get(entry) ?? null);
  }
  const loader = new DataLoader(readAll, {
    cache: false,
    maxBatchSize: MOST_KEYS,
    batchScheduleFn: (ask) => setTimeout(ask, WAIT_MS),
  });
  return (entry) => loader.load(entry);
}
