import { expect, test } from 'vitest';
import { z } from 'zod';
import { DAY, openRig, SECOND, START, tokenTask } from './rig.ts';

const askSchema = z.object({ token: z.string() });

async function openWithAsking(more: object = {}) {
  const tokens: string[] = [];
  const rig = await openRig({ functions: { ask: (payload) => tokens.push(askSchema.parse(payload).token) } });
  rig.define({ Ask: tokenTask('ask', more), Late: { Type: 'Pass', Output: '{% $states.input.Error %}', End: true } });
  const executionArn = await rig.start();
  await rig.clock.move(START + SECOND);
  return { rig, tokens, executionArn, taskToken: tokens[0] ?? '' };
}

const catchLate = { Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Late' }] };
const reachLate = { Catch: [{ ErrorEquals: ['Never'], Next: 'Late' }] };

test('a task waits until its token is used, and takes what comes with it as its result', async () => {
  const { rig, executionArn, taskToken } = await openWithAsking(reachLate);
  expect((await rig.describe(executionArn)).status).toBe('RUNNING');
  expect(await rig.events(executionArn)).toContain('TaskSubmitted');
  await rig.call('SendTaskSuccess', { taskToken, output: '{"approved":true}' });
  await rig.clock.move(START + 2 * SECOND);
  expect(await rig.describe(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: { approved: true } });
});

test('a token that fails its task gives error and cause', async () => {
  const { rig, executionArn, taskToken } = await openWithAsking(reachLate);
  await rig.call('SendTaskFailure', { taskToken, error: 'Rejected', cause: 'no documents' });
  await rig.clock.move(START + 2 * SECOND);
  expect(await rig.describe(executionArn)).toMatchObject({
    status: 'FAILED',
    error: 'Rejected',
    cause: 'no documents',
  });
});

test('a token may be used before the function that got it has answered', async () => {
  const rig = await openRig({
    functions: {
      ask: async (payload) => rig.call('SendTaskSuccess', { taskToken: askSchema.parse(payload).token, output: '1' }),
    },
  });
  rig.define({ Ask: tokenTask('ask') });
  expect(await rig.run()).toMatchObject({ status: 'SUCCEEDED', output: 1 });
});

test('a time-out is caught as States.Timeout, and its token then refused', async () => {
  const { rig, executionArn, taskToken } = await openWithAsking({ TimeoutSeconds: 86_400, ...catchLate });
  await rig.clock.move(START + DAY - SECOND);
  expect((await rig.describe(executionArn)).status).toBe('RUNNING');
  await rig.clock.move(START + DAY + 2 * SECOND);
  expect((await rig.describe(executionArn)).output).toBe('States.Timeout');
  expect(await rig.refused('SendTaskSuccess', { taskToken, output: '1' })).toBe('TaskTimedOut');
});

test.each(['States.Timeout', 'States.HeartbeatTimeout', 'States.ALL'])(
  'a heartbeat that stays out is caught as %s',
  async (name) => {
    const more = { HeartbeatSeconds: 60, Catch: [{ ErrorEquals: [name], Next: 'Late' }] };
    const { rig, executionArn, taskToken } = await openWithAsking(more);
    for (let beat = 1; beat <= 5; beat++) {
      await rig.clock.move(START + beat * 50 * SECOND);
      await rig.call('SendTaskHeartbeat', { taskToken });
    }
    expect((await rig.describe(executionArn)).status).toBe('RUNNING');
    await rig.clock.move(START + 250 * SECOND + 61 * SECOND);
    expect((await rig.describe(executionArn)).status).toBe('SUCCEEDED');
    expect(await rig.events(executionArn)).toContain('TaskTimedOut');
  },
);

test('a token is good for one end only', async () => {
  const { rig, executionArn, taskToken } = await openWithAsking(reachLate);
  await rig.call('SendTaskSuccess', { taskToken, output: '"first"' });
  expect(await rig.refused('SendTaskSuccess', { taskToken, output: '"second"' })).toBe('TaskTimedOut');
  expect(await rig.refused('SendTaskFailure', { taskToken })).toBe('TaskTimedOut');
  expect(await rig.refused('SendTaskHeartbeat', { taskToken })).toBe('TaskTimedOut');
  expect((await rig.describe(executionArn)).output).toBe('first');
});

test('of two that use a token at once one is refused', async () => {
  const { rig, taskToken } = await openWithAsking(reachLate);
  const answers = await Promise.all(
    [1, 2].map((output) => rig.machines.handle('SendTaskSuccess', { taskToken, output: `${output}` })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
});

test('a token that is none, or from elsewhere, is refused', async () => {
  const { rig, taskToken } = await openWithAsking(reachLate);
  const elsewhere = await openWithAsking(reachLate);
  expect(await rig.refused('SendTaskSuccess', { taskToken: 'guessed', output: '1' })).toBe('InvalidToken');
  expect(await rig.refused('SendTaskSuccess', { taskToken: elsewhere.taskToken, output: '1' })).toBe(
    'TaskDoesNotExist',
  );
  expect(await rig.refused('SendTaskSuccess', { taskToken: `${taskToken.slice(0, -4)}AAAA`, output: '1' })).toMatch(
    /InvalidToken|TaskTimedOut/,
  );
  expect(await rig.refused('SendTaskSuccess', { taskToken, output: 'not JSON' })).toBe('InvalidOutput');
});
