import { expect, test } from 'vitest';
import { z } from 'zod';
import { openRig, SECOND, START, task } from './rig.ts';

class Bad extends Error {
  override name = 'Bad';
}
const checkOdd = (payload: unknown) => {
  if (Number(payload) % 2 === 0) throw new Bad(`${payload} is even`);
  return Number(payload) * 10;
};
const each = (states: object) => ({ StartAt: Object.keys(states)[0], States: states });
const distributed = (states: object) => ({
  ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
  ...each(states),
});

test('branches run beside each other and give their results in order', async () => {
  const rig = await openRig();
  rig.define({
    Both: {
      Type: 'Parallel',
      Arguments: { n: 7 },
      Branches: [
        each({
          Slow: { Type: 'Wait', Seconds: 10, Next: 'SlowEnd' },
          SlowEnd: { Type: 'Pass', Output: 'slow', End: true },
        }),
        each({ Fast: { Type: 'Pass', Output: '{% $states.input.n %}', End: true } }),
      ],
      End: true,
    },
  });
  expect(await rig.run()).toMatchObject({ status: 'SUCCEEDED', output: ['slow', 7] });
});

test('a branch that fails stops the others, and the state may catch its error', async () => {
  const rig = await openRig({ functions: { check: checkOdd } });
  rig.define({
    Both: {
      Type: 'Parallel',
      Branches: [each({ Long: { Type: 'Wait', Seconds: 86_400, End: true } }), each({ Check: task('check') })],
      Catch: [{ ErrorEquals: ['Bad'], Next: 'Park' }],
      End: true,
    },
    Park: { Type: 'Pass', Output: 'parked', End: true },
  });
  const executionArn = await rig.start(2);
  await rig.clock.move(START + SECOND);
  expect((await rig.describe(executionArn)).output).toBe('parked');
  expect(await rig.events(executionArn)).toEqual(expect.arrayContaining(['WaitStateAborted', 'ParallelStateFailed']));
});

test('inner states read outer variables, and theirs are gone afterwards', async () => {
  const rig = await openRig();
  rig.define({
    Set: { Type: 'Pass', Assign: { rate: 3 }, Next: 'Each' },
    Each: {
      Type: 'Map',
      Items: '{% $states.input %}',
      ItemProcessor: each({
        Multiply: { Type: 'Pass', Assign: { product: '{% $states.input * $rate %}' }, Next: 'Give' },
        Give: { Type: 'Pass', Output: '{% $product %}', End: true },
      }),
      End: true,
    },
  });
  expect((await rig.run([1, 2, 3])).output).toEqual([3, 6, 9]);
});

test('a map works on as many items at a time as it may, and tells each its place', async () => {
  let running = 0;
  let most = 0;
  const rig = await openRig({
    functions: {
      work: async (payload) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return payload;
      },
    },
  });
  rig.define({
    Each: {
      Type: 'Map',
      MaxConcurrency: 3,
      ItemSelector: { place: '{% $states.context.Map.Item.Index %}', value: '{% $states.context.Map.Item.Value %}' },
      ItemProcessor: each({ Work: task('work') }),
      Output: '{% $states.result.(place & value) %}',
      End: true,
    },
  });
  expect((await rig.run(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).output).toEqual([
    '0a',
    '1b',
    '2c',
    '3d',
    '4e',
    '5f',
    '6g',
  ]);
  expect(most).toBe(3);
});

test('a map is tried again as a whole', async () => {
  let calls = 0;
  const rig = await openRig({ functions: { work: (payload) => (++calls === 2 ? checkOdd(2) : payload) } });
  rig.define({
    Each: {
      Type: 'Map',
      MaxConcurrency: 1,
      ItemProcessor: each({ Work: task('work') }),
      Retry: [{ ErrorEquals: ['Bad'] }],
      End: true,
    },
  });
  expect((await rig.run(['x', 'y', 'z'])).output).toEqual(['x', 'y', 'z']);
  expect(calls).toBe(5);
});

test('a map without an array fails', async () => {
  const rig = await openRig();
  rig.define({ Each: { Type: 'Map', ItemProcessor: each({ Pass: { Type: 'Pass', End: true } }), End: true } });
  expect(await rig.run({ n: 1 })).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
});

