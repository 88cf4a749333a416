/**
 * The objects of one bucket as files. A key is a path of folders, so that what begins alike lies together; in the folder of
 * a key lie its contents, one file a version, and the list of its versions. Whatever is written is on disk before the
 * answer: first the content, then the list that names it.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../../data-folder/kept-json.ts';

const versionSchema = z.strictObject({
  versionId: z.string(),
  /** ISO instant, of the machine's clock. */
  at: z.string(),
  /** A marker says that the object is deleted from here on; the versions before it are still there. */
  marker: z.boolean().default(false),
  size: z.int().min(0).default(0),
  /** SHA-256 (hex) and MD5 (hex) of the content. */
  sha256: z.string().default(''),
  etag: z.string().default(''),
  contentType: z.string().default('binary/octet-stream'),
});
export type ObjectVersion = z.output<typeof versionSchema>;

const listSchema = z.strictObject({ sum: z.string(), versions: z.array(versionSchema) });

const LIST = '@versions.json';
const sumOf = (versions: readonly ObjectVersion[]): string =>
  createHash('sha256')
    .update(JSON.stringify(versions.map((version) => versionSchema.parse(version))))
    .digest('hex');

/** The longest name of a file, with what stands before it. */
const LONGEST = 250;

/** Undefined for a key that no folder can have. */
export function folderOfKey(root: string, key: string): string | undefined {
  const names = key.split('/').map((part) => `k-${encodeURIComponent(part)}`);
  return names.some(({ length }) => length > LONGEST) ? undefined : join(root, ...names);
}

/** Newest first; none for a key that there is not. @throws when the list is not what was written */
export function versionsIn(folder: string): ObjectVersion[] {
  const path = join(folder, LIST);
  if (!existsSync(path)) return [];
  const read = listSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!read.success || read.data.sum !== sumOf(read.data.versions)) {
    throw new Error(`${path} is damaged: put it back from where it is kept`);
  }
  return read.data.versions;
}

export const contentPath = (folder: string, versionId: string): string => join(folder, `@${versionId}`);

export const newVersionId = (): string => randomBytes(16).toString('hex');

/** A content that lies whole in another file becomes the newest version of a key. */
export function addVersion(folder: string, version: ObjectVersion, content: string | undefined): void {
  const before = versionsIn(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (content !== undefined) renameSync(content, contentPath(folder, version.versionId));
  writeList(folder, [version, ...before]);
}

/** Takes a version out for good, and the folder with the last one. */
export function removeVersion(root: string, folder: string, versionId: string): void {
  const left = versionsIn(folder).filter((one) => one.versionId !== versionId);
  // The list first: what it names has to be there.
  if (left.length > 0) writeList(folder, left);
  else rmSync(join(folder, LIST), { force: true });
  rmSync(contentPath(folder, versionId), { force: true });
  syncFolder(folder);
  if (left.length > 0) return;
  try {
    for (let empty = folder; empty !== root; empty = dirname(empty)) rmdirSync(empty);
  } catch {
    // Other keys are in it.
  }
}

function writeList(folder: string, versions: readonly ObjectVersion[]): void {
  writeWhole(join(folder, LIST), `${JSON.stringify({ sum: sumOf(versions), versions })}\n`);
  syncFolder(folder);
}

/** A new name in a folder is on disk when the folder is. */
export function syncFolder(folder: string): void {
  let opened: number | undefined;
  try {
    opened = openSync(folder, 'r');
    fsyncSync(opened);
  } catch (error) {
    // Windows opens no folder, and needs none to be opened.
    if (process.platform !== 'win32') throw error;
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}

/** The keys that begin so, in order of their letters, with the folder of each. */
export function* keysIn(root: string, prefix: string): Generator<{ key: string; folder: string }> {
  const parts = prefix.split('/');
  const last = parts.pop() ?? '';
  const start = parts.length === 0 ? root : folderOfKey(root, parts.join('/'));
  if (start !== undefined && existsSync(start)) yield* within(start, parts, last);
}

function* within(folder: string, parts: readonly string[], begins: string): Generator<{ key: string; folder: string }> {
  if (begins === '' && parts.length > 0 && existsSync(join(folder, LIST))) yield { key: parts.join('/'), folder };
  const names = readdirSync(folder)
    .filter((name) => name.startsWith('k-'))
    .map((name) => ({ name, part: decodeURIComponent(name.slice(2)) }))
    .filter(({ part }) => part.startsWith(begins))
    .sort((a, b) => (a.part < b.part ? -1 : 1));
  for (const { name, part } of names) yield* within(join(folder, name), [...parts, part], '');
}
