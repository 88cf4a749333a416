import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type Case, caseSchema } from '../cases/case.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { readPublished } from '../store/policies/stored-version.ts';

/** Every item of a table, page by page. */
export async function* scanTable(
  client: DynamoDBDocumentClient,
  table: string,
): AsyncGenerator<Record<string, unknown>> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: start }));
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start);
}

/** Every case of a table. @throws ZodError for an item that is none: `verify` names it */
export async function* storedCases(client: DynamoDBDocumentClient, table: string): AsyncGenerator<Case> {
  for await (const item of scanTable(client, table)) yield caseSchema.parse(item);
}

/** Versions whose content still has the hash that is their name, and those that are not what they were. */
export async function readVersions(
  client: DynamoDBDocumentClient,
  table: string,
): Promise<{ versions: Map<string, PolicyVersion>; changed: string[] }> {
  const versions = new Map<string, PolicyVersion>();
  const changed: string[] = [];
  for await (const item of scanTable(client, table)) {
    const published = readPublished(item);
    if (!published) continue;
    const { tableKey, name, version } = published;
    if (version) versions.set(`${tableKey} ${version.version}`, version);
    else changed.push(`version ${name} of ${tableKey.replace('#', ' ')}`);
  }
  return { versions, changed };
}

/** Every published version of a table, as it was published. */
export const storedVersions = async (client: DynamoDBDocumentClient, table: string): Promise<PolicyVersion[]> => [
  ...(await readVersions(client, table)).versions.values(),
];
