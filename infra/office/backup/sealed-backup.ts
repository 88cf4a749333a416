/**
 * A backup of an office: all tables and documents, the secrets that they are sealed by, accounts, settings and the log of
 * sign-ins, in a folder in which everything is sealed but the numbers that a passphrase needs.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { backUp } from '../../backup/back-up.ts';
import { copyDocuments } from '../../backup/documents.ts';
import { readManifest } from '../../backup/manifest.ts';
import { deriveKey, openSealed, PASSPHRASE_COST, SealError, sealFile } from './seal.ts';

/** In the clear: what a passphrase is turned into a key with. */
const outsideSchema = z.strictObject({
  format: z.literal(1),
  taken: z.iso.datetime(),
  scrypt: z.strictObject({
    N: z.literal(PASSPHRASE_COST.N),
    r: z.literal(PASSPHRASE_COST.r),
    p: z.literal(PASSPHRASE_COST.p),
    salt: z.string(),
  }),
  salt: z.string(),
});
const OUTSIDE = 'sealed.json';

const contentsSchema = z.strictObject({
  format: z.literal(1),
  files: z.array(
    z.strictObject({ name: z.string().regex(/^[\w@-]+(\.\w+)*(\/[\w@-]+(\.\w+)*)*$/), sha256: z.string() }),
  ),
});
const CONTENTS = 'contents.json';

/** The key, and the salt by which the passphrase makes it again elsewhere. */
export interface BackupKey {
  key: Buffer;
  salt: Buffer;
}

/** Beside the tables: what an office is. What a new machine makes by itself (keys of issuer and owner) is left out. */
const FOLDERS = [
  { from: 'secrets.json', to: 'secrets.json' },
  { from: 'office/accounts.json', to: 'office/accounts.json' },
  { from: 'office/settings.json', to: 'office/settings.json' },
  { from: 'office/sign-ins', to: 'office/sign-ins' },
] as const;

const NAME = /^canbao-\d{8}-\d{6}$/;
const nameOf = (taken: Date): string =>
  `canbao-${taken.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}`;

/** Whole backups of a folder by name, the oldest first. */
export async function listBackups(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  return (await readdir(folder)).filter((name) => NAME.test(name)).sort();
}

