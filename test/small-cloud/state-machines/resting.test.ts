import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { DAY, execution, openRig, type Rig, START, stateMachine, task, tokenTask } from './rig.ts';

/** Twice as many as stay in memory although they only wait. */
const WAITING = 2_000;
const names = Array.from({ length: WAITING }, (_, at) => `e${at}`);

let directory = '';
let rig: Rig;
const tokens = new Map<number, string>();
const asked: number[] = [];
const told: number[] = [];
const askSchema = z.object({ token: z.string(), input: z.number() });

async function open(from: number): Promise<Rig> {
  const ask = (payload: unknown) => {
    const { token, input } = askSchema.parse(payload);
    tokens.set(input, token);
    asked.push(input);
  };
  const tell = (input: unknown) => void told.push(z.number().parse(input));
  const opened = await openRig({ directory, from, functions: { ask, tell } });
  opened.define({
    Ask: tokenTask('ask', { TimeoutSeconds: 86_400, Assign: { number: '{% $states.input %}' }, Next: 'Wait' }),
    Wait: { Type: 'Wait', Seconds: 86_400, Next: 'Tell' },
    Tell: task('tell', {
      Arguments: {
        FunctionName: 'arn:aws-cn:lambda:cn-northwest-1:000000000000:function:tell',
        Payload: '{% $number %}',
      },
    }),
  });
  opened.define({ Pass: { Type: 'Pass', End: true } }, 'other');
  await opened.machines.recover();
  return opened;
}

const answer = (at: number) => rig.call('SendTaskSuccess', { taskToken: tokens.get(at) ?? '', output: '{}' });

async function countStatuses(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) {
    const { status } = await rig.describe(execution(name));
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'resting-'));
  rig = await open(START);
  for (let from = 0; from < WAITING; from += 500) {
    await Promise.all(names.slice(from, from + 500).map((name, at) => rig.start(from + at, name)));
  }
  await rig.clock.move(rig.clock.now() + 1_000);
});
afterAll(async () => {
  await rig.machines.close();
  await rm(directory, { recursive: true });
});

test('an execution that has waited for long is described, listed and found as one in memory', async () => {
  const executionArn = execution('e0');
  expect(await rig.describe(executionArn)).toMatchObject({ status: 'RUNNING', input: 0 });
  expect(await rig.events(executionArn)).toEqual(await rig.events(execution(`e${WAITING - 1}`)));
  expect(await rig.start(0, 'e0')).toBe(executionArn);
  const other = { stateMachineArn: stateMachine('machine'), name: 'e0', input: '1' };
  expect(await rig.refused('StartExecution', other)).toBe('ExecutionAlreadyExists');
  expect(await countStatuses()).toEqual({ RUNNING: WAITING });
});

test('it goes on by its token, is stopped, and meets its time-out', async () => {
  await answer(1);
  await rig.call('StopExecution', { executionArn: execution('e2'), error: 'Enough' });
  expect(await rig.describe(execution('e2'))).toMatchObject({ status: 'ABORTED', error: 'Enough' });
  await Promise.all(names.slice(100).map((_, at) => answer(100 + at)));
  expect(await rig.refused('SendTaskSuccess', { taskToken: tokens.get(1), output: '{}' })).toBe('TaskTimedOut');
  await rig.clock.move(rig.clock.now() + DAY / 2);
  expect(told).toEqual([]);
});

test('the journal is written anew while executions rest and are woken, and a restart finds each where it was', async () => {
  const large = 'x'.repeat(200_000);
  const isCheckpoint = (name: string) => /^checkpoint-\d+\.log$/.test(name);
  let answered = 10;
  while (!(await readdir(directory)).some(isCheckpoint)) {
    await Promise.all([rig.start(large, undefined, 'other'), answered < 90 ? answer(answered++) : undefined]);
  }
  const left = 8 + 100 - answered;
  await rig.machines.close();
  rig = await open(rig.clock.now());
  expect(await countStatuses()).toEqual({ RUNNING: WAITING - 1, ABORTED: 1 });
  await rig.clock.move(rig.clock.now() + 2 * DAY);
  expect(await countStatuses()).toEqual({ SUCCEEDED: WAITING - left - 1, FAILED: left, ABORTED: 1 });
  expect(asked.toSorted((a, b) => a - b)).toEqual(names.map((_, at) => at));
  expect(new Set(told).size).toBe(told.length);
  expect(told).toHaveLength(WAITING - left - 1);
});
