/** What is told of executions, and of how much is asked for. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { execution, openRig, type Rig, stateMachine } from './rig.ts';

const arn = stateMachine('machine');
const live = `${arn}:live`;
const listSchema = z.object({ executions: z.array(z.looseObject({ name: z.string() })) });

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
  rig.define({ Say: { Type: 'Pass', Output: 'first', End: true } });
  rig.machines.point('live', rig.machines.publish(arn));
  const start = (name: string, stateMachineArn: string) =>
    rig.call('StartExecution', { stateMachineArn, name, input: '{}' });
  await start('plain', arn);
  await start('by-alias', live);
  await start('by-version', `${arn}:1`);
  rig.define({ Stop: { Type: 'Fail', Error: 'Refused', Cause: 'why' } });
  rig.machines.point('live', rig.machines.publish(arn));
  await start('by-alias-2', live);
  await rig.clock.move(rig.clock.now());
  await rig.call('RedriveExecution', { executionArn: execution('by-alias-2') });
  await rig.clock.move(rig.clock.now());
});
afterAll(() => rig.machines.close());

const list = async (request: object) =>
  listSchema
    .parse(await rig.call('ListExecutions', request))
    .executions.map(({ name }) => name)
    .sort();

test('executions are listed by what they were started as', async () => {
  expect(await list({ stateMachineArn: arn })).toEqual(['by-alias', 'by-alias-2', 'by-version', 'plain']);
  expect(await list({ stateMachineArn: live })).toEqual(['by-alias', 'by-alias-2']);
  expect(await list({ stateMachineArn: `${arn}:1` })).toEqual(['by-alias', 'by-version']);
  expect(await rig.refused('ListExecutions', { stateMachineArn: `${arn}:none` })).toBe('StateMachineDoesNotExist');
});

test('they are listed by whether they were redriven, and each says how often', async () => {
  expect(await list({ stateMachineArn: arn, redriveFilter: 'REDRIVEN' })).toEqual(['by-alias-2']);
  expect(await list({ stateMachineArn: arn, redriveFilter: 'NOT_REDRIVEN' })).toEqual([
    'by-alias',
    'by-version',
    'plain',
  ]);
  expect(await rig.refused('ListExecutions', { stateMachineArn: arn, redriveFilter: 'ONCE' })).toBe(
    'ValidationException',
  );
  const { executions } = listSchema.parse(await rig.call('ListExecutions', { stateMachineArn: live, maxResults: 1 }));
  expect(executions).toEqual([
    expect.objectContaining({
      name: 'by-alias-2',
      redriveCount: 1,
      stateMachineVersionArn: `${arn}:2`,
      stateMachineAliasArn: live,
    }),
  ]);
});

test('data is left out when only what is about it is wanted', async () => {
  const executionArn = execution('by-alias-2');
  const described = await rig.call('DescribeExecution', { executionArn, includedData: 'METADATA_ONLY' });
  expect(described).toMatchObject({ status: 'FAILED', inputDetails: { included: false } });
  for (const field of ['input', 'output', 'error', 'cause']) expect(described).not.toHaveProperty(field);
  expect(await rig.call('DescribeExecution', { executionArn })).toMatchObject({
    input: '{}',
    error: 'Refused',
    cause: 'why',
  });
  const history = await rig.call('GetExecutionHistory', {
    executionArn: execution('plain'),
    includeExecutionData: false,
  });
  expect(JSON.stringify(history)).not.toContain('"output"');
  expect(await rig.events(execution('plain'))).toContain('PassStateExited');
  const machine = (more: object) => rig.call('DescribeStateMachine', { stateMachineArn: arn, ...more });
  expect(await machine({ includedData: 'METADATA_ONLY' })).toMatchObject({ definition: '{}' });
  expect(await machine({})).toMatchObject({ definition: expect.stringContaining('Refused') });
});

test('a machine has a revision once it was updated, and not before', async () => {
  expect(await rig.call('DescribeStateMachine', { stateMachineArn: `${arn}:1` })).not.toHaveProperty('revisionId');
  expect(await rig.call('DescribeStateMachine', { stateMachineArn: arn })).toHaveProperty('revisionId');
});

test.each<[string, object, string]>([
  ['a name with a space', { Name: 'a b' }, 'StepFunctions.InvalidNameException'],
  ['an empty name', { Name: '' }, 'StepFunctions.InvalidNameException'],
  ['a name of 81 characters', { Name: 'x'.repeat(81) }, 'StepFunctions.ValidationException'],
  ['an argument that nobody reads', { Name: 'fine', Inputs: {} }, 'StepFunctions.ValidationException'],
])('a state that starts an execution is refused %s, as the API is', async (_what, more, error) => {
  const other = await openRig();
  other.define({ Say: { Type: 'Pass', End: true } }, 'child');
  other.define({
    Start: {
      Type: 'Task',
      Resource: 'arn:aws-cn:states:::states:startExecution',
      Arguments: { StateMachineArn: stateMachine('child'), ...more },
      End: true,
    },
  });
  expect(await other.run()).toMatchObject({ status: 'FAILED', error });
  await other.machines.close();
});

test('a wait for a day that no calendar has fails, and does not become another day', async () => {
  const other = await openRig();
  for (const [Timestamp, status] of [
    ['2026-02-30T00:00:00Z', 'FAILED'],
    ['2026-04-31T08:00:00+08:00', 'FAILED'],
    ['2028-02-29T00:00:00Z', 'RUNNING'],
  ]) {
    other.define({ Wait: { Type: 'Wait', Timestamp: `{% '${Timestamp}' %}`, End: true } });
    expect(await other.run()).toMatchObject({ status });
  }
  await other.machines.close();
});
