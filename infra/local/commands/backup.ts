/**
 * `npm run backup -- --to DIR [--data DIR | --endpoint URL [--ending TEXT]] [--plain]`: writes every item of all tables into a new folder,
 * a file for each table, and prints their counts and digests. `--endpoint https://dynamodb.…` reads a stack on AWS.
 * Secrets, keys and executions are not in it: `infra/RUNBOOK.md` says how they are kept and taken up again.
 */
import { backUp } from '../../backup/back-up.ts';
import { defaultData, readOptions, runCommand, UsageError } from './arguments.ts';
import { withDatabase } from './stored-tables.ts';

await runCommand(async () => {
  const { values } = readOptions({
    to: { type: 'string' },
    data: { type: 'string', default: defaultData },
    endpoint: { type: 'string' },
    ending: { type: 'string' },
    plain: { type: 'boolean', default: false },
  });
  const { to, ending, plain } = values;
  if (to === undefined) throw new UsageError('usage: npm run backup -- --to DIR');
  const manifest = await withDatabase(values, (client) => backUp(client, { to, ending, plain, now: new Date() }));
  for (const { table, items, digest } of manifest.tables) console.log(`${table}  ${items} items  digest ${digest}`);
});
