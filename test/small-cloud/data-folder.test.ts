import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { ClockError, startKeptClock } from '../../infra/small-cloud/clock/kept-clock.ts';
import { findPort, openDataFolder } from '../../infra/small-cloud/data-folder/data-folder.ts';
import { makeFolder } from './small-assembly.ts';

const bootedAt = Date.now() - uptime() * 1000;

function leaveLock(lock: object): string {
  const folder = makeFolder();
  writeFileSync(join(folder, 'lock.json'), JSON.stringify({ startedAt: 0, bootedAt, port: 3000, ...lock }));
  return folder;
}

test('a folder that another process runs on is refused with that process and its address', async () => {
  const folder = leaveLock({ pid: process.ppid });
  await expect(openDataFolder(folder)).rejects.toThrow(`in use by process ${process.ppid} at http://127.0.0.1:3000`);
  expect(findPort(folder)).toBe(3000);
});

const BOOT = '/proc/sys/kernel/random/boot_id';
test.runIf(existsSync(BOOT))(
  'who holds a folder is known after the computer’s clock was set an hour back or on',
  () => {
    const boot = readFileSync(BOOT, 'utf8').trim();
    for (const jump of [-3_600_000, 3_600_000])
      expect(findPort(leaveLock({ pid: process.ppid, boot, bootedAt: bootedAt + jump }))).toBe(3000);
  },
);

test.each([
  ['a process that is dead', () => leaveLock({ pid: spawnSync('node', ['--version']).pid })],
  [
    'a process of before the machine was started anew, by an earlier release',
    () => leaveLock({ pid: process.ppid, bootedAt: bootedAt - 3_600_000 }),
  ],
  [
    'a process of before the machine was started anew',
    () => leaveLock({ pid: process.ppid, boot: 'another', bootedAt: bootedAt - 3_600_000 }),
  ],
  ['an earlier process with this one’s id, as in a container', () => leaveLock({ pid: process.pid })],
])('the lock of %s is taken over', async (_name, leave) => {
  const folder = leave();
  const opened = await openDataFolder(folder);
  opened.announcePort(4000);
  expect(findPort(folder)).toBe(4000);
  opened.release();
  expect(existsSync(join(folder, 'lock.json'))).toBe(false);
});

afterEach(() => {
  vi.useRealTimers();
});

const start = Date.parse('2026-03-10T09:00:00+08:00');
const openClock = (path: string, from?: number) => startKeptClock(path, from, () => {});

test('a clock that was set and moved goes on from there after a restart', async () => {
  // No time passes but what the test moves.
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  const path = join(makeFolder(), 'clock.json');
  const first = openClock(path, start);
  const moved = await first.move('P90D');
  first.close();
  expect(new Date(moved).toISOString()).toBe('2026-06-08T01:00:00.000Z');
  for (const from of [undefined, start]) {
    const again = openClock(path, from);
    expect(again.clock.now()).toBe(moved);
    again.close();
  }
});

test('a machine that is killed on the way of a move goes on from where time was to lead, not from before', async () => {
  const path = join(makeFolder(), 'clock.json');
  const killed = openClock(path, start);
  killed.clock.at(start + 86_400_000, () => killed.clock.track(new Promise(() => {})));
  killed.move('P30D').catch(() => {});
  const again = openClock(path);
  expect(again.clock.now()).toBeGreaterThanOrEqual(start + 30 * 86_400_000);
  again.close();
});

test('real time cannot be moved, nor set back on data that it was used with', async () => {
  const path = join(makeFolder(), 'clock.json');
  const real = openClock(path);
  await expect(real.move('P1D')).rejects.toThrow(/shows real time and cannot be moved/);
  real.close();
  expect(() => openClock(path, start - 1e12)).toThrow(ClockError);
});

test('data that was used until a later time than the computer shows says so in one line, and goes on from there', () => {
  const path = join(makeFolder(), 'clock.json');
  const ahead = Date.now() + 3_600_000;
  writeFileSync(path, JSON.stringify({ offset: null, seen: ahead }));
  const lines: string[] = [];
  const kept = startKeptClock(path, undefined, (line) => lines.push(line));
  expect(kept.clock.now()).toBeGreaterThanOrEqual(ahead);
  expect(lines).toEqual([
    expect.stringMatching(/^the clock of this computer shows .* but this data was used until .*$/),
  ]);
  kept.close();
});

test.each(['P90', '90 days', '-P1D', 'P999999999Y'])('a clock refuses to be moved by %s', async (duration) => {
  const kept = openClock(join(makeFolder(), 'clock.json'), start);
  await expect(kept.move(duration)).rejects.toThrow(ClockError);
  kept.close();
});
