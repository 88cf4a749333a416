/** Lists of cases from the indexes: eventually consistent, page by page over several regions at once. */
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { z } from 'zod';
import type { CaseBase } from './case-base.ts';
import { CASE_INDEX, PENDING } from './keys.ts';

export interface Page<C> {
  cases: C[];
  /** Opaque; give it back for the next page. Null on the last page. */
  cursor: string | null;
}

interface PageRequest {
  regions: readonly string[];
  limit: number;
  cursor?: string | undefined;
}

/** Newest first. `cursor` from another list gives a page that makes no sense, never an error. */
export function listCases<C extends CaseBase>(client: DynamoDBDocumentClient, table: string, schema: z.ZodType<C>) {
  return (request: PageRequest & { kind?: string | undefined; state?: string | undefined }): Promise<Page<C>> => {
    const wanted = { ...(request.kind && { kind: request.kind }), ...(request.state && { state: request.state }) };
    const index = { name: CASE_INDEX.region, partition: 'region', sort: 'openedKey', newestFirst: true };
    return readPage({ client, table, schema, index }, request, wanted);
  };
}

/** Open tasks, least time left first. */
export function listTasks<C extends CaseBase>(client: DynamoDBDocumentClient, table: string, schema: z.ZodType<C>) {
  return (request: PageRequest): Promise<Page<C>> => {
    const index = { name: CASE_INDEX.queue, partition: 'queueKey', sort: 'taskDue', newestFirst: false };
    return readPage({ client, table, schema, index }, request, {});
  };
}

/** Cases whose effect on Step Functions has been outstanding since before an ISO instant; at most 100. */
export function listPending<C extends CaseBase>(client: DynamoDBDocumentClient, table: string, schema: z.ZodType<C>) {
  return async (instant: string): Promise<C[]> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: CASE_INDEX.pending,
        KeyConditionExpression: 'pendingKey = :pending AND pendingSince < :instant',
        ExpressionAttributeValues: { ':pending': PENDING, ':instant': instant },
        Limit: 100,
      }),
    );
    return Items.map((item) => schema.parse(item));
  };
}

/** The cases of a kind that a person has or had; at most 100. */
export function listOfPerson<C extends CaseBase>(client: DynamoDBDocumentClient, table: string, schema: z.ZodType<C>) {
  return async (personRef: string, kind: C['kind']): Promise<C[]> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: CASE_INDEX.person,
        KeyConditionExpression: 'personRef = :person AND begins_with(personCaseKey, :kind)',
        ExpressionAttributeValues: { ':person': personRef, ':kind': `${kind}#` },
        Limit: 100,
      }),
    );
    return Items.map((item) => schema.parse(item));
  };
}

interface Index {
  name: string;
  partition: string;
  sort: string;
  newestFirst: boolean;
}

interface Source<C> {
  client: DynamoDBDocumentClient;
  table: string;
  schema: z.ZodType<C>;
  index: Index;
}

type Row = { key: string; item: Record<string, unknown> };

/** Merges the regions' lists; the cursor is the sort key of the last row, which is one for all regions. */
async function readPage<C>(
  { client, table, schema, index }: Source<C>,
  { regions, limit, cursor }: PageRequest,
  wanted: Record<string, string>,
): Promise<Page<C>> {
  const after = cursor && Buffer.from(cursor, 'base64url').toString();
  const lists = await Promise.all(
    [...new Set(regions)].map((region) => readRegion(client, table, index, region, after, limit + 1, wanted)),
  );
  const direction = index.newestFirst ? -1 : 1;
  const rows = lists.flat().sort((one, other) => (one.key < other.key ? -direction : direction));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    cases: page.map(({ item }) => schema.parse(item)),
    cursor: last && rows.length > limit ? Buffer.from(last.key).toString('base64url') : null,
  };
}

async function readRegion(
  client: DynamoDBDocumentClient,
  table: string,
  index: Index,
  region: string,
  after: string | undefined,
  count: number,
  wanted: Record<string, string>,
): Promise<Row[]> {
  const rows: Row[] = [];
  const names = { '#partition': index.partition, ...(after && { '#sort': index.sort }) };
  let start: Record<string, unknown> | undefined;
  do {
    const answer = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: index.name,
        KeyConditionExpression: `#partition = :region${after ? ` AND #sort ${index.newestFirst ? '<' : '>'} :after` : ''}`,
        ...(Object.keys(wanted).length > 0 && {
          FilterExpression: Object.keys(wanted)
            .map((name) => `#${name} = :${name}`)
            .join(' AND '),
        }),
        ExpressionAttributeNames: {
          ...names,
          ...Object.fromEntries(Object.keys(wanted).map((name) => [`#${name}`, name])),
        },
        ExpressionAttributeValues: {
          ':region': region,
          ...(after && { ':after': after }),
          ...Object.fromEntries(Object.entries(wanted).map(([name, value]) => [`:${name}`, value])),
        },
        ScanIndexForward: !index.newestFirst,
        Limit: count,
        ExclusiveStartKey: start,
      }),
    );
    for (const item of answer.Items ?? []) rows.push({ key: String(item[index.sort]), item });
    start = answer.LastEvaluatedKey;
  } while (start && rows.length < count);
  return rows;
}
