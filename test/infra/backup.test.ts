/** All tables saved and put into an empty machine: the same decisions with the same digest, and open cases go on. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemOfLine, lineOfItem } from '../../infra/backup/item-lines.ts';
import { restore } from '../../infra/backup/restore.ts';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { type Cloud, startCloud } from '../../infra/local/cloud.ts';
import { withDatabase } from '../../infra/local/commands/stored-tables.ts';
import { openDesks } from '../../infra/local/scenarios/desks.ts';
import { beforeAll as beforeScenarios, playPart } from '../../infra/local/scenarios/play-scenarios.ts';
import { readScenarios } from '../../infra/local/scenarios/scenario.ts';
import { PNG } from '../support/documents.ts';
import { verifyCloud } from '../support/verify-cloud.ts';

const run = promisify(execFile);
const command = (name: string, ...options: string[]) =>
  run(process.execPath, [join(import.meta.dirname, '../../infra/local/commands', `${name}.ts`), ...options]);

/** They wait for the first day of their benefits, for a desk, and for the treasury. */
const PLAYED = ['late-payment/ordinary-late-payer', 'late-payment/withdrawn-before-decision', 'refund/student-leaves'];
/** He has paid: that is checked again, and he is told nothing twice. */
const WAITING = 'ordinary-late-payer';
const CASEWORKER = { sub: 'caseworker-1', role: 'caseworker', regions: ['141181'] } as const;
const SAVED = Date.parse('2026-03-13T12:00:00+08:00');

let folder = '';
let assembly = '';
const at = (name: string) => join(folder, name);
let cloud: Cloud | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-backup-'));
  assembly = await keptAssembly();
});
afterAll(async () => {
  await cloud?.close();
  await rm(folder, { recursive: true });
});

const restoreInto = async (data: string) => {
  await mkdir(at(data), { recursive: true });
  return withDatabase({ data: at(data) }, (client) =>
    restore(client, { from: at('saved'), make: true, documentsTo: at(data) }),
  );
};

const start = async (data: string, clockFrom: number): Promise<Cloud> => {
  cloud = await startCloud({ data: at(data), port: 0, assembly, clockFrom });
  return cloud;
};

test('a machine is saved, put into an empty one, and its cases go on to their ends', async () => {
  const scenarios = readScenarios().filter(({ workflow, name }) => PLAYED.includes(`${workflow}/${name}`));
  const first = await start('first', beforeScenarios(scenarios));
  const { open } = await playPart(first, scenarios, { until: SAVED });
  expect(open.size).toBe(PLAYED.length);
  const caseId = open.get(WAITING) ?? '';
  await sendDocument(first, caseId);
  const saved = await command('backup', '--data', at('first'), '--to', at('saved'));
  expect(saved.stdout).toMatch(/^Policies {2}\d+ items {2}digest [0-9a-f]{64}$/m);
  expect(saved.stdout).toMatch(/^documents {2}4 files {2}digest [0-9a-f]{64}$/m);
  const verified = await verifyCloud(first);
  await first.close();

  const restored = await command('restore', '--from', at('saved'), '--data', at('second'));
  expect(restored.stdout).toBe(saved.stdout);
  await expect(restoreInto('second')).rejects.toThrow(/is not empty/);

  // The key that persons are sealed with is kept elsewhere, and nothing is started without it; executions are nowhere.
  await expect(start('second', SAVED)).rejects.toThrow('missing secrets.json (');
  await cp(at('first/secrets.json'), at('second/secrets.json'));
  const second = await start('second', SAVED);
  expect(await verifyCloud(second)).toEqual(verified);
  await second.move('PT5M');
  const taken = (await command('take-up', '--data', at('second'))).stdout.trim().split('\n');
  expect(taken.toSorted()).toEqual(['3 cases go on within a minute', ...[...open.values()].sort()]);
  await second.move('PT2M');

  const after = await playPart(second, scenarios, { opened: open, until: SAVED + 5 * 86_400_000 });
  const ended = scenarios.filter(({ name }) => name !== WAITING);
  const ends = ended.map(({ name }) => {
    const { state, notices = [] } = after.played.get(name) ?? {};
    return { name, state, notices: notices.map(({ occasion }) => occasion).sort() };
  });
  expect(ends).toEqual(ended.map(({ name, state, notices }) => ({ name, state, notices: notices.toSorted() })));
  expect([...after.open.keys()]).toEqual([WAITING]);
  const params = { id: caseId };
  const desk = openDesks(second).deskOf(CASEWORKER);
  const waiting = await desk.ask('getCase', { params });
  expect(waiting).toMatchObject({ state: 'awaiting_benefits', notices: [{ occasion: 'payment_notice' }] });
  expect((await command('take-up', '--data', at('second'))).stdout).toBe('0 cases go on within a minute\n');
  expect((await verifyCloud(second)).findings).toEqual([]);

  const [document] = (await desk.ask('listDocuments', { params })).documents;
  const shown = { params: { ...params, document: document?.documentId ?? '' }, body: {} };
  expect(Buffer.from(await (await fetch((await desk.ask('showDocument', shown)).url)).arrayBuffer())).toEqual(PNG);
  await second.close();
  await rm(at('second/buckets'), { recursive: true });
  const lost = command('verify', '--data', at('second'));
  await expect(lost).rejects.toMatchObject({
    stdout: expect.stringContaining(`${caseId}  document  document 1 is not there`),
  });
});

