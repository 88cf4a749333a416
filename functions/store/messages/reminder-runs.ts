/**
 * What the daily run remembers in the table Reminders: the day up to which everything is done, the shards of each roll
 * that it has planned, and the tables that allow no plan.
 */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type LocalDate, localDateSchema } from '../../domain/calendar.ts';

const cursorSchema = z.object({ through: localDateSchema });

const unplannableSchema = z.object({
  region: z.string(),
  coverageYear: z.number(),
  /** Path of the value that the table is silent on. */
  field: z.string(),
  message: z.string(),
  /** ISO instant at which it was last seen. */
  at: z.string(),
  state: z.enum(['open', 'settled']),
});
export type Unplannable = z.output<typeof unplannableSchema>;

const rollSchema = z.object({ occasion: z.string(), lastDay: localDateSchema });

const CURSOR = { subject: 'run', occasion: 'cursor' } as const;
const UNPLANNABLE = 'unplannable';
const rollOf = (region: string, coverageYear: number): string => `roll#${region}#${coverageYear}`;

export type ReminderRuns = ReturnType<typeof openReminderRuns>;

export function openReminderRuns(client: DynamoDBDocumentClient, table: string) {
  const put = (item: Record<string, unknown>) => client.send(new PutCommand({ TableName: table, Item: item }));

  async function list(subject: string): Promise<Record<string, unknown>[]> {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'subject = :subject',
        ExpressionAttributeValues: { ':subject': subject },
        ConsistentRead: true,
      }),
    );
    return Items;
  }

  return {
    /** The last day of which nothing is left to do; null before the first run. */
    async doneThrough(): Promise<LocalDate | null> {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: CURSOR, ConsistentRead: true }));
      return Item ? cursorSchema.parse(Item).through : null;
    },
    async setDoneThrough(through: LocalDate): Promise<void> {
      await put({ ...CURSOR, through });
    },

    /** Shards of a roll that are planned by that last day. */
    async plannedShards(region: string, coverageYear: number, lastDay: LocalDate): Promise<string[]> {
      const shards = (await list(rollOf(region, coverageYear))).map((item) => rollSchema.parse(item));
      return shards.filter((shard) => shard.lastDay === lastDay).map(({ occasion }) => occasion);
    },
    async setPlanned(region: string, coverageYear: number, shard: string, lastDay: LocalDate): Promise<void> {
      await put({ subject: rollOf(region, coverageYear), occasion: shard, lastDay });
    },

    /** One item a region and year, for the policy officer. */
    async putUnplannable(item: Unplannable): Promise<void> {
      await put({ subject: UNPLANNABLE, occasion: `${item.region}#${item.coverageYear}`, ...item });
    },
    async unplannable(): Promise<Unplannable[]> {
      return (await list(UNPLANNABLE)).map((item) => unplannableSchema.parse(item));
    },
  };
}
