/** What became of the last backups; written by whoever takes or tries one, read by the office. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeWhole } from '../../small-cloud/data-folder/kept-json.ts';
import { officePath } from '../settings.ts';

const statusSchema = z.strictObject({
  format: z.literal(1),
  /** The last one that was whole. */
  taken: z.strictObject({ at: z.number(), path: z.string(), digest: z.string() }).nullable(),
  /** The last one that was put into an empty machine, and fitted. */
  tried: z.strictObject({ at: z.number(), path: z.string(), digest: z.string() }).nullable(),
  /** Since the last that went well. */
  failed: z.strictObject({ at: z.number(), what: z.enum(['backup', 'trial']), reason: z.string() }).nullable(),
});
export type BackupStatus = z.infer<typeof statusSchema>;

const NONE: BackupStatus = { format: 1, taken: null, tried: null, failed: null };
const fileOf = (data: string): string => officePath(data, 'backups.json');

/** A status that cannot be read is none: then a backup is due. */
export function readBackupStatus(data: string): BackupStatus {
  if (!existsSync(fileOf(data))) return NONE;
  try {
    return statusSchema.parse(JSON.parse(readFileSync(fileOf(data), 'utf8')));
  } catch {
    return NONE;
  }
}

const write = (data: string, status: BackupStatus): void =>
  writeWhole(fileOf(data), `${JSON.stringify(status, null, 2)}\n`);

/** What went well; only its own failure is over by that. */
export function noteDone(data: string, what: 'backup' | 'trial', done: NonNullable<BackupStatus['taken']>): void {
  const status = readBackupStatus(data);
  const failed = status.failed?.what === what ? null : status.failed;
  write(data, { ...status, failed, ...(what === 'backup' ? { taken: done } : { tried: done }) });
}

export function noteFailed(data: string, failed: NonNullable<BackupStatus['failed']>): void {
  write(data, { ...readBackupStatus(data), failed });
}
