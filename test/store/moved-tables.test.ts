/** Tables go from one machine to another DynamoDB and back, and are the same: what an office does on its way to AWS. */
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backUp } from '../../infra/backup/back-up.ts';
import { restore } from '../../infra/backup/restore.ts';
import { withDatabase } from '../../infra/local/commands/stored-tables.ts';
import { layOut, readFixtures } from '../releases/fixture.ts';
import { openTables } from '../support/open-tables.ts';
import { runCommandFile } from '../support/stopped-machine.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-moved-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('every item of a release, from a data folder to another DynamoDB and into a new folder, has the digests it had', async () => {
  const at = (name: string) => join(folder, name);
  const [fixture] = (await readFixtures()).filter(({ release }) => release === '0.1.1');
  if (fixture === undefined) throw new Error('no fixture of 0.1.1');
  await layOut(fixture, at('first'));
  const save = (to: string, database: Parameters<typeof backUp>[0]) =>
    backUp(database, { to: at(to), plain: false, now: new Date(fixture.stopped) });
  const first = await withDatabase({ data: at('first') }, (client) => save('from-first', client));

  const { endpoint, close } = await openTables();
  const credentials = { accessKeyId: randomUUID().replaceAll('-', ''), secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'cn-northwest-1', credentials });
  await restore(client, { from: at('from-first'), make: true });
  const elsewhere = await save('from-elsewhere', client);
  client.destroy();
  await close();

  await mkdir(at('second'));
  await withDatabase({ data: at('second') }, (database) =>
    restore(database, { from: at('from-elsewhere'), make: true }),
  );
  const second = await withDatabase({ data: at('second') }, (database) => save('from-second', database));
  const digestsOf = ({ tables }: typeof first) =>
    tables.map(({ table, items, digest }) => `${table} ${items} ${digest}`).sort();
  expect(digestsOf(elsewhere)).toEqual(digestsOf(first));
  expect(digestsOf(second)).toEqual(digestsOf(first));
  const counts = first.tables.map(({ items }) => items);
  expect(Math.max(...counts)).toBeGreaterThan(10);

  // The secrets go another way, and the executions stay behind: what was decided is proved all the same.
  const proved = async (data: string) =>
    /^.* 0 findings.*\n.*digest [0-9a-f]{64}$/m.exec(
      (await runCommandFile('verify', ['--data', at(data)])).stdout,
    )?.[0];
  expect(await proved('second')).toBeTruthy();
  expect(await proved('second')).toBe(await proved('first'));
});
