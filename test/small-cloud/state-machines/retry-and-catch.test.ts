import { expect, test } from 'vitest';
import { DAY, openRig, START, task } from './rig.ts';

class Busy extends Error {
  override name = 'Busy';
}
class Broken extends Error {
  override name = 'Broken';
}

test('an error is tried again after growing pauses, at most as often and as long as its retrier says', async () => {
  const rig = await openRig({
    functions: {
      work: () => {
        throw new Busy('try later');
      },
    },
  });
  rig.define({
    Work: task('work', {
      Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 3, MaxDelaySeconds: 10, MaxAttempts: 3 }],
    }),
  });
  const executionArn = await rig.start();
  await rig.clock.move(START + DAY);
  const history = await rig.history(executionArn);
  const times = history.filter(({ type }) => type === 'TaskScheduled').map(({ timestamp }) => Number(timestamp));
  const pauses = times.slice(1).map((time, index) => Math.round(time - (times[index] ?? 0)));
  expect(pauses).toEqual([2, 6, 10]);
  expect(await rig.describe(executionArn)).toMatchObject({ status: 'FAILED', error: 'Busy' });
});

test('a pause with full jitter is never longer than the one without', async () => {
  const rig = await openRig({
    functions: {
      work: () => {
        throw new Busy('try later');
      },
    },
  });
  rig.define({
    Work: task('work', {
      Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 60, BackoffRate: 1, MaxAttempts: 8, JitterStrategy: 'FULL' }],
    }),
  });
  const executionArn = await rig.start();
  await rig.clock.move(START + DAY);
  const { startDate, stopDate } = await rig.describe(executionArn);
  expect(rig.calls).toHaveLength(9);
  expect(Number(stopDate) - Number(startDate)).toBeLessThan(8 * 60);
});

test('each retrier counts its own attempts, and the count starts anew in the next state', async () => {
  let calls = 0;
  const errors = [new Busy('1'), new Broken('2'), new Busy('3'), new Broken('4')];
  const rig = await openRig({
    functions: {
      work: () => {
        const error = errors[calls++];
        if (error) throw error;
        return calls;
      },
    },
  });
  const retry = ['Busy', 'Broken'].map((name) => ({ ErrorEquals: [name], MaxAttempts: 2 }));
  rig.define({ Work: task('work', { Retry: retry, Output: '{% $states.context.State.RetryCount %}' }) });
  expect(await rig.run()).toMatchObject({ status: 'SUCCEEDED', output: 4 });
});

test('an attempt count of zero means never', async () => {
  const rig = await openRig({
    functions: {
      work: () => {
        throw new Broken('no');
      },
    },
  });
  rig.define({
    Work: task('work', { Retry: [{ ErrorEquals: ['Broken'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }] }),
  });
  await rig.run();
  expect(rig.calls).toHaveLength(1);
});

test('a catcher gets the error, and its own output and variables count', async () => {
  const rig = await openRig({
    functions: {
      work: () => {
        throw new Broken('the printer is out of paper');
      },
    },
  });
  rig.define({
    Work: task('work', {
      Assign: { outcome: 'done' },
      Catch: [
        { ErrorEquals: ['Busy'], Next: 'Wrong' },
        {
          ErrorEquals: ['States.ALL'],
          Assign: { outcome: 'failed' },
          Output: { error: '{% $states.errorOutput.Error %}', input: '{% $states.input %}' },
          Next: 'Park',
        },
      ],
    }),
    Wrong: { Type: 'Succeed' },
    Park: { Type: 'Pass', Output: '{% $merge([$states.input, {"outcome": $outcome}]) %}', End: true },
  });
  expect((await rig.run({ caseId: 'c1' })).output).toEqual({
    error: 'Broken',
    input: { caseId: 'c1' },
    outcome: 'failed',
  });
});

test('an error in a catcher fails the state instead of being caught again', async () => {
  const rig = await openRig({
    functions: {
      work: () => {
        throw new Broken('no');
      },
    },
  });
  rig.define({
    Work: task('work', {
      Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Nothing %}', Next: 'Park' }],
    }),
    Park: { Type: 'Succeed' },
  });
  expect(await rig.run()).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
});
