import { DateTime, Duration } from 'luxon';
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from '../data-folder/kept-json.ts';
import { type Clock, startClock } from './clock.ts';

/** How often the time that was reached is written down, in real time. */
const noteEveryMs = 30_000;

/** A computer's clock is corrected by less than this all the time. */
const NOTICED_MS = 60_000;

const keptSchema = z.strictObject({
  /** What to add to the machine's own time, in ms; null while the clock shows real time. */
  offset: z.number().nullable(),
  /** The latest time that this folder's clock is known to have shown. */
  seen: z.number(),
});

/** The one clock, with what outlives the process. */
export interface KeptClock {
  clock: Clock;
  /** Whether a move is under way. */
  isMoving(): boolean;
  /** Calls back at the end of each move, which waits for what the callback returns. */
  afterMove(callBack: () => Promise<void>): void;
  /** Whether it can be moved, that is, was set. */
  isSet: boolean;
  /**
   * Moves the clock by a duration (`P90D`, `PT8H`), by the calendar of Asia/Shanghai; the new time.
   *
   * @throws ClockError when the clock shows real time, the duration isn't one, or it goes back
   */
  move(duration: string): Promise<number>;
  close(): void;
}

export class ClockError extends Error {
  override name = 'ClockError';
}

/** `2026-03-10T09:00:00.000+08:00`: a time as this machine's commands print it. */
export function formatTime(time: number): string {
  return DateTime.fromMillis(time, { zone: 'Asia/Shanghai' }).toISO({ suppressMilliseconds: true }) ?? String(time);
}

/**
 * Reads a time for `--clock`; without an offset it is Asia/Shanghai's.
 *
 * @throws ClockError for a text that is none
 */
export function parseTime(text: string): number {
  const time = DateTime.fromISO(text, { zone: 'Asia/Shanghai' });
  if (!time.isValid) throw new ClockError(`--clock ${text} is not a time like 2026-03-10T09:00:00+08:00`);
  return time.toMillis();
}

/** The time that a folder's clock would show now; for commands that run beside no process. */
export function readKeptTime(path: string): number {
  const kept = readKeptJson(path, keptSchema);
  return kept === undefined ? Date.now() : Math.max(kept.seen, Date.now() + (kept.offset ?? 0));
}

/**
 * Starts the clock of a data folder: set to `from`, or going on from where it was set or moved to before, or real time.
 * Time never goes back on the same data: a `from` that has passed there lets a set clock go on.
 *
 * @param standsStill whether a clock that is set moves only when it is moved
 * @throws ClockError when `from` is earlier than what the folder has seen in real time
 */
export function startKeptClock(
  path: string,
  from: number | undefined,
  log: (line: string) => void,
  standsStill = false,
): KeptClock {
  const kept = readKeptJson(path, keptSchema);
  const reached = kept === undefined ? undefined : kept.offset === null ? kept.seen : readKeptTime(path);
  let start = from;
  if (reached !== undefined && from !== undefined && from < reached) {
    if (kept?.offset === null) {
      throw new ClockError(
        `This data was used in real time until ${formatTime(reached)}; its clock cannot be set to an earlier time.`,
      );
    }
    log(`the clock of this data has reached ${formatTime(reached)} and goes on from there`);
    start = reached;
  }
  if (from === undefined && kept !== undefined && kept.offset !== null) start = reached;
  const behind = start === undefined && reached !== undefined ? reached - Date.now() : 0;
  if (behind > NOTICED_MS && reached !== undefined) {
    log(
      `the clock of this computer shows ${formatTime(Date.now())}, but this data was used until ${formatTime(reached)}: time goes on from there at half speed until the computer has caught up; set its clock right`,
    );
  }
  const started = startClock(start === undefined ? { notBefore: reached ?? 0 } : { from: start, standsStill });
  const callBacks: (() => Promise<void>)[] = [];
  let moves = 0;
  const clock: Clock = {
    ...started,
    async move(to) {
      moves += 1;
      // Before anything happens on the way: killed there, the machine goes on from where time was to lead, never earlier.
      if (start !== undefined) {
        const reached = Math.max(to, started.now());
        writeKeptJson(path, { offset: reached - Date.now(), seen: Math.max(reached, kept?.seen ?? 0) });
      }
      try {
        await started.move(to);
      } finally {
        moves -= 1;
      }
      note();
      for (const callBack of callBacks) await callBack();
    },
  };

  const note = () => {
    const offset = start === undefined ? null : clock.now() - Date.now();
    writeKeptJson(path, { offset, seen: Math.max(clock.now(), kept?.seen ?? 0) });
  };
  note();
  const tryToNote = () => {
    try {
      note();
    } catch (error) {
      // The offset stays as it is, so that a full disk costs nothing but the latest time that was seen.
      log(`the clock cannot be kept: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const noting = setInterval(tryToNote, noteEveryMs).unref();

  return {
    clock,
    isMoving: () => moves > 0,
    afterMove: (callBack) => callBacks.push(callBack),
    isSet: start !== undefined,
    async move(text) {
      if (start === undefined) {
        throw new ClockError(
          'This clock shows real time and cannot be moved; start with --clock TIME to have one that can.',
        );
      }
      const duration = Duration.fromISO(text);
      if (!duration.isValid) throw new ClockError(`${text} is not a duration like P90D or PT8H`);
      const to = DateTime.fromMillis(clock.now(), { zone: 'Asia/Shanghai' }).plus(duration).toMillis();
      if (Number.isNaN(to)) throw new ClockError(`${text} leads beyond all dates`);
      if (to < clock.now()) throw new ClockError('Time cannot go back');
      await clock.move(to);
      return clock.now();
    },
    close() {
      clearInterval(noting);
      tryToNote();
    },
  };
}
