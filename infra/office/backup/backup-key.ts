/**
 * The key that the nightly backup seals with. It lies in the data folder, where the data lies too; the passphrase itself
 * is nowhere on the machine.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeWhole } from '../../small-cloud/data-folder/kept-json.ts';
import { officePath } from '../settings.ts';
import { deriveKey } from './seal.ts';
import type { BackupKey } from './sealed-backup.ts';

const keptSchema = z.strictObject({ format: z.literal(1), salt: z.string(), key: z.string() });
const LEAST_LENGTH = 16;

const fileOf = (data: string): string => officePath(data, 'backup-key.json');

/** What is wrong with a passphrase, in a sentence; null when nothing is. */
export const refusePassphrase = (passphrase: string): string | null =>
  passphrase.length >= LEAST_LENGTH && new Set(passphrase).size >= 6
    ? null
    : `the passphrase needs at least ${LEAST_LENGTH} characters, for example six words`;

export function keepBackupKey(data: string, { key, salt }: BackupKey): void {
  const kept = { format: 1, salt: salt.toString('base64'), key: key.toString('base64') };
  writeWhole(fileOf(data), `${JSON.stringify(kept, null, 2)}\n`);
}

export async function setPassphrase(data: string, passphrase: string): Promise<void> {
  const salt = randomBytes(32);
  keepBackupKey(data, { key: await deriveKey(passphrase, salt), salt });
}

/** @throws when none was set */
export function readBackupKey(data: string): BackupKey {
  if (!existsSync(fileOf(data)))
    throw new Error(`${fileOf(data)} is missing: set the passphrase again with npm run set-up`);
  const { key, salt } = keptSchema.parse(JSON.parse(readFileSync(fileOf(data), 'utf8')));
  return { key: Buffer.from(key, 'base64'), salt: Buffer.from(salt, 'base64') };
}
