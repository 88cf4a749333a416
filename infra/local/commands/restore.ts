/**
 * `npm run restore -- --from DIR [--data DIR | --endpoint URL]`: puts a backup into empty tables and reads back what is there.
 * A data folder that is not there yet is made; a stack on AWS has to be deployed. Then `npm run verify` prints the digest
 * that it had before, and `npm run take-up` lets the open cases go on.
 */
import { mkdirSync } from 'node:fs';
import { restore } from '../../backup/restore.ts';
import { defaultData, readOptions, runCommand, UsageError } from './arguments.ts';
import { withDatabase } from './stored-tables.ts';

await runCommand(async () => {
  const { values } = readOptions({
    from: { type: 'string' },
    data: { type: 'string', default: defaultData },
    endpoint: { type: 'string' },
  });
  const { from, data, endpoint } = values;
  if (from === undefined) throw new UsageError('usage: npm run restore -- --from DIR');
  if (endpoint === undefined) mkdirSync(data, { recursive: true, mode: 0o700 });
  const manifest = await withDatabase(values, (client) => restore(client, { from, make: endpoint === undefined }));
  for (const { table, items, digest } of manifest.tables) console.log(`${table}  ${items} items  digest ${digest}`);
});
