import { expect, test } from 'vitest';
import { DAY, openRig, SECOND, START, task } from './rig.ts';

test('a result goes from state to state, and what a state assigns shows from the next one on', async () => {
  const rig = await openRig({ functions: { add: (n) => Number(n) + 1 } });
  rig.define({
    First: task('add', {
      Arguments: { FunctionName: 'add', Payload: '{% $states.input.n %}' },
      Assign: { seen: 'first' },
      Next: 'Swap',
    }),
    Swap: {
      Type: 'Pass',
      Assign: { seen: 'swapped', before: '{% $seen %}' },
      Output: { n: '{% $states.input %}', seen: '{% $seen %}' },
      Next: 'End',
    },
    End: {
      Type: 'Succeed',
      Output: { n: '{% $states.input.n %}', was: '{% $states.input.seen %}', is: '{% $seen & " " & $before %}' },
    },
  });
  expect(await rig.run({ n: 1 })).toMatchObject({
    status: 'SUCCEEDED',
    output: { n: 2, was: 'first', is: 'swapped first' },
  });
});

test('the first rule of a choice that holds is taken, with its own output and variables', async () => {
  const rig = await openRig();
  const rule = (least: number, name: string) => ({
    Condition: `{% $states.input.n >= ${least} %}`,
    Assign: { size: name },
    Output: { size: name },
    Next: 'Report',
  });
  rig.define({
    Size: {
      Type: 'Choice',
      Choices: [rule(100, 'large'), rule(10, 'middle')],
      Assign: { size: 'small' },
      Default: 'Report',
    },
    Report: { Type: 'Pass', Output: { size: '{% $size %}', input: '{% $states.input %}' }, End: true },
  });
  expect((await rig.run({ n: 100 })).output).toEqual({ size: 'large', input: { size: 'large' } });
  expect((await rig.run({ n: 99 })).output).toEqual({ size: 'middle', input: { size: 'middle' } });
  expect((await rig.run({ n: 9 })).output).toEqual({ size: 'small', input: { n: 9 } });
});

test('a choice that nothing matches fails', async () => {
  const rig = await openRig();
  rig.define({ Ask: { Type: 'Choice', Choices: [{ Condition: false, Next: 'Yes' }] }, Yes: { Type: 'Succeed' } });
  expect(await rig.run()).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
});

test('a wait of 90 days passes in moved time, to the millisecond', async () => {
  const rig = await openRig();
  rig.define({
    Wait: { Type: 'Wait', Seconds: '{% $states.input.days * 86400 %}', Next: 'When' },
    When: { Type: 'Pass', Output: '{% $states.context.State.EnteredTime %}', End: true },
  });
  const executionArn = await rig.start({ days: 90 });
  const { startDate } = await rig.describe(executionArn);
  const due = Number(startDate) * 1000 + 90 * DAY;
  await rig.clock.move(due - 1);
  expect((await rig.describe(executionArn)).status).toBe('RUNNING');
  await rig.clock.move(due);
  expect((await rig.describe(executionArn)).output).toBe(new Date(due).toISOString());
});

test('a wait ends at a timestamp, at once if it has passed, and fails if it is none', async () => {
  const rig = await openRig();
  rig.define({
    Wait: { Type: 'Wait', Timestamp: '{% $states.input %}', Next: 'When' },
    When: { Type: 'Pass', Output: '{% $states.context.State.EnteredTime %}', End: true },
  });
  expect((await rig.run('2026-03-12T09:00:00+08:00')).output).toBe('2026-03-12T01:00:00.000Z');
  expect((await rig.run('2020-01-01T00:00:00Z')).status).toBe('SUCCEEDED');
  expect(await rig.run('2026-03-12')).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
});

test('a failure has the error and cause that its expressions give', async () => {
  const rig = await openRig();
  rig.define({ Stop: { Type: 'Fail', Error: 'Refused', Cause: '{% "because of " & $states.input.reason %}' } });
  expect(await rig.run({ reason: 'age' })).toMatchObject({
    status: 'FAILED',
    error: 'Refused',
    cause: 'because of age',
  });
});

test('the context tells the execution, the state and the machine', async () => {
  const rig = await openRig();
  rig.define({ Tell: { Type: 'Pass', Output: '{% $states.context %}', End: true } });
  const executionArn = await rig.start({ a: 1 }, 'one');
  await rig.clock.move(START + DAY);
  expect((await rig.describe(executionArn)).output).toMatchObject({
    Execution: { Id: executionArn, Input: { a: 1 }, Name: 'one', RedriveCount: 0 },
    State: { Name: 'Tell', RetryCount: 0 },
    StateMachine: { Name: 'machine' },
  });
});

test('an execution that takes longer than its machine allows times out', async () => {
  const rig = await openRig();
  const definition = {
    QueryLanguage: 'JSONata',
    TimeoutSeconds: 60,
    StartAt: 'Wait',
    States: { Wait: { Type: 'Wait', Seconds: 61, End: true } },
  };
  rig.machines.define({ name: 'machine', arn: '', definition: JSON.stringify(definition), roleArn: '' });
  const executionArn = await rig.start();
  await rig.clock.move(START + 120 * SECOND);
  expect((await rig.describe(executionArn)).status).toBe('TIMED_OUT');
  expect(await rig.events(executionArn)).toEqual(['ExecutionStarted', 'WaitStateEntered', 'ExecutionTimedOut']);
});

test('a result above 256 KiB fails its state, which may catch it', async () => {
  const rig = await openRig({ functions: { fill: () => 'x'.repeat(262_143) } });
  rig.define({
    Fill: task('fill', { Catch: [{ ErrorEquals: ['States.DataLimitExceeded'], Next: 'Note' }] }),
    Note: { Type: 'Pass', Output: '{% $states.input.Error %}', End: true },
  });
  expect((await rig.run()).output).toBe('States.DataLimitExceeded');
});

test('a loop ends the execution at its 25,000th event', async () => {
  const rig = await openRig();
  rig.define({ Again: { Type: 'Pass', Next: 'Again' } });
  const executionArn = await rig.start();
  await rig.clock.move(START + SECOND);
  expect(await rig.describe(executionArn)).toMatchObject({
    status: 'FAILED',
    cause: 'The execution reached the maximum number of history events (25000).',
  });
  const { events } = await rig.call('GetExecutionHistory', { executionArn, reverseOrder: true, maxResults: 1 });
  expect(events).toMatchObject([{ id: 25_000, type: 'ExecutionFailed' }]);
});

test('a result nested without reason fails its task, and nothing else', async () => {
  const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
  const rig = await openRig({ functions: { nest: () => nested(5_000) } });
  rig.define({ Nest: task('nest') });
  expect(await rig.run()).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
});
