/** What policy officers work on: a policy text with what one of them decided of it, one a person, region and year. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { conditionHeld } from '../condition-held.ts';
import { LONGEST_PACKED, pack, unpack } from '../packed.ts';
import { keyOfTable } from '../policies/stored-version.ts';

const storedSchema = z.object({ work: z.string(), at: z.string() });

export type PolicyWork = ReturnType<typeof openPolicyWork>;

/** @param table of the uploads */
export function openPolicyWork(client: DynamoDBDocumentClient, table: string) {
  const keyOf = (region: string, coverageYear: number, officer: string) => ({
    uploadId: `work#${keyOfTable(region, coverageYear)}`,
    part: officer,
  });
  return {
    /** As it was put, and when; null where the officer has none. */
    async get(region: string, coverageYear: number, officer: string): Promise<{ work: unknown; at: string } | null> {
      const Key = keyOf(region, coverageYear, officer);
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      if (!Item) return null;
      const { work, at } = storedSchema.parse(Item);
      return { work: unpack(work), at };
    },

    /**
     * Over what was asked to be kept before; a request that was made earlier and comes later changes nothing. False where it
     * is too long to be kept.
     */
    async put(region: string, coverageYear: number, officer: string, work: object, at: string): Promise<boolean> {
      const packed = pack(work);
      if (packed.length > LONGEST_PACKED) return false;
      const Item = { ...keyOf(region, coverageYear, officer), work: packed, at };
      const put = new PutCommand({
        TableName: table,
        Item,
        ConditionExpression: 'attribute_not_exists(#at) OR #at <= :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':at': at },
      });
      await conditionHeld(client.send(put));
      return true;
    },
  };
}
