import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { saveDocuments } from './documents.ts';
import { TableDigest } from './item-lines.ts';
import { type BackupManifest, projectionSchema, type SavedTable, writeManifest } from './manifest.ts';
import { findTables, readItems, type StackName, TABLES, type TableOfStack } from './stack-tables.ts';

const describedSchema = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
        Projection: projectionSchema,
      }),
    )
    .default([]),
});

export interface BackupOptions extends StackName {
  /** A folder that is not there yet, or empty. */
  to: string;
  /** Text instead of gzip. */
  plain: boolean;
  now: Date;
  /** The data folder whose documents are saved too. */
  documentsOf?: string | undefined;
}

/**
 * Writes every item of every table into a file for each table, page by page, the documents of a data folder, and then a
 * manifest with their digests.
 */
export async function backUp(
  client: DynamoDBClient,
  { to, prefix, ending, plain, now, documentsOf }: BackupOptions,
): Promise<BackupManifest> {
  const names = await findTables(client, { prefix, ending });
  const missing = TABLES.filter((table) => !names.has(table));
  if (missing.length > 0) throw new Error(`there is no table ${missing.join(', ')}`);
  await mkdir(to, { recursive: true, mode: 0o700 });
  if ((await readdir(to)).length > 0) throw new Error(`${to} is not empty`);
  const tables: SavedTable[] = [];
  for (const [table, name] of names) tables.push(await saveTable(client, { table, name, to, plain }));
  const documents = documentsOf === undefined ? undefined : await saveDocuments(documentsOf, to);
  const manifest: BackupManifest = { format: 1, taken: now.toISOString(), tables, ...(documents && { documents }) };
  await writeManifest(to, manifest);
  return manifest;
}

async function saveTable(
  client: DynamoDBClient,
  { table, name, to, plain }: { table: TableOfStack; name: string; to: string; plain: boolean },
): Promise<SavedTable> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  const file = `${table}.jsonl${plain ? '' : '.gz'}`;
  const lines = plain ? new PassThrough() : createGzip();
  const written = pipeline(lines, createWriteStream(join(to, file), { flags: 'wx', mode: 0o600 }));
  const digest = new TableDigest();
  const reading = (async () => {
    for await (const { line } of readItems(client, name)) {
      digest.add(line);
      if (!lines.write(`${line}\n`)) await once(lines, 'drain');
    }
    lines.end();
  })();
  // Whichever fails first ends both: a full disk while reading, or a table that cannot be read.
  await Promise.all([
    written,
    reading.catch((error: unknown) => lines.destroy(error instanceof Error ? error : undefined)),
  ]);
  return { table, name, file, items: digest.items, digest: String(digest), ...describedSchema.parse(Table) };
}
