import { existsSync } from 'node:fs';
import { DynamoDBClient, type DynamoDBClientConfig, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isFresh, markRestored } from '../../small-cloud/data-folder/contents.ts';
import { findPort, openDataFolder } from '../../small-cloud/data-folder/data-folder.ts';
import { readOwnerKey } from '../../small-cloud/data-folder/owner-key.ts';
import { listTables, openOwnDynamoDb } from '../../small-cloud/services/dynamodb/dynamodb.ts';
import { serveDynamoDb } from '../../small-cloud/services/dynamodb/serve-dynamodb.ts';
import { place } from '../place.ts';
import { UsageError } from './arguments.ts';

/** What a machine, or a stack on AWS, has stored: for commands that read all of it. */
export interface StoredTables {
  client: DynamoDBDocumentClient;
  cases: string;
  policies: string;
  ledger: string;
  notices: string;
  /** Not there where an earlier release stored all of it. */
  counts: string | undefined;
}

interface Where {
  data: string;
  endpoint?: string | undefined;
  /** What the stack's names begin with. */
  prefix?: string | undefined;
}

/**
 * Reads a data folder, whether a machine runs on it or not, or the tables behind an endpoint of DynamoDB with the
 * credentials and the region of the environment.
 *
 * @throws UsageError where there is no data, or not exactly one stack
 */
export async function withStoredTables<Result>(
  where: Where,
  work: (tables: StoredTables) => Promise<Result>,
): Promise<Result> {
  return withDatabase(where, async (database) => {
    const client = DynamoDBDocumentClient.from(database);
    const find = (construct: string) => findTable(client, where, construct);
    const [cases, policies] = [await find('Cases'), await find('Policies')];
    const [ledger, notices] = [await find('Ledger'), await find('Notices')];
    const [counts] = await tablesOf(client, where, 'Counts');
    return work({ client, cases, policies, ledger, notices, counts });
  });
}

/** The same for commands that work with tables as such. */
export async function withDatabase<Result>(
  { data, endpoint }: Where,
  work: (client: DynamoDBClient) => Promise<Result>,
): Promise<Result> {
  const { config, done, close } =
    endpoint === undefined ? await openData(data) : { config: { endpoint }, done: nothing, close: nothing };
  const client = new DynamoDBClient(config);
  try {
    const result = await work(client);
    await done();
    return result;
  } finally {
    client.destroy();
    await close();
  }
}

/** What a client of a running machine's services is made with, in the name of the owner of its data folder. */
export const localClient = (port: number, data: string) => ({
  region: place.region,
  credentials: readOwnerKey(data),
  endpoint: `http://127.0.0.1:${port}`,
});

interface OpenData {
  config: DynamoDBClientConfig;
  /** The work has come to its end. */
  done(): Promise<void>;
  close(): Promise<void>;
}

const nothing = async () => {};

async function openData(data: string): Promise<OpenData> {
  if (!existsSync(data)) throw new UsageError(`there is no data folder ${data}`);
  const port = findPort(data);
  if (port !== undefined) return { config: localClient(port, data), done: nothing, close: nothing };
  const folder = await openDataFolder(data);
  const fresh = isFresh(data);
  const database = await openOwnDynamoDb({
    path: folder.path('dynamodb'),
    ...place,
    log: (line) => console.error(line),
  });
  const served = await serveDynamoDb(database);
  return {
    // Nobody checks who asks a database that is served for one command.
    config: {
      region: place.region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      endpoint: served.endpoint,
    },
    async done() {
      // Tables in a folder that nothing was started on were put there: a start asks for what belongs to them.
      const tables = fresh ? await listTables(database) : [];
      if (tables.length > 0) markRestored(folder.path(), tables);
    },
    async close() {
      await served.close();
      folder.release();
    },
  };
}

/** The table of the stack by its construct. */
async function findTable(client: DynamoDBDocumentClient, where: Where, construct: string): Promise<string> {
  const found = await tablesOf(client, where, construct);
  const [table] = found;
  if (table === undefined || found.length > 1) {
    throw new UsageError(`expected one table ${beginningOf(where, construct)}…, found ${found.length}`);
  }
  return table;
}

const beginningOf = ({ prefix = 'canbao' }: Where, construct: string): string => `${prefix}-data-${construct}`;

async function tablesOf(client: DynamoDBDocumentClient, where: Where, construct: string): Promise<string[]> {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  return TableNames.filter((name) => name.startsWith(beginningOf(where, construct)));
}
