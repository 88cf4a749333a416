/** A whole office: set up, signed in at, backed up while it runs, and put on another machine. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { backupsToDelete } from '../../infra/office/backup/kept-backups.ts';
import { restoreOffice } from '../../infra/office/backup/restore-office.ts';
import { keyOfBackup, unseal } from '../../infra/office/backup/sealed-backup.ts';
import { type Office, startOffice } from '../../infra/office/office.ts';
import { setUp } from '../../infra/office/set-up.ts';
import { dueBackupWork } from '../../infra/office/watch/due-backup-work.ts';
import { openDataFolder } from '../../infra/small-cloud/data-folder/data-folder.ts';
import { makeFolder } from '../small-cloud/small-assembly.ts';
import { PDF } from '../support/documents.ts';
import { openVisitor, signInFirst } from './visitor.ts';

const root = makeFolder();
const at = (name: string) => join(root, name);
const PASSPHRASE = 'sechs worte die niemand errät';
const GOOD = 'Shanxi-Yongji-26';
let assembly = '';
let office: Office | undefined;
let port = 0;

interface Ran {
  status: number;
  stdout: string;
  stderr: string;
}
/** A command of an office as npm runs it. */
function run(file: string, args: string[]): Promise<Ran> {
  const path = join(import.meta.dirname, '../../infra', `${file}.ts`);
  const env = { PATH: process.env.PATH ?? '', CANBAO_PASSPHRASE: PASSPHRASE };
  return new Promise((done) => {
    const child = execFile(process.execPath, [path, ...args], { env }, (_error, stdout, stderr) =>
      done({ status: child.exitCode ?? -1, stdout, stderr }),
    );
    child.stdin?.end();
  });
}

const told: unknown[] = [];
const webhook = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    told.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    response.end();
  });
});

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const start = async (data: string) => {
  office = await startOffice({ data: at(data), assembly });
  return office;
};

beforeAll(async () => {
  webhook.listen(0, '127.0.0.1');
  mkdirSync(at('safe'));
  [assembly, port] = await Promise.all([keptAssembly(), freePort()]);
});
afterAll(async () => {
  webhook.close();
  await office?.close();
});

