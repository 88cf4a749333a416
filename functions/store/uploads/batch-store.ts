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
  /** Names the parts of the check that counts: a file that is sent in again is checked anew. */
  check: z.string(),
  /** Regions in which its students were paid for. */
  regions: z.array(z.string()),
  rows: z.number(),
  good: z.number(),
  failed: z.number(),
  /**
   * Insured students of the university with a year that has not begun; without those who leave by this batch or left by
   * an earlier one.
   */
  staying: z.number(),
  /** Decimal yuan, by college and year. */
  sums: z.array(yearSumSchema),
  sent: sentSchema.optional(),
  /** One student whom the university applied for by a form: nothing was held against its roll. */
  single: z.literal(true).optional(),
});
export type Batch = z.output<typeof batchSchema>;

export type BatchStore = ReturnType<typeof openBatchStore>;

const PART = 'batch';
const listOf = (university: string): string => `university#${university}`;
/** The batches that universities sent, for the desks of a region in which their students paid. */
const sentIn = (region: string): string => `batches#${region}`;
const leftOf = (university: string): string => `university#${university}#left`;
const leftSchema = z.object({ persons: z.array(z.string()) });

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

    /**
     * Stores what was found in place of what was found before, which is the answer; not if the batch was sent
     * meanwhile.
     */
    async put(batch: Batch): Promise<{ stored: true; replaced: Batch | null } | { stored: false }> {
      const { batchId, university, openedAt } = batch;
      const entry = { uploadId: listOf(university), part: `${openedAt}#${batchId}`, batchId };
      await client.send(new PutCommand({ TableName: table, Item: entry }));
      try {
        const { Attributes } = await client.send(
          new PutCommand({
            TableName: table,
            Item: { ...batch, uploadId: batchId, part: PART },
            ConditionExpression: 'attribute_not_exists(sent)',
            ReturnValues: 'ALL_OLD',
          }),
        );
        return { stored: true, replaced: Attributes ? batchSchema.parse(Attributes) : null };
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return { stored: false };
        throw error;
      }
    },

    /** Sends a batch as it was checked, once; the batch as it then is, with what it was sent with first. */
    async send({ batchId, check }: Pick<Batch, 'batchId' | 'check'>, sent: Sent): Promise<Batch | null> {
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: { uploadId: batchId, part: PART },
            UpdateExpression: 'SET sent = :sent',
            ConditionExpression: '#check = :check AND attribute_not_exists(sent)',
            ExpressionAttributeNames: { '#check': 'check' },
            ExpressionAttributeValues: { ':sent': sent, ':check': check },
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

    /** Keeps who has a case by a part of a batch. */
    async putLeft({ university, batchId }: Batch, part: number, persons: readonly string[]): Promise<void> {
      const item = { uploadId: leftOf(university), part: `${batchId}#${part}`, persons };
      await client.send(new PutCommand({ TableName: table, Item: item }));
    },

    /** References of all students who have a case by a batch of the university. */
    async listLeft(university: string): Promise<Set<string>> {
      const left = new Set<string>();
      let start: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'uploadId = :left',
            ExpressionAttributeValues: { ':left': leftOf(university) },
            ExclusiveStartKey: start,
          }),
        );
        for (const item of Items) for (const person of leftSchema.parse(item).persons) left.add(person);
        start = LastEvaluatedKey;
      } while (start);
      return left;
    },

    /** A university's batches, newest first; at most 100. */
    list: (university: string): Promise<Batch[]> => listed(listOf(university)),
    /** The batches that were sent with students of a region, the newest first; at most 100. */
    sentIn: (region: string): Promise<Batch[]> => listed(sentIn(region)),
  };
}
