import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { DAY, execution, openRig, type Rig, START, stateMachine } from './rig.ts';

/** More than are kept in memory; the later ones are. */
const EXECUTIONS = 4_000;
const stateMachineArn = stateMachine('machine');
const pageSchema = z.object({
  executions: z.array(z.object({ name: z.string(), status: z.string(), stopDate: z.number().optional() })),
  nextToken: z.string().optional(),
});

let directory = '';
let rig: Rig;

async function open(from: number): Promise<Rig> {
  const opened = await openRig({ directory, from });
  opened.define({
    'Fails?': { Type: 'Choice', Choices: [{ Condition: '{% $states.input = 7 %}', Next: 'Fail' }], Default: 'Each' },
    Fail: { Type: 'Fail', Error: 'Seven' },
    Each: {
      Type: 'Map',
      Items: '{% $states.input = 9 ? [1, 2] : [] %}',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Item',
        States: { Item: { Type: 'Succeed' } },
      },
      End: true,
    },
  });
  await opened.machines.recover();
  return opened;
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ended-'));
  rig = await open(START);
  for (let from = 0; from < EXECUTIONS; from += 500) {
    await Promise.all(Array.from({ length: 500 }, (_, at) => rig.start(from + at, `e${from + at}`)));
    await rig.clock.move(rig.clock.now() + 1_000);
  }
});
afterAll(async () => {
  await rig.machines.close();
  await rm(directory, { recursive: true });
});

/** The names of a listing in its order, page by page; `between` happens after each page. */
async function listAll(request: object, between: () => Promise<unknown> = async () => {}): Promise<string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = pageSchema.parse(
      await rig.call('ListExecutions', { stateMachineArn, maxResults: 700, nextToken, ...request }),
    );
    names.push(...page.executions.map(({ name }) => name));
    nextToken = page.nextToken;
    await between();
  } while (nextToken !== undefined);
  return names;
}

test.each(['as they ended', 'after a restart'])(
  'of very many executions the first can be asked for like the last, %s',
  async (when) => {
    if (when === 'after a restart') {
      const now = rig.clock.now();
      await rig.machines.close();
      rig = await open(now);
    }
    for (const number of [1, EXECUTIONS - 1]) {
      const executionArn = execution(`e${number}`);
      expect(await rig.describe(executionArn)).toMatchObject({ status: 'SUCCEEDED', input: number, output: [] });
      expect((await rig.events(executionArn)).at(-1)).toBe('ExecutionSucceeded');
      const again = { stateMachineArn, name: `e${number}`, input: String(number) };
      expect(await rig.refused('StartExecution', again)).toBe('ExecutionAlreadyExists');
      expect(await rig.call('StopExecution', { executionArn })).toMatchObject({ stopDate: expect.any(Number) });
      expect(await rig.refused('RedriveExecution', { executionArn })).toBe('ExecutionNotRedrivable');
    }
    expect(await listAll({ statusFilter: 'FAILED' })).toEqual(['e7']);
    const [mapRun] = z
      .object({ mapRuns: z.array(z.object({ mapRunArn: z.string() })) })
      .parse(await rig.call('ListMapRuns', { executionArn: execution('e9') })).mapRuns;
    const mapRunArn = mapRun?.mapRunArn;
    expect(await rig.call('DescribeMapRun', { mapRunArn })).toMatchObject({ itemCounts: { succeeded: 2 } });
    expect(await listAll({ mapRunArn, stateMachineArn: undefined })).toHaveLength(2);
  },
);

test('all are listed once, the newest first, however many begin while the pages are read', async () => {
  let begun = 0;
  const listed = await listAll({}, () => rig.start(1, `meanwhile-${begun++}`));
  expect(begun).toBeGreaterThan(5);
  expect(listed).toHaveLength(EXECUTIONS);
  expect(new Set(listed).size).toBe(EXECUTIONS);
  const starts = listed.map((name) => Math.floor(Number(name.slice(1)) / 500));
  expect(starts).toEqual(starts.toSorted((a, b) => b - a));
});

test('one that failed long before is redriven, and ends under the same name', async () => {
  const executionArn = execution('e7');
  const others = await listAll({ statusFilter: 'FAILED' });
  await rig.call('RedriveExecution', { executionArn });
  await rig.clock.move(rig.clock.now() + 1_000);
  expect(await rig.events(executionArn)).toContain('ExecutionRedriven');
  expect(await listAll({ statusFilter: 'FAILED' })).toEqual(others);
  expect((await listAll({})).filter((name) => name === 'e7')).toHaveLength(1);
});

test('after 90 days their names are free', async () => {
  await rig.clock.move(rig.clock.now() + 91 * DAY);
  expect(await rig.refused('DescribeExecution', { executionArn: execution('e1') })).toBe('ExecutionDoesNotExist');
  await rig.start(2, 'e1');
  expect(await rig.describe(execution('e1'))).toMatchObject({ input: 2 });
  expect((await listAll({})).filter((name) => name === 'e1')).toHaveLength(1);
});
