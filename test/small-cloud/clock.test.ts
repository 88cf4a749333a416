import { afterEach, describe, expect, test, vi } from 'vitest';
import { startClock } from '../../infra/small-cloud/clock/clock.ts';

const START = Date.UTC(2026, 2, 10);
const HOUR = 3_600_000;

test('a moved clock fires timers in order of time, each at its own instant, ties in order of setting', async () => {
  const clock = startClock({ from: START });
  const fired: string[] = [];
  const note = (name: string) => () => fired.push(`${name} at ${(clock.now() - START) / HOUR}`);
  clock.at(START + 3 * HOUR, note('c'));
  clock.at(START + 1 * HOUR, note('a'));
  clock.at(START + 2 * HOUR, note('b1'));
  clock.at(START + 2 * HOUR, note('b2'));
  await clock.move(START + 2.5 * HOUR);
  expect(fired).toEqual(['a at 1', 'b1 at 2', 'b2 at 2']);
  await clock.move(START + 3 * HOUR);
  expect(fired.at(-1)).toBe('c at 3');
});

test('time does not move on while work is under way, nor past a timer that the work sets', async () => {
  const clock = startClock({ from: START });
  const seen: number[] = [];
  clock.at(START + HOUR, () => {
    clock.track(
      new Promise<void>((resolve) => {
        setTimeout(() => {
          seen.push(clock.now() - START);
          clock.at(START + 2 * HOUR, () => seen.push(clock.now() - START));
          resolve();
        }, 20);
      }),
    );
  });
  clock.at(START + 3 * HOUR, () => seen.push(clock.now() - START));
  await clock.move(START + 4 * HOUR);
  expect(seen).toEqual([HOUR, 2 * HOUR, 3 * HOUR]);
});

test('work that fails counts as ended', async () => {
  const clock = startClock({ from: START });
  const failing = clock.track(Promise.reject(new Error('refused')));
  await clock.move(START + HOUR);
  await expect(failing).rejects.toThrow('refused');
});

test('a timer that was taken back does not fire', async () => {
  const clock = startClock({ from: START });
  const fired: number[] = [];
  const cancels = [5, 3, 8, 1, 4].map((hour) => clock.at(START + hour * HOUR, () => fired.push(hour)));
  cancels[1]?.();
  cancels[1]?.();
  await clock.move(START + 10 * HOUR);
  expect(fired).toEqual([1, 4, 5, 8]);
});

test('a clock that was moved runs on at real speed, and its timers fire without being moved', async () => {
  const clock = startClock({ from: START });
  await clock.move(START + HOUR);
  await new Promise<void>((resolve) => clock.at(START + HOUR + 30, resolve));
  expect(clock.now()).toBeGreaterThanOrEqual(START + HOUR + 30);
});

test('a clock that stands still shows the same time until it is moved, and fires what is due then', async () => {
  const clock = startClock({ from: START, standsStill: true });
  const fired: number[] = [];
  clock.at(START + HOUR, () => fired.push(clock.now()));
  await new Promise<void>((resolve) => clock.at(START, resolve));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(clock.now()).toBe(START);
  await clock.move(START + HOUR - 1);
  expect(fired).toEqual([]);
  await clock.move(START + HOUR);
  expect(fired).toEqual([START + HOUR]);
});

test('real time is the time of the machine, and cannot be moved', async () => {
  vi.useFakeTimers({ now: START, toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] });
  const clock = startClock();
  vi.advanceTimersByTime(HOUR);
  expect(clock.now()).toBe(START + HOUR);
  await expect(clock.move(START + 2 * HOUR)).rejects.toThrow(RangeError);
  vi.useRealTimers();
});

describe('in real time', () => {
  const DAY = 24 * HOUR;
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each([0.001, 24.8, 24.86, 50])('a wait of %f days ends at its millisecond', async (days) => {
    vi.useFakeTimers({ now: START, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    const clock = startClock();
    const due = START + days * DAY;
    const fired: number[] = [];
    clock.at(due, () => fired.push(Date.now()));
    await vi.advanceTimersByTimeAsync(due - START - 1);
    expect(fired).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(fired).toEqual([due]);
  });

  test('after a sleep of the machine, in which timers stand still, what fell due fires within half a minute', async () => {
    vi.useFakeTimers({ now: START, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    const clock = startClock();
    const fired: string[] = [];
    for (const [name, due] of [
      ['late', 3],
      ['first', 1],
      ['second', 2],
    ] as const) {
      clock.at(START + due * DAY, () => fired.push(name));
    }
    await vi.advanceTimersByTimeAsync(HOUR);
    vi.setSystemTime(START + 2.5 * DAY);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(fired).toEqual(['first', 'second']);
    await vi.advanceTimersByTimeAsync(0.5 * DAY);
    expect(fired).toEqual(['first', 'second', 'late']);
  });
});

test('when the computer’s clock is put back by an hour, time goes on slowly, never back, until the computer has caught up', () => {
  vi.useFakeTimers({ now: START, toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] });
  const clock = startClock();
  vi.setSystemTime(START + 10_000);
  expect(clock.now()).toBe(START + 10_000);
  vi.setSystemTime(START + 10_000 - HOUR);
  expect(clock.now()).toBe(START + 10_000);
  const fired: number[] = [];
  clock.at(START + 11_000, () => fired.push(clock.now()));
  vi.advanceTimersByTime(1_000);
  expect(clock.now()).toBe(START + 10_500);
  vi.advanceTimersByTime(1_000);
  expect(fired).toEqual([START + 11_000]);
  vi.advanceTimersByTime(3 * HOUR);
  expect(clock.now()).toBe(Date.now());
  vi.useRealTimers();
});

test('time does not go back', async () => {
  const clock = startClock({ from: START });
  await expect(clock.move(START - HOUR)).rejects.toThrow(RangeError);
});

test('moves wait for each other', async () => {
  const clock = startClock({ from: START });
  const seen: number[] = [];
  clock.at(START + HOUR, () => seen.push(1));
  clock.at(START + 2 * HOUR, () => seen.push(2));
  await Promise.all([clock.move(START + 1.5 * HOUR), clock.move(START + 3 * HOUR)]);
  expect(seen).toEqual([1, 2]);
});
