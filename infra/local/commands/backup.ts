/** `npm run backup`: saves what is stored. */
import { backUp } from '../../backup/back-up.ts';
import { readArguments, runCommand, storedOptions } from './arguments.ts';
import { withDatabase } from './stored-tables.ts';

await runCommand(async () => {
  const { values } = readArguments({
    name: 'backup',
    does: `Writes every item of all tables into a new folder, a file for each table, and prints their counts and digests.
Documents of cases, secrets, keys and executions are not in it: infra/RUNBOOK.md says how they are kept and taken up again.`,
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
    backUp(client, { to, prefix, ending, plain, now: new Date() }),
  );
  for (const { table, items, digest } of manifest.tables) console.log(`${table}  ${items} items  digest ${digest}`);
});
