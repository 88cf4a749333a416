import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import { createGunzip } from 'node:zlib';
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  type DynamoDBClient,
  ScanCommand,
  type WriteRequest,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { DEFAULT_PREFIX } from '../stacks/deployment-settings.ts';
import { checkDocuments, copyDocuments } from './documents.ts';
import { type Item, itemOfLine, lineOfItem, TableDigest } from './item-lines.ts';
import { type BackupManifest, readManifest, type SavedTable } from './manifest.ts';
import { findTables, readItems, TABLES } from './stack-tables.ts';

/** As many as one request may have. */
const ITEMS_AT_ONCE = 25;
const PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/** A database that is not what a backup can go into, or a backup that is not what was written. */
class RestoreError extends Error {
  override name = 'RestoreError';
}

/**
 * Puts a backup into empty tables and counts and adds up what is then there. Policy tables that were published already
 * are no obstacle, as long as they are the same: a published version never changes.
 *
 * @param make makes tables that are missing, for a machine that has never been started
 * @param documentsTo the data folder of that machine, for the documents
 * @throws RestoreError before anything is written if a table has items or the backup was changed; after it, if what the
 *   tables hold is not what the backup holds
 */
export async function restore(
  client: DynamoDBClient,
  {
    from,
    make,
    prefix,
    documentsTo,
  }: { from: string; make: boolean; prefix?: string | undefined; documentsTo?: string | undefined },
): Promise<BackupManifest> {
  const manifest = await readManifest(from);
  for (const saved of manifest.tables) await checkFile(from, saved);
  if (make) await makeMissing(client, manifest, prefix);
  const names = await findTables(client, { prefix });
  const missing = TABLES.filter((table) => !names.has(table));
  if (missing.length > 0) throw new RestoreError(`there is no table ${missing.join(', ')}`);
  const targets = manifest.tables.map((saved) => ({ saved, name: names.get(saved.table) ?? saved.name }));
  for (const { saved, name } of targets) await checkTarget(client, from, saved, name);
  const { documents } = manifest;
  if (documentsTo !== undefined && documents) await checkDocuments(from, documentsTo, documents);
  // Before the tables: what a case names is there before the case.
  if (documentsTo !== undefined && documents) await copyDocuments(from, documentsTo);
  for (const { saved, name } of targets) await load(client, from, saved, name);
  for (const { saved, name } of targets) await checkLoaded(client, from, saved, name);
  return manifest;
}

function readSaved(from: string, { file }: SavedTable): AsyncIterable<string> {
  const bytes = createReadStream(join(from, file));
  const text = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  bytes.on('error', (error) => text.destroy(error));
  return createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY });
}

async function checkFile(from: string, saved: SavedTable): Promise<void> {
  const digest = new TableDigest();
  try {
    for await (const line of readSaved(from, saved)) digest.add(line);
  } catch {
    // What the reader of the file says of it helps nobody who has to put it back.
    throw new RestoreError(`${saved.file} is not what was written: it is missing, cut off or damaged`);
  }
  if (digest.items === saved.items && String(digest) === saved.digest) return;
  throw new RestoreError(`${saved.file} is not what was written: ${digest.items} items, digest ${digest}`);
}

async function makeMissing(client: DynamoDBClient, { tables }: BackupManifest, prefix = DEFAULT_PREFIX): Promise<void> {
  const there = await findTables(client, { prefix });
  for (const { table, name, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } of tables) {
    if (there.has(table)) continue;
    const indexes = GlobalSecondaryIndexes.length > 0 ? { GlobalSecondaryIndexes } : {};
    const TableName = prefix + name.slice(name.indexOf(`-data-${table}Table`));
    const keys = { TableName, AttributeDefinitions, KeySchema, ...indexes };
    await client.send(new CreateTableCommand({ ...keys, BillingMode: 'PAY_PER_REQUEST' }));
    await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 0.02, maxDelay: 1 }, { TableName });
  }
}

const keyOf = ({ KeySchema }: SavedTable, item: Item): string =>
  JSON.stringify(KeySchema.map(({ AttributeName }) => item[AttributeName]));

/** A later release may have published the same version with an attribute more, such as the number of its form. */
const agree = (one: Item, other: Item): boolean =>
  Object.keys(one).every((name) => !(name in other) || isDeepStrictEqual(one[name], other[name]));

async function checkTarget(client: DynamoDBClient, from: string, saved: SavedTable, name: string): Promise<void> {
  if (saved.table !== 'Policies') {
    const { Count = 0 } = await client.send(new ScanCommand({ TableName: name, Limit: 1 }));
    if (Count > 0) throw new RestoreError(`${name} is not empty: a backup goes into empty tables only`);
    return;
  }
  const published = new Map<string, Item>();
  for await (const { item } of readItems(client, name)) published.set(keyOf(saved, item), item);
  for await (const line of readSaved(from, saved)) {
    const item = itemOfLine(line);
    const key = keyOf(saved, item);
    const there = published.get(key);
    if (there && !agree(there, item)) throw new RestoreError(`${name} has another policy version ${key}`);
  }
}

async function load(client: DynamoDBClient, from: string, saved: SavedTable, name: string): Promise<void> {
  let requests: WriteRequest[] = [];
  const write = async () => {
    for (let pause = PAUSE_MS; requests.length > 0; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      const { UnprocessedItems = {} } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [name]: requests } }),
      );
      requests = UnprocessedItems[name] ?? [];
      if (requests.length > 0) await new Promise((resolve) => setTimeout(resolve, pause)); // what was too much at once
    }
  };
  for await (const line of readSaved(from, saved)) {
    requests.push({ PutRequest: { Item: itemOfLine(line) } });
    if (requests.length === ITEMS_AT_ONCE) await write();
  }
  await write();
}

/** Reads back what is stored now. Policy tables may hold versions that were published since. */
async function checkLoaded(client: DynamoDBClient, from: string, saved: SavedTable, name: string): Promise<void> {
  const wanted = new Set<string>();
  if (saved.table === 'Policies') {
    for await (const line of readSaved(from, saved)) wanted.add(keyOf(saved, itemOfLine(line)));
  }
  const digest = new TableDigest();
  for await (const { item } of readItems(client, name)) {
    if (saved.table !== 'Policies' || wanted.has(keyOf(saved, item))) digest.add(lineOfItem(item));
  }
  if (digest.items === saved.items && String(digest) === saved.digest) return;
  throw new RestoreError(
    `${name} holds ${digest.items} items with digest ${digest}, the backup ${saved.items} with ${saved.digest}`,
  );
}
