/** `npm run office-backup`: takes a backup of an office now, or tries the newest one; the office does both by itself. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dataOption, readArguments, runCommand, UsageError } from '../../local/commands/arguments.ts';
import { withDatabase } from '../../local/commands/stored-tables.ts';
import { FolderInUseError, openDataFolder } from '../../small-cloud/data-folder/data-folder.ts';
import { diskError } from '../../small-cloud/data-folder/disk-error.ts';
import { readBackupKey } from '../backup/backup-key.ts';
import { noteDone, noteFailed } from '../backup/backup-status.ts';
import { backupsToDelete } from '../backup/kept-backups.ts';
import { listBackups, takeBackup } from '../backup/sealed-backup.ts';
import { tryBackup } from '../backup/try-backup.ts';
import { officePath, readSettings } from '../settings.ts';

await runCommand(async () => {
  const { values } = readArguments({
    name: 'office-backup',
    does: `Takes a sealed backup of an office into the folder that was set up for it, reads it again, and lets those go that
are older than the rule keeps. The server may run. With --try it puts the newest one into a scratch folder and proves it.`,
    options: { ...dataOption, try: { type: 'boolean', says: 'tries the newest backup instead' } },
    example: 'npm run office-backup -- --data /srv/canbao',
  });
  const { data } = values;
  const to = readSettings(data)?.backup?.to;
  if (to === undefined)
    throw new UsageError(`no backup is set up for ${data}: npm run set-up -- --data ${data} --backup DIR`);
  const what = values.try ? 'trial' : 'backup';
  try {
    // One at a time: two would empty each other's scratch folder.
    const turn = await openDataFolder(officePath(data, 'backing-up'));
    try {
      await (values.try ? tryNewest(data, to) : take(data, to));
    } finally {
      turn.release();
    }
  } catch (error) {
    if (error instanceof FolderInUseError)
      throw new UsageError(`a backup of ${data}, or a trial of one, is under way; come again when it is done`);
    const said = diskError(error, `${to} or of ${data}`) ?? error;
    const reason = said instanceof Error ? said.message : String(said);
    try {
      noteFailed(data, { at: Date.now(), what, reason });
    } catch {
      // On a disk that takes nothing more it is said here, and rings when no backup has come for a day.
    }
    throw said;
  }
});

async function take(data: string, to: string): Promise<void> {
  const now = new Date();
  const scratch = officePath(data, 'backup-scratch');
  const key = readBackupKey(data);
  const { path, digest } = await withDatabase({ data }, (client) =>
    takeBackup(client, { data, to, scratch, key, now }),
  );
  noteDone(data, 'backup', { at: now.getTime(), path, digest });
  for (const name of backupsToDelete(await listBackups(to), now.getTime()))
    await rm(join(to, name), { recursive: true, force: true });
  console.log(`${path}  digest ${digest}`);
}

async function tryNewest(data: string, to: string): Promise<void> {
  const newest = (await listBackups(to)).at(-1);
  if (newest === undefined) throw new UsageError(`there is no backup in ${to}`);
  const path = join(to, newest);
  const digest = await tryBackup(path, readBackupKey(data).key, officePath(data, 'trial-scratch'));
  noteDone(data, 'trial', { at: Date.now(), path, digest });
  console.log(`${path}  can be restored; decisions have digest ${digest}`);
}
