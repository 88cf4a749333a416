import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from '../small-cloud/small-assembly.ts';
import { type MachineProcess, runOn, startMachine } from '../support/machine-process.ts';

const data = makeFolder();
const started: MachineProcess[] = [];
afterAll(() => {
  for (const machine of started) machine.child.kill('SIGKILL');
});

function start(): MachineProcess {
  const machine = startMachine(data, '--clock', '2026-03-10T09:00:00+08:00');
  started.push(machine);
  return machine;
}

test('npm start serves the whole stack; killed and started again it goes on with its clock, keys and data', async () => {
  const first = start();
  const url = await first.ready;
  const token = runOn(data, 'token.ts', '--role', 'caseworker', '--regions', '141181');
  const headers = { authorization: `Bearer ${token}` };
  const listed = await fetch(`${url}/policies`, { headers });
  expect([listed.status, await listed.text()]).toEqual([200, expect.stringContaining('141181')]);
  expect(runOn(data, 'clock.ts', 'PT1H')).toMatch(/^2026-03-10T10:\d\d:\d\d(\.\d+)?\+08:00$/);
  await first.kill();

  const second = start();
  const again = await second.ready;
  expect((await fetch(`${again}/cases`, { headers })).status).toBe(200);
  expect(runOn(data, 'clock.ts')).toMatch(/^2026-03-10T10:/);

  second.child.kill('SIGINT');
  expect(await once(second.child, 'exit')).toEqual([0, null]);
  expect(second.stdout()).toBe(`ready ${again}\n`);
  expect(existsSync(join(data, 'lock.json'))).toBe(false);
});
