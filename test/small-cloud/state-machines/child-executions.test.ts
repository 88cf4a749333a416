import { expect, test } from 'vitest';
import { execution, openRig, SECOND, START, stateMachine } from './rig.ts';

const startChild = (pattern: string, more: object = {}) => ({
  Type: 'Task',
  Resource: `arn:aws-cn:states:::states:startExecution${pattern}`,
  Arguments: { StateMachineArn: stateMachine('child'), Name: 'one', Input: { n: '{% $states.input %}' } },
  ...('Next' in more ? {} : { End: true }),
  ...more,
});

test('a task starts an execution and goes on', async () => {
  const rig = await openRig();
  rig.define({ Long: { Type: 'Wait', Seconds: 60, End: true } }, 'child');
  rig.define({ Start: startChild('', { Output: '{% $states.result.ExecutionArn %}' }) });
  const executionArn = await rig.start(5);
  await rig.clock.move(START + SECOND);
  expect((await rig.describe(executionArn)).output).toBe(execution('one', 'child'));
  expect(await rig.describe(execution('one', 'child'))).toMatchObject({ status: 'RUNNING', input: { n: 5 } });
});

test('a task that waits for the execution has its output: as a text with .sync, as a value with .sync:2', async () => {
  for (const [pattern, output] of [
    ['.sync', '{"n":5}'],
    ['.sync:2', { n: 5 }],
  ] as const) {
    const rig = await openRig();
    rig.define({ Long: { Type: 'Wait', Seconds: 60, End: true } }, 'child');
    rig.define({ Start: startChild(pattern, { Output: '{% $states.result.Output %}' }) });
    expect((await rig.run(5)).output).toEqual(output);
  }
});

test('the failure of the execution is that of the task', async () => {
  const rig = await openRig();
  rig.define({ Stop: { Type: 'Fail', Error: 'Refused', Cause: 'too old' } }, 'child');
  rig.define({
    Start: startChild('.sync:2', {
      Catch: [{ ErrorEquals: ['States.TaskFailed'], Output: '{% $parse($states.errorOutput.Cause) %}', Next: 'Park' }],
    }),
    Park: { Type: 'Succeed' },
  });
  expect((await rig.run(5)).output).toMatchObject({ Error: 'Refused', Cause: 'too old', Status: 'FAILED' });
});

test('an execution that its task no longer waits for is stopped', async () => {
  const rig = await openRig();
  rig.define({ Long: { Type: 'Wait', Seconds: 3600, End: true } }, 'child');
  rig.define({ Start: startChild('.sync:2', { TimeoutSeconds: 60 }) });
  expect(await rig.run(5)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  expect((await rig.describe(execution('one', 'child'))).status).toBe('ABORTED');
});

test('a machine that is not there fails the task by name', async () => {
  const rig = await openRig();
  rig.define({ Start: startChild('') });
  expect(await rig.run(5)).toMatchObject({
    status: 'FAILED',
    error: 'StepFunctions.StateMachineDoesNotExistException',
  });
});
