import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

/**
 * Beside the kept files of a folder: of each, the checksums that it may have. These are two while it is written, because
 * two files cannot be replaced at once.
 */
const CHECKSUMS = 'checksums.json';
const checksumsSchema = z.record(z.string(), z.array(z.string()));

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Reads a JSON file of the data folder; undefined when there is none yet.
 *
 * @throws when it is there and is not what this machine wrote: nothing is started over it.
 */
export function readKeptJson<Schema extends z.ZodType>(path: string, schema: Schema): z.infer<Schema> | undefined {
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  // A file of an earlier release, or one that was put in from elsewhere, has no checksum until it is written again.
  const sums = readChecksums(dirname(path))[basename(path)];
  if (sums !== undefined && !sums.includes(sumOf(text))) {
    throw new Error(
      `${path} is damaged: it is not what was written. Put it back from where it is kept; if you changed it yourself, delete its line in ${CHECKSUMS}`,
    );
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path} cannot be read; restore it or move it away`, { cause });
  }
}

/**
 * Writes a JSON file, readable by its owner only; a kill leaves the old file or the new one, never half of one.
 *
 * @param onDisk whether a loss of power does so too. Waiting for the disk is most of what a small file costs.
 */
export function writeKeptJson(path: string, value: unknown, { onDisk = true } = {}): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  const folder = dirname(path);
  const before = existsSync(path) ? [sumOf(readFileSync(path, 'utf8'))] : [];
  const sums = { ...readChecksums(folder), [basename(path)]: [...new Set([...before, sumOf(text)])] };
  writeWhole(join(folder, CHECKSUMS), `${JSON.stringify(sums, null, 2)}\n`, { onDisk });
  writeWhole(path, text, { onDisk });
}

/** Replaces a file at once, and has it on disk when it is done. */
export function writeWhole(path: string, text: string, { onDisk = true } = {}): void {
  const draft = `${path}.${process.pid}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, text);
    if (onDisk) fsyncSync(file);
  } catch (error) {
    rmSync(draft, { force: true }); // half of one, on a full disk
    throw error;
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

/** The files of a folder that are not what was written, or are gone. */
export function damagedFiles(folder: string): string[] {
  let sums: z.infer<typeof checksumsSchema>;
  try {
    sums = readChecksums(folder);
  } catch {
    return [join(folder, CHECKSUMS)];
  }
  return Object.entries(sums).flatMap(([name, allowed]) => {
    const path = join(folder, name);
    return existsSync(path) && allowed.includes(sumOf(readFileSync(path, 'utf8'))) ? [] : [path];
  });
}

function readChecksums(folder: string): z.infer<typeof checksumsSchema> {
  const path = join(folder, CHECKSUMS);
  if (!existsSync(path)) return {};
  try {
    return checksumsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new Error(`${path} is damaged; if the files beside it are right, delete it`, { cause });
  }
}
