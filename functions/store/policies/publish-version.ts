/** Puts a version of a policy table once, and the item that lists its table. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { firstPlaceOf, type Publication, placesOf } from './stored-version.ts';

class PolicyVersionError extends Error {
  override name = 'PolicyVersionError';
}

const storedSchema = z.object({ source: z.string() });

export function openPublisher(client: DynamoDBDocumentClient, table: string) {
  async function get(Key: Record<'tableKey' | 'versionKey', string>): Promise<Record<string, unknown> | undefined> {
    return (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
  }

  async function putOnce(item: Record<string, unknown>): Promise<'stored' | 'exists'> {
    try {
      await client.send(
        new PutCommand({ TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(tableKey)' }),
      );
      return 'stored';
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException) return 'exists';
      throw cause;
    }
  }

  /** @throws PolicyVersionError if that day and revision were published with other content */
  return async function publish({ item, listing }: Publication): Promise<'published' | 'unchanged'> {
    const { tableKey, versionKey } = item;
    const elsewhere = placesOf(firstPlaceOf(tableKey)).filter((place) => place !== tableKey);
    for (const place of elsewhere) if (await get({ tableKey: place, versionKey })) throw taken(item);
    const outcome = await putOnce({ ...item });
    if (outcome === 'exists') {
      const stored = await get({ tableKey, versionKey });
      if (storedSchema.parse(stored).source !== item.source) throw taken(item);
    }
    await client.send(new PutCommand({ TableName: table, Item: { ...listing } }));
    return outcome === 'exists' ? 'unchanged' : 'published';
  };
}

function taken({ tableKey, versionKey }: Publication['item']): PolicyVersionError {
  const [region, year] = firstPlaceOf(tableKey).split('#');
  const [day, revision] = versionKey.split('#');
  return new PolicyVersionError(
    `${region} ${year}: the version in force from ${day}, revision ${Number(revision)}, is published with other content; raise its revision`,
  );
}
