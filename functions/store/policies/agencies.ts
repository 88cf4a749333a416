/** What agencies say of themselves, beside the tables of their regions; every version stays. */
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type Agency, agencySchema } from '../../domain/agency.ts';

const keyOf = (region: string): string => `agency#${region}`;

const storedSchema = z.object({ agency: agencySchema, by: z.string(), name: z.string().optional(), at: z.string() });
type StoredAgency = z.output<typeof storedSchema>;

export type Agencies = ReturnType<typeof openAgencies>;

/** @param table of the policies */
export function openAgencies(client: DynamoDBDocumentClient, table: string) {
  return {
    /** Null as long as nobody has filled it in. */
    async get(region: string): Promise<StoredAgency | null> {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'tableKey = :key',
          ExpressionAttributeValues: { ':key': keyOf(region) },
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit: 1,
        }),
      );
      return Items[0] ? storedSchema.parse(Items[0]) : null;
    },

    /**
     * @param at ISO instant: the newest is the one that counts
     * @param name as the sign-in calls the person
     */
    async put(region: string, agency: Agency, by: string, at: string, name?: string): Promise<void> {
      const Item = { tableKey: keyOf(region), versionKey: at, agency, by, ...(name !== undefined && { name }), at };
      await client.send(new PutCommand({ TableName: table, Item }));
    },
  };
}
