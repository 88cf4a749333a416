/** What runs out when: the tasks of a desk, and what everybody else is waited for. From the index of the queue. */
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { CaseBase } from '../../cases/case-base.ts';
import { waitingKey } from '../keys.ts';
import { type CasePage, type Days, mergePages, type PageRequest, QUEUE, sortCondition } from './case-lists.ts';

const queuesOf = (region: string): string[] => [region, waitingKey(region)];

/** Soonest first. */
export function listDue<C extends CaseBase>(client: DynamoDBDocumentClient, table: string, schema: z.ZodType<C>) {
  return ({ days, kind, ...page }: PageRequest & { days: Days; kind?: string | undefined }): Promise<CasePage<C>> => {
    const request = { ...page, regions: page.regions.flatMap(queuesOf) };
    return mergePages({ client, table, schema, index: { ...QUEUE, between: days } }, request, { equal: { kind } });
  };
}

/** How much runs out on a day, of one kind of case and of wait. */
interface DueCount {
  day: string;
  kind: string;
  waitingFor: string;
  count: number;
}

/** Cases of one region that are counted. */
const COUNT_LIMIT = 5000;

const dueItemSchema = z.object({
  kind: z.string(),
  taskDue: z.string(),
  wait: z.object({ kind: z.string() }).optional(),
});
type DueItem = z.output<typeof dueItemSchema>;

/** What a region's desks have to do; nobody else is waited for there. */
export const atDesks = (region: string): string[] => [region];

/**
 * How much runs out on each day; `more` where a region has more than is counted.
 * @param queues of a region, which are looked at
 */
export function countDue(client: DynamoDBDocumentClient, table: string, queues = queuesOf) {
  async function read(queue: string, days: Days): Promise<DueItem[]> {
    const items: DueItem[] = [];
    const sort = sortCondition({ newestFirst: false, between: days }, undefined);
    let start: Record<string, unknown> | undefined;
    do {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: QUEUE.name,
          KeyConditionExpression: `queueKey = :queue AND taskDue ${sort?.text}`,
          ProjectionExpression: 'kind, taskDue, #wait',
          ExpressionAttributeNames: { '#wait': 'wait' },
          ExpressionAttributeValues: { ':queue': queue, ...sort?.values },
          ExclusiveStartKey: start,
        }),
      );
      items.push(...(answer.Items ?? []).map((item) => dueItemSchema.parse(item)));
      start = answer.LastEvaluatedKey;
    } while (start && items.length < COUNT_LIMIT);
    return items;
  }

  return async (regions: readonly string[], days: Days): Promise<{ counts: DueCount[]; more: boolean }> => {
    const lists = await Promise.all(regions.flatMap(queues).map((queue) => read(queue, days)));
    const counts = new Map<string, DueCount>();
    for (const { kind, taskDue, wait } of lists.flat()) {
      const one = { day: taskDue.slice(0, 10), kind, waitingFor: wait?.kind ?? 'parked' };
      const name = `${one.day} ${kind} ${one.waitingFor}`;
      counts.set(name, { ...one, count: (counts.get(name)?.count ?? 0) + 1 });
    }
    const sorted = [...counts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, count]) => count);
    return { counts: sorted, more: lists.some((list) => list.length >= COUNT_LIMIT) };
  };
}
