import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  DAY,
  type Description,
  execution,
  type Functions,
  openRig,
  type Rig,
  SECOND,
  START,
  stateMachine,
  task,
  tokenTask,
} from './rig.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterAll(() => rm(root, { recursive: true }));

let directories = 0;
async function newDirectory(): Promise<string> {
  const directory = join(root, String(directories++));
  await mkdir(directory);
  return directory;
}

const JOURNAL = 'journal-000001.log';
const linesOf = async (directory: string) =>
  (await readFile(join(directory, JOURNAL), 'utf8')).split('\n').slice(0, -1);

class Busy extends Error {
  override name = 'Busy';
}

/** A workflow with something of everything, and how far it gets by itself. */
interface Scenario {
  name: string;
  define(rig: Rig): void;
  functions(): Functions;
}

const each = (states: object) => ({ StartAt: Object.keys(states)[0], States: states });
const failsFirst = () => {
  const seen = new Set<unknown>();
  return (payload: unknown) => {
    const key = JSON.stringify(payload);
    if (!seen.has(key)) {
      seen.add(key);
      throw new Busy('first');
    }
    return payload;
  };
};
const retry = { Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 5, MaxAttempts: 9 }] };
const distributed = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };

const SCENARIOS: Scenario[] = [
  {
    name: 'tasks, retries, waits and variables',
    functions: () => ({ double: (n) => Number(n) * 2, flaky: failsFirst() }),
    define: (rig) =>
      rig.define({
        Double: task('double', { Assign: { doubled: '{% $states.result.Payload %}' }, Next: 'Wait' }),
        Wait: { Type: 'Wait', Seconds: 86_400, Next: 'Flaky' },
        Flaky: task('flaky', { ...retry, Next: 'Large?' }),
        'Large?': { Type: 'Choice', Choices: [{ Condition: '{% $doubled > 10 %}', Next: 'Fail' }], Default: 'Done' },
        Fail: { Type: 'Fail', Error: 'Large' },
        Done: { Type: 'Pass', Output: { doubled: '{% $doubled %}', id: '{% $length($uuid()) %}' }, End: true },
      }),
  },
  {
    name: 'a task token that is used after a day',
    functions: () => ({ ask: () => 'asked' }),
    define: (rig) =>
      rig.define({
        Ask: tokenTask('ask', { TimeoutSeconds: 30 * 86_400, HeartbeatSeconds: 2 * 86_400, Next: 'Done' }),
        Done: { Type: 'Pass', Output: '{% $states.input %}', End: true },
      }),
  },
  {
    name: 'branches and iterations',
    functions: () => ({ flaky: failsFirst() }),
    define: (rig) =>
      rig.define({
        Both: {
          Type: 'Parallel',
          Branches: [
            each({ Wait: { Type: 'Wait', Seconds: 20, Next: 'A' }, A: { Type: 'Pass', Output: 'a', End: true } }),
            each({
              Each: {
                Type: 'Map',
                Items: [1, 2, 3],
                MaxConcurrency: 2,
                ItemProcessor: each({ Flaky: task('flaky', retry) }),
                End: true,
              },
            }),
          ],
          End: true,
        },
      }),
  },
  {
    name: 'errors that are caught, time-outs and failures that are tolerated',
    functions: () => ({
      fail: () => {
        throw new Busy('always');
      },
      ask: () => 'asked',
      onlyEven: (batch) => {
        const [first] = z.object({ Items: z.array(z.number()) }).parse(batch).Items;
        if (first === 1) throw new Busy('odd');
        return first;
      },
    }),
    define: (rig) =>
      rig.define({
        Both: {
          Type: 'Parallel',
          Branches: [
            each({ Wait: { Type: 'Wait', Seconds: 10, End: true } }),
            each({ Fail: task('fail', { Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 1, MaxAttempts: 1 }] }) }),
          ],
          Catch: [{ ErrorEquals: ['Busy'], Assign: { error: '{% $states.errorOutput.Error %}' }, Next: 'Ask' }],
          Next: 'Ask',
        },
        Ask: tokenTask('ask', {
          TimeoutSeconds: 60,
          Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Run' }],
          Next: 'Run',
        }),
        Run: {
          Type: 'Map',
          Items: [1, 2, 4],
          ToleratedFailureCount: 1,
          ItemBatcher: { MaxItemsPerBatch: 1 },
          ItemProcessor: { ...distributed, ...each({ OnlyEven: task('onlyEven') }) },
          Output: { evens: '{% $states.result[$type($) = "number"] %}', error: '{% $error %}' },
          End: true,
        },
      }),
  },
  {
    name: 'executions that start executions',
    functions: () => ({ double: (n) => Number(n) * 2 }),
    define: (rig) => {
      rig.define({ Wait: { Type: 'Wait', Seconds: 5, Next: 'Double' }, Double: task('double') }, 'child');
      rig.define({
        Start: {
          Type: 'Task',
          Resource: 'arn:aws-cn:states:::states:startExecution.sync:2',
          Arguments: { StateMachineArn: 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:child', Input: 4 },
          Output: '{% $states.result.Output %}',
          Next: 'Run',
        },
        Run: {
          Type: 'Map',
          Items: [1, 2, 3],
          MaxConcurrency: 2,
          ItemProcessor: { ...distributed, ...each({ Double2: task('double') }) },
          End: true,
        },
      });
    },
  },
];

