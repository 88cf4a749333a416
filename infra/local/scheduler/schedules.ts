import { z } from 'zod';
import type { Cancel } from '../clock.ts';
import type { KeptClock } from '../kept-clock.ts';
import { readKeptJson, writeKeptJson } from '../kept-json.ts';
import type { LambdaFunctions } from '../lambda/lambda-functions.ts';
import type { ScheduleTimes } from './schedule-expression.ts';

/** How often a rate() schedule looks at the clock, in real time. EventBridge Scheduler is exact to a minute. */
const lookEveryMs = 500;

/** Lambda tries an asynchronous event again twice, after one minute and after two more. */
const retryAfterMs = [60_000, 120_000];

interface Schedule {
  name: string;
  times: ScheduleTimes;
  functionArn: string;
  /** The target's input, in which `<aws.scheduler.…>` stand for facts of the occurrence. */
  input: string;
  /** Throws unless the schedule's role may call the function. */
  authorize(): void;
}

/** EventBridge Scheduler with functions as targets. */
export interface Schedules {
  add(schedule: Schedule): void;
  /** From now on schedules fire; one that missed occurrences while the machine was off makes up for them once. */
  start(): void;
  close(): void;
}

export function openSchedules(options: {
  path: string;
  keptClock: KeptClock;
  functions: LambdaFunctions;
  log(line: string): void;
}): Schedules {
  const { keptClock, functions, log } = options;
  const { clock } = keptClock;
  const schedules: Schedule[] = [];
  /** Name → the last occurrence that fired or, before the first, when the schedule was made. */
  const fired = new Map(Object.entries(readKeptJson(options.path, z.record(z.string(), z.number())) ?? {}));
  const cancels = new Map<string, Cancel>();
  let looking: NodeJS.Timeout | undefined;

  async function fire(schedule: Schedule, occurrence: number): Promise<void> {
    // Kept before the call: after a kill an occurrence is rather missed once than fired at every start.
    fired.set(schedule.name, occurrence);
    writeKeptJson(options.path, Object.fromEntries(fired));
    const attempt = async (tries: number): Promise<void> => {
      try {
        schedule.authorize();
      } catch (error) {
        log(`schedule ${schedule.name}: ${error instanceof Error ? error.message : String(error)}`);
        return;
      }
      const invocation = await functions.invoke(schedule.functionArn, fillInput(schedule, occurrence, tries + 1));
      if (invocation.ok) return;
      log(`schedule ${schedule.name}: ${invocation.error.errorType}: ${invocation.error.errorMessage}`);
      const wait = retryAfterMs[tries];
      if (wait !== undefined) clock.at(clock.now() + wait, () => attempt(tries + 1));
    };
    await attempt(0);
  }

  function armCron(schedule: Schedule, next: (after: number) => number | undefined): void {
    const due = next(Math.max(clock.now(), fired.get(schedule.name) ?? 0));
    if (due === undefined) return;
    const cancel = clock.at(due, () => {
      fire(schedule, due);
      armCron(schedule, next);
    });
    cancels.set(schedule.name, cancel);
  }

  /** The latest occurrence after the last that fired, if it is past. */
  function lastMissed(schedule: Schedule, next: (after: number) => number | undefined): number | undefined {
    let missed: number | undefined;
    let due = next(fired.get(schedule.name) ?? clock.now());
    while (due !== undefined && due <= clock.now()) {
      missed = due;
      due = next(due);
    }
    return missed;
  }

  /**
   * Fires each rate() schedule once for all of its periods that ended since it last did, however far time was moved.
   * Not by timers of the clock: each would stop a moved clock once a minute of the months that it is moved by.
   */
  async function look(): Promise<void> {
    const due = schedules.flatMap((schedule) => {
      if (schedule.times.kind !== 'rate') return [];
      const { everyMs } = schedule.times;
      const last = fired.get(schedule.name) ?? clock.now();
      const periods = Math.floor((clock.now() - last) / everyMs);
      return periods < 1 ? [] : [fire(schedule, last + periods * everyMs)];
    });
    await Promise.all(due);
  }

  return {
    add: (schedule) => schedules.push(schedule),
    start() {
      for (const schedule of schedules) {
        const { times } = schedule;
        if (!fired.has(schedule.name)) {
          fired.set(schedule.name, clock.now());
          writeKeptJson(options.path, Object.fromEntries(fired));
        }
        if (times.kind === 'cron') {
          const missed = lastMissed(schedule, times.next);
          if (missed !== undefined) fire(schedule, missed);
          armCron(schedule, times.next);
        }
      }
      look();
      keptClock.afterMove(look);
      looking = setInterval(() => {
        if (!keptClock.isMoving()) look();
      }, lookEveryMs);
      looking.unref();
    },
    close() {
      clearInterval(looking);
      for (const cancel of cancels.values()) cancel();
    },
  };
}

function fillInput(schedule: Schedule, occurrence: number, attempt: number): string {
  const facts: Record<string, string> = {
    'scheduled-time': new Date(occurrence).toISOString().replace('.000Z', 'Z'),
    'schedule-arn': schedule.name,
    'execution-id': `${schedule.name}-${occurrence}`,
    'attempt-number': String(attempt),
  };
  return schedule.input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, fact: string) => facts[fact] ?? whole);
}
