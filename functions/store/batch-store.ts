/** Batches of departing students: what was found in a file, and how it was sent. Their rows lie with the uploads. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';

const yearSumSchema = z.object({
  college: z.string(),
  coverageYear: z.number(),
  students: z.number(),
  amount: z.string(),
});
export type YearSum = z.output<typeof yearSumSchema>;

const sentSchema = z.object({
  at: z.string(),
  by: z.string(),
  roll: z.number(),
  difference: z.number(),
  reason: z.string().optional(),
});
export type Sent = z.output<typeof sentSchema>;

export const batchSchema = z.object({
  batchId: z.string(),
  university: z.string(),
  openedBy: z.string(),
  role: z.string(),
  openedAt: z.string(),
  /** Regions in which its students were paid for. */
  regions: z.array(z.string()),
  rows: z.number(),
  good: z.number(),
  failed: z.number(),
  /** Insured students of the university with a year that has not begun, those of the batch left out. */
  staying: z.number(),
  /** Decimal yuan, by college and year. */
  sums: z.array(yearSumSchema),
  sent: sentSchema.optional(),
});
export type Batch = z.output<typeof batchSchema>;

export type BatchStore = ReturnType<typeof openBatchStore>;

const PART = 'batch';
const listOf = (university: string): string => `university#${university}`;
/** What was sent, for the desks of a region in which its students were paid for. */
const sentIn = (region: string): string => `batches#${region}`;

export function openBatchStore(client: DynamoDBDocumentClient, table: string) {
  async function get(batchId: string): Promise<Batch | null> {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { uploadId: batchId, part: PART }, ConsistentRead: true }),
    );
    return Item ? batchSchema.parse(Item) : null;
  }

  async function listed(list: string): Promise<Batch[]> {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'uploadId = :list',
        ExpressionAttributeValues: { ':list': list },
        ScanIndexForward: false,
        Limit: 100,
      }),
    );
    const found = await Promise.all(Items.map((item) => get(String(item.batchId))));
    return found.filter((batch) => batch !== null);
  }

  return {
    get,

    /** Stores what was found; checked anew it replaces what was found before, until it is sent. */
    async put(batch: Batch): Promise<void> {
      const { batchId, university, openedAt } = batch;
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { ...batch, uploadId: batchId, part: PART },
            ConditionExpression: 'attribute_not_exists(sent)',
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
      const entry = { uploadId: listOf(university), part: `${openedAt}#${batchId}`, batchId };
      await client.send(new PutCommand({ TableName: table, Item: entry }));
    },

    /** Sends a batch, once; the batch as it then is, with what it was sent with first. */
    async send(batchId: string, sent: Sent): Promise<Batch | null> {
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { uploadId: batchId, part: PART },
            UpdateExpression: 'SET sent = :sent',
            ConditionExpression: 'attribute_exists(batchId) AND attribute_not_exists(sent)',
            ExpressionAttributeValues: { ':sent': sent },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
      const batch = await get(batchId);
      for (const region of batch?.sent ? batch.regions : []) {
        const entry = { uploadId: sentIn(region), part: `${batch?.sent?.at}#${batchId}`, batchId };
        await client.send(new PutCommand({ TableName: table, Item: entry }));
      }
      return batch;
    },

    /** A university's batches, newest first; at most 100. */
    list: (university: string): Promise<Batch[]> => listed(listOf(university)),
    /** The batches that were sent with students of a region, the newest first; at most 100. */
    sentIn: (region: string): Promise<Batch[]> => listed(sentIn(region)),
  };
}