/** Lets an execution come to its end, answering the token that it may wait for. */
async function finish(rig: Rig, executionArn: string): Promise<Description> {
  for (let day = 0; day < 4; day++) {
    await rig.clock.move(rig.clock.now() + DAY);
    const scheduled = (await rig.history(executionArn)).filter(({ type }) => type === 'TaskScheduled').at(-1);
    const token = /"token":"([^"]+)"/.exec(JSON.stringify(scheduled ?? '').replaceAll('\\', ''))?.[1];
    if (token !== undefined) await rig.machines.handle('SendTaskSuccess', { taskToken: token, output: '"answered"' });
  }
  return rig.describe(executionArn);
}

test.each(SCENARIOS)('stopped after any commit, $name come to the same end', async ({ define, functions }) => {
  const directory = await newDirectory();
  const first = await openRig({ directory, functions: functions() });
  define(first);
  const executionArn = await first.start(3, 'one');
  const expected = await finish(first, executionArn);
  await first.machines.close();
  expect(expected.status).toBe('SUCCEEDED');

  const lines = await linesOf(directory);
  expect(lines.length).toBeGreaterThan(2);
  for (let kept = 1; kept < lines.length; kept++) {
    const copy = await newDirectory();
    const journal = lines
      .slice(0, kept)
      .map((line) => `${line}\n`)
      .join('');
    await writeFile(join(copy, JOURNAL), `${journal}${lines[kept]?.slice(0, kept % 40)}`);
    const stoppedAt = Math.max(...[...journal.matchAll(/"at":(\d+)/g)].map(([, at]) => Number(at)));
    const rig = await openRig({ directory: copy, functions: functions(), from: Math.max(stoppedAt, START) });
    define(rig);
    await rig.machines.recover();
    const known = await rig.machines.handle('DescribeExecution', { executionArn });
    if (known.status === 200) {
      expect(await finish(rig, executionArn)).toMatchObject({ status: 'SUCCEEDED', output: expected.output });
      expect((await rig.events(executionArn)).filter((type) => type === 'ExecutionSucceeded')).toHaveLength(1);
    }
    await rig.machines.close();
  }
});

const wait = { Wait: { Type: 'Wait', Seconds: 3600, Next: 'Done' }, Done: { Type: 'Pass', Output: 'done', End: true } };

async function openWaiting(directory: string, executions: number): Promise<Rig> {
  const rig = await openRig({ directory });
  rig.define(wait);
  for (let index = 0; index < executions; index++) await rig.start({ index }, `e${index}`);
  return rig;
}

