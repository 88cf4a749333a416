/** How the items of the ledger are read and written: one item at a time, every write under a condition. */
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { conditionHeld } from '../condition-held.ts';
import { LEDGER_INDEX } from '../keys.ts';

export interface UpdateParts {
  UpdateExpression: string;
  ConditionExpression: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues: Record<string, unknown>;
}

type Item = Record<string, unknown>;

/** Reads one item, strongly consistent. */
export type ReadEntry = (entry: string) => Promise<Item | null>;

/** @param read another way to read single items */
export function openLedgerItems(client: DynamoDBDocumentClient, table: string, read = openRead(client, table)) {
  async function query(parts: Omit<QueryCommandInput, 'TableName'>): Promise<Item[]> {
    const found: Item[] = [];
    let start: Item | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({ TableName: table, ...parts, ExclusiveStartKey: start }),
      );
      found.push(...Items);
      start = LastEvaluatedKey;
    } while (start);
    return found;
  }

  return {
    read,

    /** True if the condition held. */
    update: (entry: string, parts: UpdateParts): Promise<boolean> =>
      conditionHeld(client.send(new UpdateCommand({ TableName: table, Key: { entry }, ...parts }))),

    /** True if there was no such item. */
    putNew: (item: Item & { entry: string }): Promise<boolean> =>
      conditionHeld(
        client.send(
          new PutCommand({ TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(entry)' }),
        ),
      ),

    /** What was put out on a day, from an index: eventually consistent. */
    ofDay: (day: string): Promise<Item[]> =>
      query({
        IndexName: LEDGER_INDEX.collection,
        KeyConditionExpression: 'collectionDay = :day',
        ExpressionAttributeValues: { ':day': day },
      }),

    /** Of a partition of that index what comes before an entry: eventually consistent. */
    ofDayBefore: (day: string, entry: string): Promise<Item[]> =>
      query({
        IndexName: LEDGER_INDEX.collection,
        KeyConditionExpression: 'collectionDay = :day AND entry < :entry',
        ExpressionAttributeValues: { ':day': day, ':entry': entry },
      }),

    /** A person's entries whose key begins so, from an index: eventually consistent. */
    ofPerson: (personRef: string, prefix: string): Promise<Item[]> =>
      query({
        IndexName: LEDGER_INDEX.person,
        KeyConditionExpression: 'personRef = :person AND begins_with(personEntryKey, :prefix)',
        ExpressionAttributeValues: { ':person': personRef, ':prefix': prefix },
      }),
  };
}

const openRead =
  (client: DynamoDBDocumentClient, table: string): ReadEntry =>
  async (entry) => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: { entry }, ConsistentRead: true }));
    return Item ?? null;
  };
