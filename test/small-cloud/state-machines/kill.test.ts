import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execution, openRig, SECOND, START, task } from './rig.ts';

const KILLS = Number(process.env.KILLS ?? 6);
const LOAD = join(import.meta.dirname, 'under-load.ts');

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'killed-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** Runs the load, kills it a random while after it is ready, and gives the names that it had acknowledged. */
async function runAndKill(run: number): Promise<string[]> {
  const child = spawn(process.execPath, [LOAD, directory, String(run), String(START + run * SECOND)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => {
    if (printed === '') setTimeout(() => child.kill('SIGKILL'), Math.random() * 400);
    printed += chunk;
  });
  await once(child, 'close');
  return printed.split('\n').slice(1, -1);
}

test('killed at random moments under load, no execution is lost, stuck or finished twice', async () => {
  const acknowledged: string[] = [];
  for (let run = 0; run < KILLS; run++) acknowledged.push(...(await runAndKill(run)));
  expect(acknowledged.length).toBeGreaterThan(KILLS);

  const rig = await openRig({
    directory,
    from: START + KILLS * SECOND,
    functions: { add: (payload) => Number(payload) + 1 },
  });
  rig.define({ Other: task('add') });
  await rig.machines.recover();
  await rig.clock.move(rig.clock.now() + 60 * SECOND);
  for (const name of acknowledged) {
    const output = Number(name.split('-')[1]) + 3;
    expect(await rig.describe(execution(name))).toMatchObject({ status: 'SUCCEEDED', output });
    const ends = (await rig.events(execution(name))).filter((type) => /^Execution(Succeeded|Failed)$/.test(type));
    expect(ends).toHaveLength(1);
  }
  await rig.machines.close();
});
