/** A folder that lost a part, or in which a byte changed, is named before anything is started on it or by the check. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SmallCloud } from '../../infra/small-cloud/cloud.ts';
import { isFresh, markRestored } from '../../infra/small-cloud/data-folder/contents.ts';
import { verifyFolder } from '../../infra/small-cloud/data-folder/verify-folder.ts';
import { checkLogs, checkTables } from '../../infra/small-cloud/services/dynamodb/level-files.ts';
import { askService } from './signed-request.ts';
import { makeFolder, writeAssembly } from './small-assembly.ts';
import { startSmall } from './start-small.ts';

const table = (name: string) => ({
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: {
    TableName: name,
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    Replicas: [{ Region: 'cn-northwest-1' }],
  },
});
const assembly = writeAssembly({
  small: {
    Resources: {
      Notes: table('notes'),
      Others: table('others'),
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'secret', GenerateSecretString: {} } },
    },
  },
});
const start = (data: string): Promise<SmallCloud> => startSmall({ data, port: 0, assembly });
const whole = makeFolder();
const put = (cloud: SmallCloud, id: number) =>
  askService(
    cloud.url,
    'DynamoDB_20120810.PutItem',
    { TableName: 'notes', Item: { id: { S: String(id) }, text: { S: `${id} `.repeat(2_000) } } },
    cloud.owner,
  );

/** Enough that a part is in LevelDB's tables and a part in its log. */
const ITEMS = 700;
beforeAll(async () => {
  const cloud = await start(whole);
  for (let id = 0; id < ITEMS; id += 20) {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, more) => put(cloud, id + more)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
  }
  await cloud.close();
});

const copies: string[] = [];
afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});
function copyOf(folder: string): string {
  const copy = join(makeFolder(), 'data');
  cpSync(folder, copy, { recursive: true });
  copies.push(copy);
  return copy;
}
const without = (...parts: string[]) => {
  const data = copyOf(whole);
  for (const part of parts) rmSync(join(data, part), { recursive: true });
  return data;
};

describe('a start on a folder', () => {
  test.each([['secrets.json'], ['issuer.json'], ['clock.json'], ['dynamodb'], ['state-machines']])(
    'without %s says so, and makes nothing in its place',
    async (part) => {
      const data = without(part);
      await expect(start(data)).rejects.toThrow(`missing ${part} (`);
      expect(existsSync(join(data, part))).toBe(false);
      expect(await verifyFolder(data)).toContain(`${join(data, part)} is missing`);
    },
  );

  test('without several parts names all of them', async () => {
    await expect(start(without('secrets.json', 'state-machines'))).rejects.toThrow(
      /secrets\.json \(.*\), state-machines \(|state-machines \(.*\), secrets\.json \(/,
    );
  });

  test('with an empty folder in the place of the database or the journal says so', async () => {
    for (const part of ['dynamodb', 'state-machines']) {
      const data = copyOf(whole);
      for (const name of readdirSync(join(data, part))) rmSync(join(data, part, name));
      await expect(start(data)).rejects.toThrow(`missing ${part} (`);
    }
  });

  test('with another database, in which a table is missing, names the table', async () => {
    const other = makeFolder();
    const less = writeAssembly({
      small: {
        Resources: {
          Notes: table('notes'),
          Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'secret', GenerateSecretString: {} } },
        },
      },
    });
    const cloud = await startSmall({ data: other, port: 0, assembly: less });
    await cloud.close();
    const data = without('dynamodb');
    cpSync(join(other, 'dynamodb'), join(data, 'dynamodb'), { recursive: true });
    await expect(start(data)).rejects.toThrow('its database has lost the table others');
  });

  test('that is fresh, or whose first start was broken off, makes what is needed', async () => {
    expect(isFresh(makeFolder())).toBe(true);
    const data = makeFolder();
    await expect(startSmall({ data, port: 0, assembly: join(data, 'nowhere') })).rejects.toThrow('manifest.json');
    const cloud = await start(data);
    await cloud.close();
    expect(isFresh(data)).toBe(false);
    expect(await verifyFolder(data)).toEqual([]);
  });

  test('of a release that wrote no list of contents goes by what such a release always made', async () => {
    const old = without('contents.json', 'checksums.json', 'owner.json');
    const cloud = await start(old);
    await cloud.close();
    await expect(start(without('contents.json', 'checksums.json', 'secrets.json'))).rejects.toThrow(
      'missing secrets.json (',
    );
  });

  test('of which only tables were restored asks for the secrets, and not for what nobody can have', async () => {
    const data = without('contents.json', 'secrets.json', 'issuer.json', 'clock.json', 'owner.json', 'checksums.json');
    rmSync(join(data, 'state-machines'), { recursive: true });
    markRestored(data, ['notes', 'others']);
    await expect(start(data)).rejects.toThrow('missing secrets.json (');
    cpSync(join(whole, 'secrets.json'), join(data, 'secrets.json'));
    const cloud = await start(data);
    await cloud.close();
  });

  test('whose restore was broken off says so', async () => {
    const data = makeFolder();
    markRestored(data, undefined);
    await expect(start(data)).rejects.toThrow(`a restore into ${data} was broken off`);
    expect(isFresh(data)).toBe(true);
  });
});

