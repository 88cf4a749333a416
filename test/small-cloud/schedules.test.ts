import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startKeptClock } from '../../infra/small-cloud/clock/kept-clock.ts';
import type { Invocation } from '../../infra/small-cloud/services/lambda/invocation.ts';
import { parseScheduleExpression } from '../../infra/small-cloud/services/scheduler/schedule-expression.ts';
import { openSchedules } from '../../infra/small-cloud/services/scheduler/schedules.ts';
import { makeFolder } from './small-assembly.ts';

const MORNING = Date.parse('2026-03-10T08:59:00+08:00');
const failed: Invocation = { requestId: '', ok: false, error: { errorType: 'Broken', errorMessage: 'for now' } };
const done: Invocation = { requestId: '', ok: true, payload: 'null' };

/** A machine on a folder, as far as its schedule goes; what is called is answered so. */
function startOn(folder: string, answer: () => Promise<Invocation>) {
  const keptClock = startKeptClock(join(folder, 'clock.json'), MORNING, () => {});
  const calls: string[] = [];
  const schedules = openSchedules({
    path: join(folder, 'schedules.json'),
    eventsPath: join(folder, 'schedule-events.json'),
    keptClock,
    functions: {
      define() {},
      has: () => true,
      invoke(_, event) {
        calls.push(event);
        return keptClock.clock.track(answer());
      },
      async close() {},
    },
    log: () => {},
  });
  schedules.add({
    name: 'morning',
    times: parseScheduleExpression('cron(0 9 * * ? *)', 'Asia/Shanghai'),
    functionArn: 'arn',
    input: '<aws.scheduler.scheduled-time> <aws.scheduler.attempt-number>',
    authorize() {},
  });
  schedules.start();
  return { calls, move: (duration: string) => keptClock.move(duration), close: () => schedules.close() };
}

const EVENT = '2026-03-10T01:00:00Z 1';

test('an event that failed is tried again after a minute and after two more, as the same event, and then no more', async () => {
  const machine = startOn(makeFolder(), async () => failed);
  await machine.move('PT1M30S');
  expect(machine.calls).toEqual([EVENT]);
  await machine.move('PT3H');
  expect(machine.calls).toEqual([EVENT, EVENT, EVENT]);
  machine.close();
});

test('a retry that waits for its minute outlives the process', async () => {
  const folder = makeFolder();
  const first = startOn(folder, async () => failed);
  await first.move('PT1M30S');
  // Killed: nothing of it is closed.
  const second = startOn(folder, async () => done);
  await second.move('PT1M');
  expect(second.calls).toEqual([EVENT]);
  second.close();
  const third = startOn(folder, async () => done);
  await third.move('PT1H');
  expect(third.calls).toEqual([]);
  third.close();
});

test('an event under way when the process ended is tried again, three times at most', async () => {
  const folder = makeFolder();
  const counts: number[] = [];
  for (let start = 0; start < 5; start += 1) {
    const machine = startOn(folder, () => new Promise(() => {}));
    // A move never ends while an event is under way.
    await Promise.race([machine.move('PT1M30S'), expect.poll(() => machine.calls.length).toBe(1)]);
    counts.push(machine.calls.length);
    machine.close();
  }
  expect(counts).toEqual([1, 1, 1, 0, 0]);
});