test('an office is set up, works, is backed up while it runs, and goes on elsewhere with the same digest', async () => {
  const address = webhook.address();
  const hook = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
  const made = await run('office/commands/set-up', [
    ...['--data', at('first'), '--host', 'canbao.example.lan', '--port', String(port), '--address', '127.0.0.1'],
    ...['--regions', '141181', '--administrator', 'li.wenjing', '--administrator-name', '李文静'],
    ...['--webhook', hook, '--backup', at('safe')],
  ]);
  expect(made).toMatchObject({ status: 0, stderr: '' });
  const opening = /first sign-in \(within seven days\): (\S+)/.exec(made.stdout)?.[1] ?? '';
  expect(readFileSync(at('first/office/settings.json'), 'utf8')).not.toContain(PASSPHRASE);

  const first = await start('first');
  expect(first.url).toBe(`https://canbao.example.lan:${port}`);
  const administrator = openVisitor(first.url, first.certificate.cert);
  await signInFirst(administrator, { name: 'li.wenjing', code: opening, password: GOOD, now: Date.now() });
  const added = await administrator.post('/office/accounts/add', {
    ...{ name: 'wang.jianguo', shown: '王建国', role: 'caseworker', regions: '141181' },
  });
  const code = /<code>([A-Z2-9-]{23})<\/code>/.exec(added.text)?.[1] ?? '';
  const clerk = openVisitor(first.url, first.certificate.cert);
  await signInFirst(clerk, { name: 'wang.jianguo', code, password: GOOD, now: Date.now() });
  const bearer = { authorization: `Bearer ${(await clerk.tokens())?.access_token}` };
  const page = await clerk.get('/console', bearer);
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('<div id="root">')]);

  // Residents reckon without an account, by a form that comes from this office's own page.
  const nobody = openVisitor(first.url, first.certificate.cert);
  const reckoned = await nobody.post('/estimate/141181/late-payment', { year: '2026', paidOn: '2026-03-10' });
  expect([reckoned.status, reckoned.text]).toEqual([200, expect.stringContaining('1,100.00 元')]);

  const body = JSON.stringify({
    person: { idNumber: '141181199002030016', name: '郭长河' },
    facts: { region: '141181', coverageYear: 2026, history: { insuredYears: [2025] } },
  });
  const opened = await clerk.send('POST', '/cases', body, {
    ...bearer,
    'content-type': 'application/json',
    'idempotency-key': 'a-first-case',
  });
  expect(opened.status).toBe(201);
  // It waits for a person: nothing moves while it is saved.
  await expect.poll(async () => JSON.parse((await clerk.get('/tasks', bearer)).text).tasks.length).toBe(1);

  // A document goes in and comes out at the same door, by addresses that lead there.
  const { caseId } = JSON.parse(opened.text);
  const asked = async (of: typeof clerk, path: string, sent: object, headers: Record<string, string>) =>
    JSON.parse(
      (
        await of.send('POST', `/cases/${caseId}/documents${path}`, JSON.stringify(sent), {
          ...headers,
          'content-type': 'application/json',
        })
      ).text,
    );
  const { uploads } = await asked(clerk, '/uploads', { files: [{ size: PDF.byteLength }] }, bearer);
  const { uploadId, url, contentType } = uploads[0];
  const sent = await clerk.send('PUT', url, PDF.toString('latin1'), {
    ...{ origin: first.url, 'content-type': contentType, 'content-length': String(PDF.byteLength) },
  });
  expect([url.startsWith(`${first.url}/`), sent.status]).toEqual([true, 200]);
  expect(await asked(clerk, '', { uploadId, material: 'id_document' }, bearer)).toMatchObject({ documentId: uploadId });
  const shown = await asked(clerk, `/${uploadId}/address`, {}, bearer);
  expect((await clerk.get(shown.url)).text).toBe(PDF.toString('latin1'));

  // Its own door, where the owner works, lets nobody made up in.
  expect((await fetch(`${first.cloud.url}/issuer/authorize`)).status).toBe(404);
  expect((await fetch(`${first.cloud.url}/cases`, { headers: bearer })).status).toBe(200);

  // Its disk is not mounted: said in one line, at every desk and to the webhook, until it went well.
  renameSync(at('safe'), at('elsewhere'));
  const failed = await run('office/commands/office-backup', ['--data', at('first')]);
  expect([failed.status, failed.stderr]).toEqual([1, expect.stringMatching(/^there is no folder .*\n$/)]);
  await first.look();
  const ringing = { code: 'backup-failed', text: expect.stringContaining('there is no folder') };
  expect(told).toMatchObject([{ office: first.url, alarms: [ringing] }]);
  expect(JSON.parse((await clerk.get('/office/desk', bearer)).text).alarms).toEqual([ringing.text]);
  expect((await clerk.get('/office/health')).status).toBe(503);
  renameSync(at('elsewhere'), at('safe'));

  // Another is under way: that is no failure, and nothing of it is touched.
  const turn = await openDataFolder(at('first/office/backing-up'));
  const second = await run('office/commands/office-backup', ['--data', at('first')]);
  expect([second.status, second.stderr]).toEqual([1, expect.stringMatching(/^a backup of .* is under way; .*\n$/)]);
  turn.release();

  const taken = await run('office/commands/office-backup', ['--data', at('first')]);
  expect(taken).toMatchObject({ status: 0, stderr: '' });
  expect(taken.stdout).toMatch(/canbao-\d{8}-\d{6} {2}digest [0-9a-f]{64}\n$/);
  const tried = await run('office/commands/office-backup', ['--data', at('first'), '--try']);
  expect(tried).toMatchObject({ status: 0, stderr: '' });
  const digest = /digest ([0-9a-f]{64})/.exec(tried.stdout)?.[1] ?? '';
  expect((await run('local/commands/verify', ['--data', at('first')])).stdout).toContain(`digest ${digest}`);
  expect(readdirSync(at('first/office')).filter((name) => name.includes('scratch'))).toEqual([]);
  await first.look();
  expect(told).toMatchObject([{}, { alarms: [] }]);
  await first.close();

  const [name = ''] = readdirSync(at('safe'));
  const from = at(`safe/${name}`);
  const restored = await run('local/commands/restore', ['--from', from, '--data', at('second')]);
  expect(restored).toMatchObject({ status: 0, stderr: '' });
  expect(restored.stdout).toContain(/digest [0-9a-f]{64}/.exec(taken.stdout)?.[0] ?? 'no digest');
  expect((await run('local/commands/verify', ['--data', at('second')])).stdout).toContain(`digest ${digest}`);

  const without = await run('office/commands/set-up', [
    ...['--data', at('second'), '--estimate', 'off'],
    ...['--issuer', 'https://login.example.cn', '--issuer-client', 'canbao'],
  ]);
  expect(without).toMatchObject({ status: 0, stderr: '' });
  const moved = await start('second');
  const again = openVisitor(moved.url, moved.certificate.cert);
  expect((await again.get('/office/sign-in')).text).toContain('/office/outside');
  const entered = await again.post('/office/sign-in', { name: 'wang.jianguo', password: GOOD, to: '/console' });
  expect(entered.text).toContain('六位动态码');
  expect((await again.get('/estimate')).status).toBe(404);
  const kept = readdirSync(at('second/buckets'), { recursive: true, encoding: 'utf8' });
  expect(
    kept.filter((path) => /@[0-9a-f]{32}$/.test(path)).map((path) => readFileSync(at(`second/buckets/${path}`))),
  ).toEqual([PDF]);
  const up = await run('local/commands/take-up', ['--data', at('second')]);
  expect(up.stdout).toMatch(/\d+ cases go on/);
  await moved.close();
  office = undefined;
});