/** The same bytes at every run: a few at the beginning and the end of a file, the others spread over it. */
function placesIn(length: number, count: number): number[] {
  const edges = [0, 1, 4, 5, 6, 7, length - 1, length - 2, length - 9];
  const spread = Array.from({ length: count }, (_, at) => Math.floor(((at + 0.5) * length) / count));
  return [...new Set([...edges, ...spread])].filter((at) => at >= 0 && at < length);
}

/** Changes one byte after the other, each in turn put back, and gives the places that nothing has noticed. */
async function flip(path: string, count: number, notices: () => boolean | Promise<boolean>): Promise<number[]> {
  const good = readFileSync(path);
  const unnoticed: number[] = [];
  for (const at of placesIn(good.length, count)) {
    const bad = Buffer.from(good);
    bad[at] = (good[at] ?? 0) ^ (1 << (at % 8));
    writeFileSync(path, bad);
    if (!(await notices())) unnoticed.push(at);
  }
  writeFileSync(path, good);
  return unnoticed;
}

const throws = (work: () => unknown): boolean => {
  try {
    work();
    return false;
  } catch (error) {
    return error instanceof Error;
  }
};

describe('a byte that has changed', () => {
  const filesOf = (data: string, ending: RegExp) =>
    readdirSync(join(data, 'dynamodb')).filter((name) => ending.test(name));

  test('in the log, the manifest or the pointer of the database is found by what every start looks at', async () => {
    const data = copyOf(whole);
    const folder = join(data, 'dynamodb');
    expect(() => checkLogs(folder)).not.toThrow();
    const files = filesOf(data, /^(\d+\.log|MANIFEST-\d+|CURRENT)$/).filter(
      (name) => statSync(join(folder, name)).size > 0,
    );
    expect(files.length).toBeGreaterThanOrEqual(3);
    for (const name of files) {
      const unnoticed = await flip(join(folder, name), 60, () => throws(() => checkLogs(folder)));
      expect([name, unnoticed]).toEqual([name, []]);
    }
  });

  test('in a table of the database is found by the check', async () => {
    const data = copyOf(whole);
    const folder = join(data, 'dynamodb');
    expect(checkTables(folder)).toBeGreaterThan(100);
    for (const name of filesOf(data, /\.ldb$/)) {
      const unnoticed = await flip(join(folder, name), 40, () => throws(() => checkTables(folder)));
      expect([name, unnoticed]).toEqual([name, []]);
    }
  });

  test('stops the start with the name of the file', async () => {
    const data = copyOf(whole);
    const [log = ''] = filesOf(data, /\.log$/);
    const path = join(data, 'dynamodb', log);
    const bytes = readFileSync(path);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    await expect(start(data)).rejects.toThrow(`${path} is damaged at byte`);
    expect((await verifyFolder(data)).join()).toContain(path);
  });

  test('in secrets, keys, clock or any kept file stops the start with the name of the file', async () => {
    const kept = z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(readFileSync(join(whole, 'checksums.json'), 'utf8')));
    expect(Object.keys(kept)).toEqual(
      expect.arrayContaining(['secrets.json', 'issuer.json', 'owner.json', 'clock.json', 'contents.json']),
    );
    // Not in the checksums themselves: there a change is about a file that is right, or about one that there was before.
    for (const name of Object.keys(kept)) {
      const data = copyOf(whole);
      const path = join(data, name);
      const unnoticed = await flip(path, 12, async () =>
        (await verifyFolder(data).catch(() => [path])).join().includes(name),
      );
      expect([name, unnoticed]).toEqual([name, []]);
      const text = readFileSync(path);
      const at = Math.floor(text.length / 2);
      text[at] = (text[at] ?? 0) ^ 1;
      writeFileSync(path, text);
      await expect(start(data)).rejects.toThrow(name);
    }
  });

  test('cut off at its end, as a process that was killed leaves it, a log is taken as far as it goes', () => {
    const data = copyOf(whole);
    const folder = join(data, 'dynamodb');
    const [log = ''] = filesOf(data, /\.log$/);
    const good = readFileSync(join(folder, log));
    for (const missing of [1, 2, 7, 100, 1_000]) {
      writeFileSync(join(folder, log), good.subarray(0, good.length - missing));
      expect(() => checkLogs(folder)).not.toThrow();
    }
  });
});