/** When a backup was taken, from its name. */
export const takenAt = (name: string): number =>
  Date.parse(name.replace(/^canbao-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z'));

/**
 * Takes a backup into a new folder of `to`, which has its name only when all of it was written and read again.
 *
 * @param scratch a folder on the machine's own disk, for what is not sealed yet
 * @returns its path and one digest of all that is in it
 */
export async function takeBackup(
  client: DynamoDBClient,
  { data, to, scratch, key, now }: { data: string; to: string; scratch: string; key: BackupKey; now: Date },
): Promise<{ path: string; digest: string }> {
  const name = nameOf(now);
  const draft = join(to, `${name}.draft`);
  if (!existsSync(to)) throw new Error(`there is no folder ${to} to put a backup into: is its disk mounted?`);
  try {
    await rm(scratch, { recursive: true, force: true });
    await backUp(client, { to: join(scratch, 'tables'), plain: false, now });
    // After the tables: what a case names was there before the case.
    await copyDocuments(data, scratch);
    for (const one of FOLDERS) {
      if (!existsSync(join(data, one.from))) continue;
      await cp(join(data, one.from), join(scratch, one.to), { recursive: true });
    }
    await removeDrafts(to);
    await mkdir(draft, { mode: 0o700 });
    const salt = randomBytes(32);
    const files: z.infer<typeof contentsSchema>['files'] = [];
    for (const file of await listFiles(scratch)) {
      await seal(join(scratch, file), draft, file, key, salt);
      files.push({ name: file, sha256: await digestOf(join(scratch, file)) });
    }
    await writeFile(join(scratch, CONTENTS), JSON.stringify({ format: 1, files }), { mode: 0o600 });
    await seal(join(scratch, CONTENTS), draft, CONTENTS, key, salt);
    const outside: z.infer<typeof outsideSchema> = {
      format: 1,
      taken: now.toISOString(),
      scrypt: { ...PASSPHRASE_COST, salt: key.salt.toString('base64') },
      salt: salt.toString('base64'),
    };
    await writeFile(join(draft, OUTSIDE), `${JSON.stringify(outside, null, 2)}\n`, { mode: 0o600 });
    const digest = await readAgain(draft, key.key, async () => {});
    await rename(draft, join(to, name));
    return { path: join(to, name), digest };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Whether a folder is a sealed backup. */
export const isSealed = (path: string): boolean => existsSync(join(path, OUTSIDE));

/** The key of a backup. @throws SealError when its numbers are not what this program writes */
export async function keyOfBackup(path: string, passphrase: string): Promise<BackupKey> {
  const { scrypt } = await readOutside(path);
  const salt = Buffer.from(scrypt.salt, 'base64');
  return { key: await deriveKey(passphrase, salt), salt };
}

/**
 * Puts what a backup holds into an empty folder: `tables`, `secrets.json`, `office`.
 *
 * @throws SealError when anything is cut off or changed, or the passphrase is another
 */
export async function unseal(path: string, key: Buffer, to: string): Promise<{ digest: string; taken: string }> {
  const digest = await readAgain(path, key, async (name, content) => {
    const file = join(to, name);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await pipeline(content, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  });
  const { taken } = await readManifest(join(to, 'tables'));
  return { digest, taken };
}

/** Reads every file of a backup and compares it with its digest; one digest of all. */
async function readAgain(
  path: string,
  key: Buffer,
  keep: (name: string, content: AsyncIterable<Buffer>) => Promise<void>,
): Promise<string> {
  const outside = await readOutside(path);
  const salt = Buffer.from(outside.salt, 'base64');
  const open = (name: string) => openSealed(fileOf(path, name), key, salt, name);
  const parts: Buffer[] = [];
  for await (const part of open(CONTENTS)) parts.push(part);
  const { files } = contentsSchema.parse(JSON.parse(Buffer.concat(parts).toString('utf8')));
  const all = createHash('sha256');
  for (const { name, sha256 } of files) {
    const hash = createHash('sha256');
    const passing = async function* () {
      for await (const part of open(name)) {
        hash.update(part);
        yield part;
      }
    };
    const content = passing();
    await keep(name, content);
    for await (const _rest of content); // what was not kept is read all the same
    if (hash.digest('hex') !== sha256) throw new SealError(`${name} is not what was written`);
    all.update(`${name} ${sha256}\n`);
  }
  return all.digest('hex');
}

async function readOutside(path: string): Promise<z.infer<typeof outsideSchema>> {
  try {
    return outsideSchema.parse(JSON.parse(await readFile(join(path, OUTSIDE), 'utf8')));
  } catch (cause) {
    throw new SealError(`${path} is no backup of an office, or its ${OUTSIDE} is changed`, { cause });
  }
}

/** One folder without folders in it, whatever is in the backup. */
const fileOf = (path: string, name: string): string => join(path, `${name.replaceAll('/', '+')}.sealed`);

async function seal(from: string, draft: string, name: string, key: BackupKey, salt: Buffer): Promise<void> {
  await sealFile(from, fileOf(draft, name), key.key, salt, name);
}

async function listFiles(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true });
  const files: string[] = [];
  for (const name of found) if ((await stat(join(folder, name))).isFile()) files.push(name.replaceAll('\\', '/'));
  return files.sort();
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part);
  return hash.digest('hex');
}

/** What a night that was broken off has left. */
async function removeDrafts(to: string): Promise<void> {
  for (const name of await readdir(to)) {
    if (/^canbao-\d{8}-\d{6}\.draft$/.test(name)) await rm(join(to, name), { recursive: true, force: true });
  }
}
