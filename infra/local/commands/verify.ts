/**
 * `npm run verify -- [--data DIR | --endpoint URL]`: computes every stored decision again from the stored facts and the
 * version of the policy table that it names, checks each history's chain of hashes, and prints counts and one digest.
 * Without `--endpoint` it reads the data folder, whether a machine runs on it or not; `--endpoint https://dynamodb.…`
 * reads the tables of a stack on AWS with the credentials and the region of the environment. Exit status 1 if anything
 * was found.
 */
import { existsSync } from 'node:fs';
import { type DynamoDBClientConfig, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { verifyTables } from '../../../functions/audit/verify-tables.ts';
import { openDocumentClient } from '../../../functions/store/document-client.ts';
import { findPort, openDataFolder } from '../data-folder.ts';
import { openOwnDynamoDb } from '../dynamodb/dynamodb.ts';
import { serveDynamoDb } from '../dynamodb/serve-dynamodb.ts';
import { ownerAccessKey } from '../iam/iam.ts';
import { defaultData, readOptions, runCommand, UsageError } from './arguments.ts';

await runCommand(async () => {
  const { values } = readOptions({
    data: { type: 'string', default: defaultData },
    endpoint: { type: 'string' },
  });
  const { config, close } =
    values.endpoint === undefined
      ? await openData(values.data)
      : { config: { endpoint: values.endpoint }, close: async () => {} };
  const client = openDocumentClient(config);
  try {
    const tables = { cases: await findTable(client, 'Cases'), policies: await findTable(client, 'Policies') };
    const { findings, digest, cases, decisions, policyVersions } = await verifyTables(client, tables);
    for (const { caseId, what, where } of findings) console.log(`${caseId}  ${what}  ${where}`);
    console.log(
      `${cases} cases, ${decisions} decisions by ${policyVersions} policy versions, ${findings.length} findings`,
    );
    console.log(`digest ${digest}`);
    if (findings.length > 0) process.exitCode = 1;
  } finally {
    client.destroy();
    await close();
  }
});

/** The database of a data folder: the running machine's, or the folder itself. */
async function openData(data: string): Promise<{ config: DynamoDBClientConfig; close(): Promise<void> }> {
  if (!existsSync(data)) throw new UsageError(`there is no data folder ${data}`);
  const here = { region: 'cn-northwest-1', credentials: { accessKeyId: ownerAccessKey, secretAccessKey: 'local' } };
  const port = findPort(data);
  if (port !== undefined) return { config: { ...here, endpoint: `http://127.0.0.1:${port}` }, close: async () => {} };
  const folder = await openDataFolder(data);
  const database = await openOwnDynamoDb({
    path: folder.path('dynamodb'),
    region: here.region,
    account: '000000000000',
    log: (line) => console.error(line),
  });
  const served = await serveDynamoDb(database);
  return {
    config: { ...here, endpoint: served.endpoint },
    async close() {
      await served.close();
      folder.release();
    },
  };
}

/** The table of the stack by its construct. @throws UsageError unless there is exactly one */
async function findTable(client: DynamoDBDocumentClient, construct: string): Promise<string> {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const found = TableNames.filter((name) => name.startsWith(`canbao-data-${construct}`));
  const [table] = found;
  if (table === undefined || found.length > 1) {
    throw new UsageError(`expected one table canbao-data-${construct}…, found ${found.length}`);
  }
  return table;
}
