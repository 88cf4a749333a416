/** AWS lets an execution be open for a year, whatever it waits for. */
import { describe, expect, test } from 'vitest';
import { makeFolder } from '../small-assembly.ts';
import { DAY, openRig, START, tokenTask } from './rig.ts';

const YEAR = 365 * DAY;
const caught = { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }] };
const Caught = { Type: 'Pass', End: true };

describe('an execution that is open for a year', () => {
  test.each<[string, object]>([
    ['waits for a time', { Wait: { Type: 'Wait', Seconds: 400 * 86_400, Next: 'Caught' }, Caught }],
    ['waits for somebody', { Ask: tokenTask('ask', { Next: 'Caught', ...caught }), Caught }],
  ])('and %s ends by the time, without a Catch and without an error', async (_name, states) => {
    const rig = await openRig({ functions: { ask: () => null } });
    rig.define(states);
    const arn = await rig.start();
    await rig.clock.move(START + YEAR - 1_000);
    expect(await rig.describe(arn)).toMatchObject({ status: 'RUNNING' });
    await rig.clock.move(START + YEAR + 1_000);
    const ended = await rig.describe(arn);
    expect(ended).toMatchObject({ status: 'TIMED_OUT', stopDate: (START + YEAR) / 1000 });
    expect([ended.error, ended.cause]).toEqual([undefined, undefined]);
    expect((await rig.events(arn)).at(-1)).toBe('ExecutionTimedOut');
    expect(await rig.refused('RedriveExecution', { executionArn: arn })).toBe('ExecutionNotRedrivable');
    await rig.machines.close();
  });

  test('ends so after a restart too, at once if the year passed meanwhile', async () => {
    const directory = makeFolder();
    const states = { Wait: { Type: 'Wait', Seconds: 400 * 86_400, End: true } };
    const before = await openRig({ directory });
    before.define(states);
    const arn = await before.start();
    await before.machines.close();
    const after = await openRig({ directory, from: START + YEAR + DAY });
    after.define(states);
    await after.machines.recover();
    await after.clock.move(after.clock.now());
    expect(await after.describe(arn)).toMatchObject({ status: 'TIMED_OUT' });
    await after.machines.close();
  });
});
