import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TABLES } from './stack-tables.ts';

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

/** What of an item stands in an index. */
export const projectionSchema = z.object({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  NonKeyAttributes: z.array(z.string()).optional(),
});

const tableSchema = z.strictObject({
  table: z.enum(TABLES),
  /** As it was called where it came from. */
  name: z.string(),
  file: z.string().regex(/^\w+\.jsonl(\.gz)?$/),
  items: z.int().min(0),
  digest: z.string(),
  /** What a machine without tables makes it by. */
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(
    z.strictObject({
      IndexName: z.string(),
      KeySchema: keySchema,
      Projection: projectionSchema,
    }),
  ),
});
export type SavedTable = z.output<typeof tableSchema>;

/** `digest`: SHA-256 (hex) over name and SHA-256 of each file, in the order of the names. */
const documentsSchema = z.strictObject({ files: z.int().min(0), digest: z.string() });
export type SavedDocuments = z.output<typeof documentsSchema>;

const manifestSchema = z.strictObject({
  format: z.literal(1),
  taken: z.iso.datetime(),
  tables: z.array(tableSchema),
  /** Not there of a stack on AWS, whose backup plan copies the bucket, and of releases without documents. */
  documents: documentsSchema.optional(),
});
export type BackupManifest = z.output<typeof manifestSchema>;

/** One line for each table, and one for the documents. */
export const sayManifest = ({ tables, documents }: BackupManifest): string[] => [
  ...tables.map(({ table, items, digest }) => `${table}  ${items} items  digest ${digest}`),
  ...(documents ? [`documents  ${documents.files} files  digest ${documents.digest}`] : []),
];

const pathOf = (directory: string): string => join(directory, 'manifest.json');

/** The last thing of a backup: one that was broken off has none. */
export const writeManifest = (directory: string, manifest: BackupManifest): Promise<void> =>
  writeFile(pathOf(directory), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });

/** @throws when there is none, or one that this program did not write */
export async function readManifest(directory: string): Promise<BackupManifest> {
  const text = await readFile(pathOf(directory), 'utf8').catch((cause: unknown) => {
    throw new Error(`${directory} holds no whole backup: it has no manifest.json`, { cause });
  });
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${pathOf(directory)} is not what was written: it is cut off or damaged`, { cause });
  }
}