test('an expression is not evaluated again: what it gave stands', async () => {
  const directory = await newDirectory();
  const states = {
    Draw: { Type: 'Pass', Assign: { drawn: '{% $uuid() %}' }, Next: 'Wait' },
    Wait: { Type: 'Wait', Seconds: 60, Next: 'Give' },
    Give: { Type: 'Pass', Output: '{% $drawn %}', End: true },
  };
  const first = await openRig({ directory });
  first.define(states);
  const executionArn = await first.start({});
  const drawn = (await first.history(executionArn)).find(({ type }) => type === 'PassStateExited');
  await first.machines.close();
  const second = await openRig({ directory });
  second.define(states);
  await second.machines.recover();
  await second.clock.move(START + 61 * SECOND);
  expect(JSON.stringify(drawn)).toContain(String((await second.describe(executionArn)).output));
  await second.machines.close();
});

test('an execution keeps the definition that it started with', async () => {
  const directory = await newDirectory();
  const first = await openWaiting(directory, 1);
  await first.machines.close();
  const second = await openRig({ directory });
  second.define({ New: { Type: 'Succeed' } });
  await second.machines.recover();
  await second.clock.move(START + 3601 * SECOND);
  expect((await second.describe(execution('e0'))).output).toBe('done');
  await second.machines.close();
});

test('an attempt that had not answered when the machine stopped is made again with its whole time', async () => {
  const directory = await newDirectory();
  const states = { Slow: task('slow', { TimeoutSeconds: 60 }) };
  const first = await openRig({ directory, functions: { slow: () => new Promise(() => {}) } });
  first.define(states);
  const executionArn = await first.start({});
  await first.machines.close();
  const second = await openRig({ directory, functions: { slow: () => 'done' }, from: START + DAY });
  second.define(states);
  await second.machines.recover();
  await second.clock.move(START + DAY + 61 * SECOND);
  expect(await second.describe(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: 'done' });
  await second.machines.close();
});

test('a last line that a crash cut off is dropped, and what comes after is recorded in its place', async () => {
  const directory = await newDirectory();
  const first = await openWaiting(directory, 2);
  await first.machines.close();
  const path = join(directory, JOURNAL);
  const { length } = await readFile(path);
  await truncate(path, length - 7);
  const second = await openRig({ directory });
  second.define(wait);
  await second.machines.recover();
  expect((await second.describe(execution('e0'))).status).toBe('RUNNING');
  expect(await second.refused('DescribeExecution', { executionArn: execution('e1') })).toBe('ExecutionDoesNotExist');
  await second.start({}, 'e2');
  await second.machines.close();
  const third = await openRig({ directory });
  third.define(wait);
  await third.machines.recover();
  expect((await third.describe(execution('e2'))).status).toBe('RUNNING');
  await third.machines.close();
});

test('a flipped byte anywhere is named with its file and offset, and nothing is started or changed', async () => {
  const directory = await newDirectory();
  const first = await openWaiting(directory, 3);
  await first.machines.close();
  const content = await readFile(join(directory, JOURNAL));
  for (const part of [0.01, 0.3, 0.5, 0.77, 0.999]) {
    const copy = await newDirectory();
    const flipped = Buffer.from(content);
    const offset = Math.floor(content.length * part);
    flipped[offset] = (flipped[offset] ?? 0) ^ 1;
    await writeFile(join(copy, JOURNAL), flipped);
    const line = content.lastIndexOf(10, offset - 1) + 1;
    await expect(openRig({ directory: copy })).rejects.toThrow(
      new RegExp(`${JOURNAL} is damaged: the line at byte ${line}`),
    );
    expect(await readFile(join(copy, JOURNAL))).toEqual(flipped);
  }
});

test('executions that ended are read from disk after a restart, and their names stay taken', async () => {
  const directory = await newDirectory();
  const first = await openWaiting(directory, 3);
  await first.clock.move(START + 3601 * SECOND);
  await first.machines.close();
  for (let restart = 0; restart < 2; restart++) {
    const rig = await openRig({ directory, from: START + DAY });
    rig.define(wait);
    await rig.machines.recover();
    expect(await rig.describe(execution('e1'))).toMatchObject({
      status: 'SUCCEEDED',
      output: 'done',
      input: { index: 1 },
    });
    expect(await rig.events(execution('e1'))).toHaveLength(6);
    await expect(rig.start({ index: 1 }, 'e1')).rejects.toThrow('ExecutionAlreadyExists');
    await rig.machines.close();
  }
});

