/** Which cases something happened to on a day, as the counting lists them; and their histories, as they are stored. */
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type CaseHistory, caseHistorySchema } from '../../cases/day.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { readWholeCases } from '../cases/whole-cases.ts';
import { dayKey } from '../keys.ts';

const itemSchema = z.object({ when: z.string() });

export type Days = ReturnType<typeof openDays>;

export function openDays(client: DynamoDBDocumentClient, tables: { cases: string; counts: string }) {
  return {
    /** In the order of their ids, behind `after`. Strongly consistent with what was counted. */
    async casesOf(region: string, day: LocalDate, after: string, limit: number): Promise<string[]> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tables.counts,
          ConsistentRead: true,
          KeyConditionExpression: '#of = :of AND #when > :after',
          ExpressionAttributeNames: { '#of': 'of', '#when': 'when' },
          // A key is never empty.
          ExpressionAttributeValues: { ':of': dayKey(region, day), ':after': after || ' ' },
          Limit: limit,
        }),
      );
      return Items.map((item) => itemSchema.parse(item).when);
    },

    /** By id; a case that is gone has none. Strongly consistent. */
    async histories(caseIds: readonly string[]): Promise<Map<string, CaseHistory>> {
      const items = await readWholeCases(client, tables.cases, caseIds, ['region', 'history']);
      return new Map(items.map((item) => caseHistorySchema.parse(item)).map((found) => [found.caseId, found]));
    },
  };
}
