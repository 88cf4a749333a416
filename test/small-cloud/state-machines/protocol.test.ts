import { expect, test } from 'vitest';
import { z } from 'zod';
import { DAY, execution, openRig, SECOND, START, stateMachine } from './rig.ts';

const wait = { Wait: { Type: 'Wait', Seconds: 60, End: true } };
const stateMachineArn = stateMachine('machine');

async function openWaiting() {
  const rig = await openRig();
  rig.define(wait);
  return rig;
}

test('the same name and input while it runs is the same execution; anything else under its name is refused', async () => {
  const rig = await openWaiting();
  const executionArn = await rig.start({ a: 1 }, 'one');
  expect(await rig.start({ a: 1 }, 'one')).toBe(executionArn);
  const again = (input: string) => rig.refused('StartExecution', { stateMachineArn, name: 'one', input });
  expect(await again('{"a":2}')).toBe('ExecutionAlreadyExists');
  await rig.clock.move(START + 61 * SECOND);
  expect(await again('{"a":1}')).toBe('ExecutionAlreadyExists');
  const { executions } = await rig.call('ListExecutions', { stateMachineArn });
  expect(executions).toHaveLength(1);
});

test('of many that start one name at once, all get the one execution', async () => {
  const rig = await openWaiting();
  const arns = await Promise.all(Array.from({ length: 20 }, () => rig.start({}, 'one')));
  expect(new Set(arns).size).toBe(1);
});

test.each([
  ['StartExecution', { stateMachineArn: 'nonsense' }, 'InvalidArn'],
  ['StartExecution', { stateMachineArn: stateMachine('other') }, 'StateMachineDoesNotExist'],
  ['StartExecution', { stateMachineArn, name: 'with blank' }, 'InvalidName'],
  ['StartExecution', { stateMachineArn, name: 'x'.repeat(81) }, 'ValidationException'],
  ['StartExecution', { stateMachineArn, input: '{"a":' }, 'InvalidExecutionInput'],
  ['StartExecution', { stateMachineArn, input: JSON.stringify('x'.repeat(262_143)) }, 'ValidationException'],
  ['StartExecution', { stateMachineArn, input: 5 }, 'SerializationException'],
  ['StartExecution', { stateMachineArn, input: '['.repeat(9_000) + ']'.repeat(9_000) }, 'InvalidExecutionInput'],
  ['StartExecution', {}, 'ValidationException'],
  ['DescribeExecution', { executionArn: execution('none') }, 'ExecutionDoesNotExist'],
  ['DescribeExecution', { executionArn: stateMachineArn }, 'ExecutionDoesNotExist'],
  ['GetExecutionHistory', { executionArn: execution('none') }, 'ExecutionDoesNotExist'],
  ['StopExecution', { executionArn: 'nonsense' }, 'InvalidArn'],
  ['ListExecutions', { stateMachineArn, statusFilter: 'DONE' }, 'ValidationException'],
  ['ListExecutions', { stateMachineArn, maxResults: 1001 }, 'ValidationException'],
  ['ListExecutions', { stateMachineArn, nextToken: 'nonsense' }, 'InvalidToken'],
  [
    'ListExecutions',
    { mapRunArn: 'arn:aws-cn:states:cn-northwest-1:000000000000:mapRun:machine/x:y' },
    'ResourceNotFound',
  ],
  ['DescribeMapRun', { mapRunArn: 'nonsense' }, 'InvalidArn'],
  ['SendTaskSuccess', { output: '1' }, 'ValidationException'],
  ['CreateStateMachine', { name: 'mine' }, 'UnsupportedOperationException'],
  ['DeleteStateMachine', { stateMachineArn }, 'UnsupportedOperationException'],
  ['DoSomething', {}, 'UnknownOperationException'],
  ['toString', {}, 'UnknownOperationException'],
])('%s %.80j is refused with %s', async (operation, request, type) => {
  const rig = await openWaiting();
  expect(await rig.refused(operation, request)).toBe(type);
});

test.each([undefined, null, 'text', [1]])('a request that is %j instead of an object is refused', async (body) => {
  const rig = await openWaiting();
  expect(await rig.machines.handle('ListStateMachines', body)).toMatchObject({
    status: 400,
    body: { __type: 'com.amazonaws.sfn#SerializationException' },
  });
});

test('executions are listed newest first, in pages, by status', async () => {
  const rig = await openWaiting();
  for (let index = 0; index < 5; index++) {
    await rig.start({}, `e${index}`);
    await rig.clock.move(rig.clock.now() + 20 * SECOND);
  }
  const page = z.object({ executions: z.array(z.looseObject({ name: z.string() })), nextToken: z.string().optional() });
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const answer = page.parse(await rig.call('ListExecutions', { stateMachineArn, maxResults: 2, nextToken }));
    names.push(...answer.executions.map(({ name }) => name));
    nextToken = answer.nextToken;
  } while (nextToken !== undefined);
  expect(names).toEqual(['e4', 'e3', 'e2', 'e1', 'e0']);
  const running = page.parse(await rig.call('ListExecutions', { stateMachineArn, statusFilter: 'RUNNING' }));
  expect(running.executions.map(({ name }) => name)).toEqual(['e4', 'e3']);
});

test('a history comes in pages, forwards or backwards, each event behind the one before it', async () => {
  const rig = await openWaiting();
  const executionArn = await rig.start({ a: 1 });
  await rig.clock.move(START + 2 * 60 * SECOND);
  const page = z.object({
    events: z.array(z.looseObject({ id: z.number(), previousEventId: z.number() })),
    nextToken: z.string(),
  });
  const first = page.parse(await rig.call('GetExecutionHistory', { executionArn, maxResults: 2 }));
  expect(first.events).toMatchObject([
    { id: 1, previousEventId: 0, type: 'ExecutionStarted', executionStartedEventDetails: { input: '{"a":1}' } },
    {
      id: 2,
      previousEventId: 0,
      type: 'WaitStateEntered',
      stateEnteredEventDetails: { name: 'Wait', input: '{"a":1}' },
    },
  ]);
  const rest = await rig.call('GetExecutionHistory', { executionArn, nextToken: first.nextToken });
  expect(rest.events).toMatchObject([
    { id: 3, previousEventId: 2, type: 'WaitStateExited' },
    { id: 4, previousEventId: 3, type: 'ExecutionSucceeded', executionSucceededEventDetails: { output: '{"a":1}' } },
  ]);
  const backwards = page.parse(
    await rig.call('GetExecutionHistory', { executionArn, reverseOrder: true, maxResults: 1 }),
  );
  expect(backwards.events).toMatchObject([{ id: 4 }]);
});

test('an execution that is stopped goes no further, and stopping it again changes nothing', async () => {
  const rig = await openWaiting();
  const executionArn = await rig.start();
  await rig.call('StopExecution', { executionArn, error: 'Withdrawn', cause: 'by the applicant' });
  await rig.call('StopExecution', { executionArn, error: 'Other' });
  await rig.clock.move(START + DAY);
  expect(await rig.describe(executionArn)).toMatchObject({
    status: 'ABORTED',
    error: 'Withdrawn',
    cause: 'by the applicant',
  });
});

test('state machines are listed and described as they were defined', async () => {
  const rig = await openWaiting();
  rig.define(wait, 'another');
  const { stateMachines } = await rig.call('ListStateMachines', {});
  expect(stateMachines).toMatchObject([{ name: 'another' }, { name: 'machine', type: 'STANDARD' }]);
  const { definition } = await rig.call('DescribeStateMachine', { stateMachineArn });
  expect(JSON.parse(String(definition))).toMatchObject({ StartAt: 'Wait' });
});
