/** `npm run backup`: saves what is stored. */
import { backUp } from '../../backup/back-up.ts';
import { sayManifest } from '../../backup/manifest.ts';
import { readArguments, runCommand, storedOptions } from './arguments.ts';
import { withDatabase } from './stored-tables.ts';

await runCommand(async () => {
  const { values } = readArguments({
    name: 'backup',
    does: `Writes every item of all tables into a new folder, a file for each table, and prints their counts and digests; of a data
folder the documents of cases too. Secrets, keys and executions are not in it: infra/RUNBOOK.md says how they are kept and taken up again.`,
    options: {
      to: { type: 'string', value: 'DIR', says: 'the new folder', required: true },
      ...storedOptions,
      ending: { type: 'string', says: 'what the names of the tables end with, after a restore in a stack on AWS' },
      plain: { type: 'boolean', says: 'writes the files as text, not packed' },
    },
    example: 'npm run backup -- --to /mnt/backup/2026-03-10',
  });
  const { to, prefix, ending, plain } = values;
  const manifest = await withDatabase(values, (client) =>
    backUp(client, {
      to,
      prefix,
      ending,
      plain,
      now: new Date(),
      documentsOf: values.endpoint === undefined ? values.data : undefined,
    }),
  );
  for (const line of sayManifest(manifest)) console.log(line);
});
