import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { execution, openRig, type Rig, SECOND, stateMachine, task } from './rig.ts';

/** Of util-linux, which every Linux has. */
const PRLIMIT = 'prlimit';

/** Lets no file of this process grow above so many bytes: writes then fail as they do on a disk that is full. */
function limitFiles(bytes: number | 'unlimited'): void {
  execFileSync(PRLIMIT, ['--pid', String(process.pid), `--fsize=${bytes}:`]);
}

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'full-'));
});
afterEach(async () => {
  limitFiles('unlimited');
  await rm(directory, { recursive: true });
});

async function open(from?: number): Promise<Rig> {
  const rig = await openRig({
    directory,
    functions: { add: (n) => Number(n) + 1 },
    ...(from === undefined ? {} : { from }),
  });
  rig.define({
    Add: task('add', { Next: 'Wait' }),
    Wait: { Type: 'Wait', Seconds: 60, Next: 'Again' },
    Again: task('add'),
  });
  await rig.machines.recover();
  return rig;
}

test.runIf(process.platform === 'linux')(
  'with a full disk starts are refused and executions wait; with room again they go on, and nothing was lost',
  async () => {
    const rig = await open();
    const journal = () => readFile(join(directory, 'journal-000001.log'));
    await Promise.all(Array.from({ length: 20 }, (_, number) => rig.start(number, `before-${number}`)));
    await rig.clock.move(rig.clock.now() + SECOND);
    const written = await journal();

    limitFiles(written.length + 40);
    const request = { stateMachineArn: stateMachine('machine'), name: 'refused', input: '0' };
    expect(await rig.machines.handle('StartExecution', request)).toEqual({
      status: 503,
      body: {
        __type: 'com.amazonaws.sfn#ServiceUnavailable',
        message: expect.stringMatching(
          /^The journal cannot be written: EFBIG.* What was not recorded did not happen\.$/,
        ),
      },
    });
    await rig.clock.move(rig.clock.now() + 120 * SECOND);
    for (let number = 0; number < 20; number++) {
      const { status, output } = await rig.describe(execution(`before-${number}`));
      expect([status, output]).toEqual(['RUNNING', undefined]);
      expect((await rig.events(execution(`before-${number}`))).at(-1)).toBe('WaitStateEntered');
    }
    expect(await journal()).toEqual(written);

    limitFiles('unlimited');
    const statuses = async () => {
      const described = Array.from({ length: 20 }, (_, number) => rig.describe(execution(`before-${number}`)));
      return (await Promise.all(described)).map(({ status, output }) => [status, output]);
    };
    const succeeded = Array.from({ length: 20 }, (_, number) => ['SUCCEEDED', number + 2]);
    await expect.poll(statuses).toEqual(succeeded);
    await rig.start(1, 'afterwards');
    const stoppedAt = rig.clock.now();
    await rig.machines.close();

    const again = await open(stoppedAt);
    expect(await again.refused('DescribeExecution', { executionArn: execution('refused') })).toBe(
      'ExecutionDoesNotExist',
    );
    expect((await again.describe(execution('before-7'))).output).toBe(9);
    expect((await again.events(execution('before-7'))).filter((type) => type === 'TaskSucceeded')).toHaveLength(2);
    await again.clock.move(stoppedAt + 61 * SECOND);
    expect((await again.describe(execution('afterwards'))).status).toBe('SUCCEEDED');
    await again.machines.close();
  },
);
