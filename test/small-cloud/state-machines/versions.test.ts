import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, openRig, type Rig, stateMachine } from './rig.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'versions-'));
});
afterAll(() => rm(directory, { recursive: true }));

const arn = stateMachine('machine');
const live = `${arn}:live`;

/** A machine as a template has it: defined, published, and the alias pointing at what was published. */
async function openWith(said: string, from?: number): Promise<Rig> {
  const rig = await openRig({ directory, ...(from === undefined ? {} : { from }) });
  rig.define({ Wait: { Type: 'Wait', Seconds: 86_400, Next: 'Say' }, Say: { Type: 'Pass', Output: said, End: true } });
  rig.machines.point('live', rig.machines.publish(arn));
  await rig.machines.recover();
  return rig;
}

const start = async (rig: Rig, stateMachineArn: string, name: string) =>
  String((await rig.call('StartExecution', { stateMachineArn, name, input: '{}' })).executionArn);

test('a changed definition is a new version: what runs keeps its own, and what starts by the alias has the new one', async () => {
  const first = await openWith('first');
  const old = await start(first, live, 'old');
  expect(await first.describe(old)).toMatchObject({ stateMachineAliasArn: live, stateMachineVersionArn: `${arn}:1` });
  await first.machines.close();

  const same = await openWith('first', first.clock.now());
  await same.machines.close();

  const second = await openWith('second', same.clock.now());
  const started = {
    new: await start(second, live, 'new'),
    byVersion: await start(second, `${arn}:1`, 'by-version'),
    unqualified: await start(second, arn, 'unqualified'),
  };
  const { stateMachineVersions } = await second.call('ListStateMachineVersions', { stateMachineArn: arn });
  expect(stateMachineVersions).toMatchObject([
    { stateMachineVersionArn: `${arn}:2` },
    { stateMachineVersionArn: `${arn}:1` },
  ]);
  expect(await second.call('ListStateMachineAliases', { stateMachineArn: arn })).toMatchObject({
    stateMachineAliases: [{ stateMachineAliasArn: live }],
  });
  expect(await second.call('DescribeStateMachineAlias', { stateMachineAliasArn: live })).toMatchObject({
    name: 'live',
    routingConfiguration: [{ stateMachineVersionArn: `${arn}:2`, weight: 100 }],
  });
  const definitionOf = async (operation: string, request: object) =>
    /"(first|second)"/.exec(String((await second.call(operation, request)).definition))?.[1];
  expect(await definitionOf('DescribeStateMachine', { stateMachineArn: `${arn}:1` })).toBe('first');
  expect(await definitionOf('DescribeStateMachine', { stateMachineArn: live })).toBe('second');
  expect(await definitionOf('DescribeStateMachineForExecution', { executionArn: old })).toBe('first');

  await second.clock.move(second.clock.now() + DAY);
  const outputs = [old, started.new, started.byVersion, started.unqualified].map(async (executionArn) => {
    const { output, stateMachineVersionArn, stateMachineAliasArn } = await second.describe(executionArn);
    return [output, stateMachineVersionArn, stateMachineAliasArn];
  });
  expect(await Promise.all(outputs)).toEqual([
    ['first', `${arn}:1`, live],
    ['second', `${arn}:2`, live],
    ['first', `${arn}:1`, undefined],
    ['second', undefined, undefined],
  ]);
  expect(await second.refused('StartExecution', { stateMachineArn: `${arn}:3` })).toBe('StateMachineDoesNotExist');
  expect(await second.refused('StartExecution', { stateMachineArn: `${arn}:dead` })).toBe('StateMachineDoesNotExist');
  expect(await second.refused('DescribeStateMachineAlias', { stateMachineAliasArn: `${arn}:1` })).toBe(
    'ResourceNotFound',
  );
  await second.machines.close();

  const back = await openWith('first', second.clock.now());
  expect(await back.describe(await start(back, live, 'back'))).toMatchObject({ stateMachineVersionArn: `${arn}:3` });
  await back.machines.close();
});
