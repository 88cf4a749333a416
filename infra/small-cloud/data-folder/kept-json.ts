import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { z } from 'zod';

/**
 * Reads a JSON file of the data folder; undefined when there is none yet.
 *
 * @throws when it is there and is not what this machine wrote: nothing is started over it.
 */
export function readKeptJson<Schema extends z.ZodType>(path: string, schema: Schema): z.infer<Schema> | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new Error(`${path} cannot be read; restore it or move it away`, { cause });
  }
}

/** Writes a JSON file, readable by its owner only; a kill leaves the old file or the new one, never half of one. */
export function writeKeptJson(path: string, value: unknown): void {
  const draft = `${path}.${process.pid}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, `${JSON.stringify(value, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}
