/** `npm run restore`: puts a backup into an empty machine or stack. */
import { mkdirSync } from 'node:fs';
import { sayManifest } from '../../backup/manifest.ts';
import { restore } from '../../backup/restore.ts';
import { restoreOffice } from '../../office/backup/restore-office.ts';
import { isSealed } from '../../office/backup/sealed-backup.ts';
import { askPassphrase } from '../../office/commands/ask.ts';
import { isFresh, markRestored } from '../../small-cloud/data-folder/contents.ts';
import { readArguments, runCommand, storedOptions, UsageError } from './arguments.ts';
import { withDatabase } from './stored-tables.ts';

await runCommand(async () => {
  const { values } = readArguments({
    name: 'restore',
    does: `Puts a backup into empty tables and reads back what is there. A data folder that is not there yet is made; a stack
on AWS has to be deployed. Then npm run verify prints the digest that it had before, and npm run take-up lets the open
cases go on. The sealed backup of an office asks for its passphrase, or takes it from CANBAO_PASSPHRASE.`,
    options: {
      from: { type: 'string', value: 'DIR', says: 'the folder of the backup', required: true },
      ...storedOptions,
    },
    example: 'npm run restore -- --from /mnt/backup/2026-03-10 --data .data-restored',
  });
  const { from, data, endpoint, prefix } = values;
  if (isSealed(from)) {
    if (endpoint !== undefined) throw new UsageError('the backup of an office goes into a data folder');
    const { digest } = await restoreOffice(from, data, await askPassphrase('Passphrase of the backup'));
    console.log(`restored into ${data}  digest ${digest}`);
    return;
  }
  if (endpoint === undefined) {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    // Until all of it is in, nothing is started on the folder.
    if (isFresh(data)) markRestored(data, undefined);
  }
  const manifest = await withDatabase(values, (client) =>
    restore(client, {
      from,
      make: endpoint === undefined,
      prefix,
      documentsTo: endpoint === undefined ? data : undefined,
    }),
  );
  for (const line of sayManifest(manifest)) console.log(line);
});