describe('a journal most of which has ended', () => {
  const define = (rig: Rig) => rig.define({ ...wait, Done: { Type: 'Pass', End: true } });
  let directory = '';
  let stoppedAt = 0;
  beforeAll(async () => {
    directory = await newDirectory();
    const padding = 'x'.repeat(100_000);
    const rig = await openRig({ directory });
    define(rig);
    await rig.start({ stays: true }, 'stays');
    await rig.clock.move(START + 1800 * SECOND);
    for (let round = 0; round < 4; round++) {
      await Promise.all(Array.from({ length: 30 }, (_, index) => rig.start({ padding }, `e${round}-${index}`)));
      if (round < 3) await rig.clock.move(rig.clock.now() + 7200 * SECOND);
    }
    stoppedAt = rig.clock.now();
    await rig.machines.close();
  });

  /** A copy in which a byte of the file that is called so was flipped. */
  async function flipIn(kind: RegExp): Promise<{ copy: string; file: string }> {
    const copy = await newDirectory();
    await cp(directory, copy, { recursive: true });
    const file = (await readdir(copy)).find((name) => kind.test(name)) ?? '';
    const content = await readFile(join(copy, file));
    const place = Math.floor(content.length / 10); // what is behind the checkpoint is written again
    content[place] = (content[place] ?? 0) ^ 1;
    await writeFile(join(copy, file), content);
    return { copy, file };
  }

  test('is written anew, and names are free again after 90 days', async () => {
    const files = await readdir(directory);
    expect(files).not.toContain(JOURNAL);
    expect(files.filter((name) => name.startsWith('checkpoint-'))).toHaveLength(1);

    const copy = await newDirectory();
    await cp(directory, copy, { recursive: true });
    const rig = await openRig({ directory: copy, from: stoppedAt });
    define(rig);
    await rig.machines.recover();
    const { executions } = z
      .object({ executions: z.array(z.object({ status: z.string() })) })
      .parse(await rig.call('ListExecutions', { stateMachineArn: stateMachine('machine'), maxResults: 1000 }));
    expect(executions.filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(91);
    expect(executions.filter(({ status }) => status === 'RUNNING')).toHaveLength(30);
    await rig.clock.move(rig.clock.now() + 7200 * SECOND);
    expect((await rig.describe(execution('e3-29'))).status).toBe('SUCCEEDED');
    await rig.clock.move(rig.clock.now() + 91 * DAY);
    expect(await rig.refused('DescribeExecution', { executionArn: execution('stays') })).toBe('ExecutionDoesNotExist');
    await rig.start({}, 'stays');
    await rig.machines.close();
  });

  test.each([/^checkpoint-/, /^journal-/, /^ended-.*index$/])(
    'does not start with a byte flipped in %s',
    async (kind) => {
      const { copy, file } = await flipIn(kind);
      await expect(openRig({ directory: copy })).rejects.toThrow(
        new RegExp(`${file} is damaged: the line at byte \\d+`),
      );
    },
  );

  test('tells a byte flipped in what has ended when it is asked for, and serves all else', async () => {
    const { copy, file } = await flipIn(/^ended-.*data$/);
    const rig = await openRig({ directory: copy, from: stoppedAt });
    define(rig);
    await rig.machines.recover();
    const answers = await Promise.all(
      Array.from({ length: 90 }, (_, at) =>
        rig.machines.handle('DescribeExecution', { executionArn: execution(`e${at % 3}-${Math.floor(at / 3)}`) }),
      ),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toMatchObject([
      { status: 503, body: { message: expect.stringMatching(`${file} is damaged: the line at byte \\d+`) } },
    ]);
    await rig.clock.move(rig.clock.now() + 7200 * SECOND);
    expect((await rig.describe(execution('e3-29'))).status).toBe('SUCCEEDED');
    await rig.machines.close();
  });
});