/** A picture, as a browser would send it, and another that is never taken in. */
async function sendDocument(machine: Cloud, caseId: string): Promise<void> {
  const desk = openDesks(machine).deskOf(CASEWORKER);
  const params = { id: caseId };
  const files = [{ size: PNG.byteLength }, { size: PNG.byteLength }];
  const { uploads } = await desk.ask('startUploads', { params, body: { files } });
  for (const { url, contentType } of uploads)
    await fetch(url, { method: 'PUT', body: new Uint8Array(PNG), headers: { 'content-type': contentType } });
  await desk.ask('takeDocument', { params, body: { uploadId: uploads[0]?.uploadId ?? '', material: 'id_document' } });
}

test('a backup that was changed or broken off is refused before anything is written', async () => {
  const file = join(at('saved'), 'Ledger.jsonl.gz');
  const good = await readFile(file);
  await writeFile(file, good.subarray(0, Math.floor(good.length / 2)));
  const cut = command('restore', '--from', at('saved'), '--data', at('cut'));
  await expect(cut).rejects.toMatchObject({
    stderr: 'Ledger.jsonl.gz is not what was written: it is missing, cut off or damaged\n',
  });
  await expect(start('cut', SAVED)).rejects.toThrow('a restore into');
  await writeFile(file, good);
  const lines = gunzipSync(await readFile(file)).toString('utf8');
  await writeFile(file, gzipSync(lines.replace('141181', '141182')));
  await expect(restoreInto('third')).rejects.toThrow(/Ledger\.jsonl\.gz is not what was written/);
  await writeFile(file, good);
  const content = (await readdir(at('saved'), { recursive: true })).find((name) => /@[0-9a-f]{32}$/.test(name)) ?? '';
  await writeFile(join(at('saved'), content), 'another picture');
  await expect(restoreInto('third')).rejects.toThrow('the documents are not what was written: 4 files');
  await rm(join(at('saved'), 'manifest.json'));
  await expect(restoreInto('third')).rejects.toThrow(/no whole backup/);
});

test('an item with everything that DynamoDB can store is the same after it was a line', () => {
  const item = {
    s: { S: '好' },
    n: { N: '1.50' },
    m: { M: { SS: { L: [{ BOOL: true }, { NULL: true as const }] } } },
    b: { B: Buffer.from([0, 255]) },
    ss: { SS: ['b', 'a'] },
    bs: { BS: [Buffer.from([1])] },
  };
  const line = lineOfItem(item);
  expect(lineOfItem(itemOfLine(line))).toBe(line);
  expect(itemOfLine(line)).toEqual({ ...item, ss: { SS: ['a', 'b'] } });
});
