import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type Case, caseSchema } from '../store/case.ts';

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