test('a backup that is cut, changed, swapped, opened by another passphrase, or put over data is refused in one line', async () => {
  const [name = ''] = readdirSync(at('safe'));
  const good = at(`safe/${name}`);
  const { key } = await keyOfBackup(good, PASSPHRASE);
  const policies = 'tables+Policies.jsonl.gz.sealed';
  const unsealSpoilt = async (spoil: (file: string) => void) => {
    for (const folder of ['spoilt', 'new']) rmSync(at(folder), { recursive: true, force: true });
    cpSync(good, at('spoilt'), { recursive: true });
    spoil(join(at('spoilt'), policies));
    return unseal(at('spoilt'), key, at('new'));
  };
  const flip = (file: string) => {
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
    writeFileSync(file, bytes);
  };
  await expect(unsealSpoilt((file) => truncateSync(file, 5000))).rejects.toThrow('cut off or changed');
  await expect(unsealSpoilt((file) => truncateSync(file, 15))).rejects.toThrow('cut off');
  await expect(unsealSpoilt(flip)).rejects.toThrow('cut off or changed');
  const secrets = at(`safe/${name}/secrets.json.sealed`);
  await expect(unsealSpoilt((file) => cpSync(secrets, file))).rejects.toThrow('cut off or changed');
  await expect(unsealSpoilt((file) => rmSync(file))).rejects.toThrow('ENOENT');
  await expect(restoreOffice(good, at('new-too'), 'another passphrase altogether')).rejects.toThrow(
    'passphrase is another',
  );
  const over = await run('local/commands/restore', ['--from', good, '--data', at('second')]);
  expect([over.status, over.stderr]).toEqual([1, expect.stringMatching(/^.* is not empty: .*\n$/)]);
  // One that was set up and never started has accounts already.
  setUp(at('young'), { host: 'canbao.example.lan', regions: ['141181'] }, { name: 'li', shown: '李' }, Date.now());
  await expect(restoreOffice(good, at('young'), PASSPHRASE)).rejects.toThrow('is not empty');
});

test('backups stay for days, then weeks, then months, and the newest for ever', () => {
  const days = Array.from({ length: 400 }, (_, day) => new Date(Date.parse('2025-01-01T17:00:00Z') + day * 86_400_000));
  const names = days.map((day) => `canbao-${day.toISOString().slice(0, 10).replaceAll('-', '')}-170000`);
  const now = Date.parse('2026-02-05T01:00:00Z');
  const gone = new Set(backupsToDelete(names, now));
  const stay = names.filter((name) => !gone.has(name));
  expect(stay.slice(-14)).toEqual(names.slice(-14));
  expect(stay.length).toBeGreaterThanOrEqual(14 + 6 + 9);
  expect(stay.length).toBeLessThan(14 + 8 + 13);
  expect(backupsToDelete(['canbao-20200101-170000'], now)).toEqual([]);
});

test('a night’s backup is made up for, and is tried once a week; a failure is tried again an hour later', () => {
  const HOUR = 3_600_000;
  const now = Date.parse('2026-03-10T01:00:00Z'); // nine in the morning
  const done = (hours: number) => ({ at: now - hours * HOUR, path: '', digest: '' });
  const failed = (hours: number, what: 'backup' | 'trial') => ({ at: now - hours * HOUR, what, reason: '' });
  const due = (taken: number, tried: number, failure: ReturnType<typeof failed> | null = null) =>
    dueBackupWork({ format: 1, taken: done(taken), tried: done(tried), failed: failure }, now);
  expect(due(7, 24)).toBeNull();
  expect(due(9, 24)).toBe('backup');
  expect(due(7, 24 * 8)).toBe('trial');
  expect(due(9, 24, failed(0.5, 'backup'))).toBeNull();
  expect(due(9, 24, failed(2, 'backup'))).toBe('backup');
  expect(due(7, 24, failed(2, 'trial'))).toBe('trial');
  // Noted by a clock that was years ahead: by the right one it would be due for years to come.
  expect(due(-24 * 365, 24, failed(-24 * 365, 'backup'))).toBe('backup');
});
