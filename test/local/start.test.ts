import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from './small-assembly.ts';

const commands = join(import.meta.dirname, '../../infra/local/commands');
const data = makeFolder();
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

function start(): { child: ChildProcess; stdout: () => string; ready: Promise<string> } {
  const args = [join(commands, 'start.ts'), '--port', '0', '--data', data, '--clock', '2026-03-10T09:00:00+08:00'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  let stdout = '';
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
      const url = /^ready (http:\/\/127\.0\.0\.1:\d+)\n/.exec(stdout)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.on('exit', () => reject(new Error(`it ended: ${stdout}`)));
  });
  return { child, stdout: () => stdout, ready };
}

const run = (command: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(commands, command), '--data', data, ...args], { encoding: 'utf8' }).stdout.trim();

test('npm start serves the whole stack; killed and started again it goes on with its clock, keys and data', async () => {
  const first = start();
  const url = await first.ready;
  const headers = { authorization: `Bearer ${run('token.ts', '--role', 'caseworker', '--regions', '141181')}` };
  const listed = await fetch(`${url}/policies`, { headers });
  expect([listed.status, await listed.text()]).toEqual([200, expect.stringContaining('141181')]);
  expect(run('clock.ts', 'PT1H')).toMatch(/^2026-03-10T10:00:\d\d(\.\d+)?\+08:00$/);
  first.child.kill('SIGKILL');

  const second = start();
  const again = await second.ready;
  expect((await fetch(`${again}/cases`, { headers })).status).toBe(200);
  expect(run('clock.ts')).toMatch(/^2026-03-10T10:00:/);

  second.child.kill('SIGINT');
  expect(await once(second.child, 'exit')).toEqual([0, null]);
  expect(second.stdout()).toBe(`ready ${again}\n`);
  expect(existsSync(join(data, 'lock.json'))).toBe(false);
}, 60_000);
