/** An office on another machine: tables, secrets, accounts, settings and the log of sign-ins from a sealed backup. */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { UsageError } from '../../local/commands/arguments.ts';
import { isBeingRestored, isFresh } from '../../small-cloud/data-folder/contents.ts';
import { officePath, settingsFile } from '../settings.ts';
import { keepBackupKey } from './backup-key.ts';
import { keyOfBackup, unseal } from './sealed-backup.ts';
import { restoreInto } from './try-backup.ts';

/** @throws before anything is written when the folder is in use, holds data, or the passphrase or the backup is wrong */
export async function restoreOffice(from: string, data: string, passphrase: string): Promise<{ digest: string }> {
  const key = await keyOfBackup(from, passphrase);
  await mkdir(data, { recursive: true, mode: 0o700 });
  // An office that was set up and never started has no tables yet, but accounts.
  const isSetUp = existsSync(settingsFile(data)) && !isBeingRestored(data);
  if (isSetUp || !isFresh(data)) throw new UsageError(`${data} is not empty: a backup goes into a folder of its own`);
  const scratch = officePath(data, 'unsealed');
  try {
    await rm(scratch, { recursive: true, force: true });
    await mkdir(scratch, { recursive: true, mode: 0o700 });
    const { digest } = await unseal(from, key.key, scratch);
    await restoreInto(scratch, data);
    keepBackupKey(data, key);
    return { digest };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
