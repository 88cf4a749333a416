import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from '../../data-folder/kept-json.ts';
import type { CorsRule, LifecycleRule } from './bucket-rules.ts';
import {
  addVersion,
  contentPath,
  folderOfKey,
  keysIn,
  newVersionId,
  type ObjectVersion,
  removeVersion,
  syncFolder,
  versionsIn,
} from './object-files.ts';

interface BucketRules {
  lifecycle: readonly LifecycleRule[];
  cors: readonly CorsRule[];
}

/** What came in, before it is an object: on disk, with its digests. */
export interface ReceivedContent {
  path: string;
  size: number;
  sha256: string;
  md5: string;
  crc32: number;
  drop(): void;
}

/** S3's buckets of the template, as files in the data folder. */
export interface Buckets {
  ensure(name: string, rules: BucketRules): void;
  rulesOf(bucket: string): BucketRules | undefined;
  /** Whether a key can be kept here. */
  fits(bucket: string, key: string): boolean;
  /** Newest first. */
  versions(bucket: string, key: string): ObjectVersion[];
  read(bucket: string, key: string, versionId: string, range?: { start: number; end: number }): Readable;
  /** Takes a body in, on disk; undefined when it breaks off or is not `size` long. */
  receive(body: Readable, size: number): Promise<ReceivedContent | undefined>;
  /** Makes what was received the newest version of a key. */
  keep(bucket: string, key: string, content: ReceivedContent, contentType: string): ObjectVersion;
  /** A marker from here on. */
  mark(bucket: string, key: string): ObjectVersion;
  remove(bucket: string, key: string, versionId: string): void;
  /** In order of the keys. */
  keys(bucket: string, prefix: string): Generator<string>;
}

const LIST = 'buckets.json';
const UNDER_WAY = 'under-way';
const DAY = 86_400_000;
const HOUR = 3_600_000;
const listSchema = z.array(z.string());

/**
 * @param folder is made with the first bucket
 * @param now ms of the machine's clock, by which versions are dated and expire
 */
export function openBuckets({ folder, now }: { folder: string; now(): number }): Buckets {
  const buckets = new Map<string, BucketRules>();
  const underWay = join(folder, UNDER_WAY);
  // What a kill broke off was never acknowledged.
  rmSync(underWay, { recursive: true, force: true });
  let sweptAt = Number.NEGATIVE_INFINITY;

  const rootOf = (bucket: string): string => join(folder, bucket);
  function folderOf(bucket: string, key: string): string {
    const found = folderOfKey(rootOf(bucket), key);
    if (found === undefined) throw new Error(`the key ${key} is too long for this machine`);
    return found;
  }
  const isoNow = (): string => new Date(now()).toISOString();

  /** Takes out what the rules of the template let expire; AWS does it once a day. */
  function sweep(): void {
    if (now() - sweptAt < HOUR) return;
    sweptAt = now();
    for (const [bucket, { lifecycle }] of buckets) for (const rule of lifecycle) expire(bucket, rule);
  }

  function expire(bucket: string, rule: LifecycleRule): void {
    const before = (days: number) => new Date(now() - days * DAY).toISOString();
    for (const { key, folder: its } of [...keysIn(rootOf(bucket), rule.Prefix)]) {
      const [current, ...others] = versionsIn(its);
      if (current === undefined) continue;
      const { NoncurrentVersionExpiration: gone, ExpirationInDays: days } = rule;
      let since = current.at;
      for (const version of others) {
        // A version is old from the instant at which the next one came.
        if (gone !== undefined && since < before(gone.NoncurrentDays)) {
          removeVersion(rootOf(bucket), its, version.versionId);
        }
        since = version.at;
      }
      if (days !== undefined && !current.marker && current.at < before(days)) mark(bucket, key);
      const left = versionsIn(its);
      if (rule.ExpiredObjectDeleteMarker && left.length === 1 && left[0]?.marker === true) {
        removeVersion(rootOf(bucket), its, left[0].versionId);
      }
    }
  }

  function mark(bucket: string, key: string): ObjectVersion {
    const version = { ...EMPTY, versionId: newVersionId(), at: isoNow(), marker: true };
    addVersion(folderOf(bucket, key), version, undefined);
    return version;
  }

  return {
    ensure(name, rules) {
      mkdirSync(rootOf(name), { recursive: true, mode: 0o700 });
      const path = join(folder, LIST);
      const known = readKeptJson(path, listSchema) ?? [];
      if (!known.includes(name)) writeKeptJson(path, [...known, name]);
      buckets.set(name, rules);
    },
    rulesOf: (bucket) => buckets.get(bucket),
    fits: (bucket, key) => folderOfKey(rootOf(bucket), key) !== undefined,
    versions: (bucket, key) => versionsIn(folderOf(bucket, key)),
    read: (bucket, key, versionId, range) => createReadStream(contentPath(folderOf(bucket, key), versionId), range),
    async receive(body, size) {
      sweep();
      mkdirSync(underWay, { recursive: true, mode: 0o700 });
      const path = join(underWay, randomUUID());
      const drop = () => rmSync(path, { force: true });
      const digests = { sha256: createHash('sha256'), md5: createHash('md5') };
      let seen = 0;
      let crc = 0;
      const counting = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          seen += chunk.length;
          if (seen > size) {
            done(new Error('longer than it said'));
            return;
          }
          digests.sha256.update(chunk);
          digests.md5.update(chunk);
          crc = crc32(chunk, crc);
          done(null, chunk);
        },
      });
      try {
        await pipeline(body, counting, createWriteStream(path, { mode: 0o600, flush: true }));
      } catch (error) {
        drop();
        if (isOfDisk(error)) throw error;
        return undefined;
      }
      if (seen !== size) {
        drop();
        return undefined;
      }
      return { path, size, sha256: digests.sha256.digest('hex'), md5: digests.md5.digest('hex'), crc32: crc, drop };
    },
    keep(bucket, key, { path, size, sha256, md5 }, contentType) {
      const version = {
        versionId: newVersionId(),
        at: isoNow(),
        marker: false,
        size,
        sha256,
        etag: md5,
        contentType,
      };
      addVersion(folderOf(bucket, key), version, path);
      syncFolder(rootOf(bucket));
      return version;
    },
    mark,
    remove: (bucket, key, versionId) => removeVersion(rootOf(bucket), folderOf(bucket, key), versionId),
    *keys(bucket, prefix) {
      sweep();
      for (const { key } of keysIn(rootOf(bucket), prefix)) yield key;
    },
  };
}

const EMPTY = { size: 0, sha256: '', etag: '', contentType: '' };

const isOfDisk = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(ENOSPC|EDQUOT|EFBIG|EROFS|EACCES|EIO)$/.test(String(error.code));

/** Reads every object of a data folder and compares it with its digest. @returns one line for each that is damaged */
export async function damagedObjects(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const found: string[] = [];
  for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory())) {
    if (name === UNDER_WAY) continue;
    for (const { folder: its } of keysIn(join(folder, name), '')) found.push(...(await damagedIn(its)));
  }
  return found;
}

async function damagedIn(folder: string): Promise<string[]> {
  try {
    const found: string[] = [];
    for (const { versionId, sha256, marker } of versionsIn(folder)) {
      const path = contentPath(folder, versionId);
      if (marker) continue;
      if (!existsSync(path)) found.push(`${path} is missing`);
      else if ((await digestOfFile(path)) !== sha256) found.push(`${path} is damaged`);
    }
    return found;
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

async function digestOfFile(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of createReadStream(path)) digest.update(chunk);
  return digest.digest('hex');
}
