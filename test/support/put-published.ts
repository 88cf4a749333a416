/** The published tables, in three calls: how each of them is published has tests of its own. */
import { readFile } from 'node:fs/promises';
import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { publicationsSchema } from '../../functions/store/policies/stored-version.ts';
import { keptPublications } from '../../infra/build/kept-publications.ts';

/** DynamoDB takes so many at once. */
const AT_ONCE = 25;

export async function putPublished(client: DynamoDBDocumentClient): Promise<void> {
  const publications = publicationsSchema.parse(JSON.parse(await readFile(await keptPublications(), 'utf8')));
  const listings = new Map(publications.map(({ listing }) => [`${listing.tableKey} ${listing.versionKey}`, listing]));
  const items = [...publications.map(({ item }) => item), ...listings.values()];
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const Policies = items.slice(from, from + AT_ONCE).map((item) => ({ PutRequest: { Item: { ...item } } }));
    await client.send(new BatchWriteCommand({ RequestItems: { Policies } }));
  }
}
