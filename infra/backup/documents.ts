/** The contents of cases' documents as a data folder keeps them, into a backup and out of it. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { DigestOfDocument } from '../../functions/audit/check-documents.ts';
import { damagedObjects } from '../small-cloud/services/s3/buckets.ts';
import { folderOfKey, versionsIn } from '../small-cloud/services/s3/object-files.ts';
import { DEFAULT_PREFIX } from '../stacks/deployment-settings.ts';
import type { SavedDocuments } from './manifest.ts';

const FOLDER = 'buckets';

/** What is on its way into a bucket, or was sent and not taken in, is of no case. */
const isSaved = (path: string): boolean => !/[\\/](?:under-way|k-pending)$|\.new$/.test(path);

/** Copies what a folder has of documents, of a data folder or a backup, into another. Nothing where there is nothing. */
export async function copyDocuments(from: string, to: string): Promise<void> {
  if (!existsSync(join(from, FOLDER))) return;
  await mkdir(to, { recursive: true, mode: 0o700 });
  await cp(join(from, FOLDER), join(to, FOLDER), { recursive: true, filter: isSaved });
}

/**
 * Copies the documents of a data folder into a backup and reads them there. After its tables: what a case names was there
 * before the case.
 *
 * @throws when one is damaged: better now than when it is needed
 */
export async function saveDocuments(data: string, to: string): Promise<SavedDocuments | undefined> {
  if (!existsSync(join(data, FOLDER))) return undefined;
  await copyDocuments(data, to);
  const [damaged] = await damagedObjects(join(to, FOLDER));
  if (damaged !== undefined) throw new Error(`a document was not saved whole: ${damaged}`);
  return readDocuments(to);
}

/** @throws before anything is written when the backup's documents are not what was written, or there are some already */
export async function checkDocuments(from: string, data: string, saved: SavedDocuments): Promise<void> {
  const found = await readDocuments(from);
  if (found.digest !== saved.digest)
    throw new Error(`the documents are not what was written: ${found.files} files, digest ${found.digest}`);
  if (existsSync(join(data, FOLDER)))
    throw new Error(`${join(data, FOLDER)} is there: documents go into an empty folder`);
}

async function readDocuments(folder: string): Promise<SavedDocuments> {
  const root = join(folder, FOLDER);
  const all = createHash('sha256');
  let files = 0;
  const names = existsSync(root) ? await readdir(root, { recursive: true }) : [];
  for (const name of names.map((one) => one.replaceAll(sep, '/')).sort()) {
    if (!(await stat(join(root, name))).isFile()) continue;
    const hash = createHash('sha256');
    for await (const part of createReadStream(join(root, name))) hash.update(part);
    all.update(`${name} ${hash.digest('hex')}\n`);
    files += 1;
  }
  return { files, digest: all.digest('hex') };
}

/** By the lists of a data folder; that the contents are what the lists say is for `damagedObjects`. */
export async function digestsOfDocuments(data: string): Promise<DigestOfDocument> {
  const root = join(data, FOLDER);
  const buckets = existsSync(root) ? await readdir(root) : [];
  const bucket = buckets.find((name) => name.startsWith(`${DEFAULT_PREFIX}-data-documents`));
  return (caseId, id) => {
    const folder = bucket === undefined ? undefined : folderOfKey(join(root, bucket), `cases/${caseId}/${id}`);
    try {
      const [newest] = folder === undefined ? [] : versionsIn(folder);
      return newest === undefined || newest.marker ? undefined : newest.sha256;
    } catch {
      return undefined; // a list that is damaged names nothing; `damagedObjects` names the list
    }
  };
}
