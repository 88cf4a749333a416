/** The tables of the system on a DynamoDB of this machine, spoken to over its real protocol. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient, type Projection } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openDocumentClient } from '../../functions/store/client.ts';
import type { KeyAttributes, TableDefinition } from '../../infra/constructs/record-table.ts';
import { openOwnDynamoDb } from '../../infra/small-cloud/services/dynamodb/dynamodb.ts';
import { serveDynamoDb } from '../../infra/small-cloud/services/dynamodb/serve-dynamodb.ts';
import { TABLE_DEFINITIONS } from '../../infra/stacks/table-definitions.ts';

export interface OpenTables {
  client: DynamoDBDocumentClient;
  endpoint: string;
  close(): Promise<void>;
}

/**
 * `DYNAMODB_ENDPOINT` names another DynamoDB than this machine's own, such as AWS's DynamoDB Local; it keeps the tables
 * of each access key apart, so that tests that run side by side have tables of their own.
 */
export async function openTables(): Promise<OpenTables> {
  const { endpoint, close } = await openDatabase();
  const config = {
    endpoint,
    region: 'cn-northwest-1',
    credentials: { accessKeyId: randomUUID().replaceAll('-', ''), secretAccessKey: 'test' },
  };
  const plain = new DynamoDBClient(config);
  await createTables(plain);
  plain.destroy();
  const client = openDocumentClient(config);
  return {
    client,
    endpoint,
    async close() {
      client.destroy();
      await close();
    },
  };
}

async function openDatabase(): Promise<{ endpoint: string; close(): Promise<void> }> {
  const other = process.env.DYNAMODB_ENDPOINT;
  if (other) return { endpoint: other, close: async () => {} };
  const path = await mkdtemp(join(tmpdir(), 'canbao-tables-'));
  const database = await openOwnDynamoDb({ path, region: 'cn-northwest-1', account: '000000000000', log: () => {} });
  const served = await serveDynamoDb(database);
  return {
    endpoint: served.endpoint,
    async close() {
      await served.close();
      await rm(path, { recursive: true, force: true });
    },
  };
}

/** Every table of the system, with its indexes. @param prefix of their names */
export async function createTables(client: DynamoDBClient, prefix = ''): Promise<void> {
  for (const [name, table] of Object.entries(TABLE_DEFINITIONS)) await createTable(client, prefix + name, table);
  for (const name of Object.keys(TABLE_DEFINITIONS)) await untilActive(client, prefix + name);
}

/** A table that is still being created refuses whatever is asked of it. */
async function untilActive(client: DynamoDBClient, name: string): Promise<void> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    if (Table?.TableStatus === 'ACTIVE') return;
  }
  throw new Error(`table ${name} does not become active`);
}

async function createTable(client: DynamoDBClient, name: string, { key, indexes = {} }: TableDefinition) {
  const keys = [key, ...Object.values(indexes).map((index) => index.key)];
  const attributes = new Set(keys.flat().filter((part) => part !== undefined));
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(key),
      AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      ...(Object.keys(indexes).length > 0 && {
        GlobalSecondaryIndexes: Object.entries(indexes).map(([IndexName, index]) => ({
          IndexName,
          KeySchema: keySchema(index.key),
          Projection: projectionOf(index.holds),
        })),
      }),
    }),
  );
}

const projectionOf = (holds: readonly string[] | undefined): Projection => {
  if (holds === undefined) return { ProjectionType: 'ALL' };
  return holds.length === 0
    ? { ProjectionType: 'KEYS_ONLY' }
    : { ProjectionType: 'INCLUDE', NonKeyAttributes: [...holds] };
};

const keySchema = ([partition, sort]: KeyAttributes) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' as const }]),
];