const mapRunsSchema = z.object({ mapRuns: z.array(z.object({ mapRunArn: z.string() })) });

test('a distributed map gives batches of items to executions of their own', async () => {
  const rig = await openRig({
    functions: { sum: (payload) => z.object({ Items: z.array(z.number()) }).parse(payload).Items.length },
  });
  rig.define({
    Batches: {
      Type: 'Map',
      Label: 'Students',
      ItemBatcher: { MaxItemsPerBatch: 4, BatchInput: { year: 2026 } },
      MaxConcurrency: 2,
      ItemProcessor: distributed({ Sum: task('sum') }),
      End: true,
    },
  });
  const executionArn = await rig.start(Array.from({ length: 10 }, (_, index) => index));
  await rig.clock.move(START + SECOND);
  expect((await rig.describe(executionArn)).output).toEqual([4, 4, 2]);
  expect(await rig.events(executionArn)).toEqual([
    ...['ExecutionStarted', 'MapStateEntered', 'MapStateStarted', 'MapRunStarted'],
    ...['MapRunSucceeded', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded'],
  ]);
  const { mapRuns } = mapRunsSchema.parse(await rig.call('ListMapRuns', { executionArn }));
  const mapRunArn = mapRuns[0]?.mapRunArn ?? '';
  expect(mapRunArn).toContain(':mapRun:machine/Students:');
  expect((await rig.history(executionArn))[3]).toMatchObject({ mapRunStartedEventDetails: { mapRunArn } });
  expect(await rig.call('DescribeMapRun', { mapRunArn })).toMatchObject({
    ...{ status: 'SUCCEEDED', maxConcurrency: 2, executionArn },
    itemCounts: { succeeded: 10, total: 10 },
    executionCounts: { succeeded: 3, total: 3 },
  });
  const { executions } = await rig.call('ListExecutions', { mapRunArn });
  expect(executions).toHaveLength(3);
  expect((await rig.call('ListExecutions', { mapRunArn, statusFilter: 'FAILED' })).executions).toEqual([]);
});

test('a distributed map tolerates as many failed items as it says, and no more', async () => {
  const rig = await openRig({ functions: { check: checkOdd } });
  rig.define({
    Each: {
      Type: 'Map',
      ToleratedFailurePercentage: 40,
      ItemProcessor: distributed({ Check: task('check') }),
      End: true,
    },
  });
  expect((await rig.run([1, 2, 3, 4, 5])).output).toMatchObject([10, { Error: 'Bad' }, 30, { Error: 'Bad' }, 50]);
  const failed = await rig.run([1, 2, 3, 4]);
  expect(failed).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
});

test('a redrive works on what failed again, and keeps what was done', async () => {
  let broken = true;
  const rig = await openRig({
    functions: {
      work: (payload) => {
        if (broken && payload === 'y') throw new Bad('not yet');
        return payload;
      },
    },
  });
  const mapped = (processor: object) => ({ Type: 'Map', MaxConcurrency: 1, ItemProcessor: processor, End: true });
  rig.define({
    Both: { Type: 'Parallel', Branches: [each({ Each: mapped(each({ Work: task('work') })) })], Next: 'Runs' },
    Runs: { ...mapped(distributed({ Work2: task('work') })), Items: '{% $states.input[0] %}' },
  });
  const executionArn = await rig.start(['x', 'y', 'z']);
  await rig.clock.move(START + SECOND);
  expect(await rig.describe(executionArn)).toMatchObject({ status: 'FAILED', redriveStatus: 'REDRIVABLE' });
  broken = false;
  await rig.call('RedriveExecution', { executionArn });
  await rig.clock.move(START + 2 * SECOND);
  expect(await rig.describe(executionArn)).toMatchObject({
    ...{ status: 'SUCCEEDED', output: ['x', 'y', 'z'], redriveCount: 1 },
    redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
  });
  expect(rig.calls).toHaveLength(2 + 2 + 3); // x, y fails; then y, z; then all three in the map run
  expect(await rig.refused('RedriveExecution', { executionArn })).toBe('ExecutionNotRedrivable');
});
