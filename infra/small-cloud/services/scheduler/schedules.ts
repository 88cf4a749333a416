import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { Cancel } from '../../clock/clock.ts';
import type { KeptClock } from '../../clock/kept-clock.ts';
import { readKeptJson, writeKeptJson } from '../../data-folder/kept-json.ts';
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

/** An occurrence that was handed to Lambda and has not succeeded: it outlives the process. */
const eventSchema = z.strictObject({
  name: z.string(),
  occurrence: z.number(),
  /** Begun so far: an event that ends the process whenever it is tried is not tried for ever. */
  tries: z.number(),
  /** When it is tried next, in ms. */
  due: z.number(),
});
type Event = z.infer<typeof eventSchema>;

/** EventBridge Scheduler with functions as targets. */
export interface Schedules {
  add(schedule: Schedule): void;
  /** From now on schedules fire; one that missed occurrences while the machine was off makes up for them once. */
  start(): void;
  close(): void;
}

export function openSchedules(options: {
  path: string;
  /** Where events are kept until they have succeeded. */
  eventsPath: string;
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
  let closed = false;

  const events = new Set(readKeptJson(options.eventsPath, z.array(eventSchema)) ?? []);

  /** A disk that is full must not end the machine: what could not be kept would at worst be done twice. */
  function keep(path: string, value: unknown): void {
    try {
      // A clock that was set shows made-up time: months of it are not to wait for the disk.
      writeKeptJson(path, value, { onDisk: !keptClock.isSet });
    } catch (error) {
      log(`schedules: ${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  let firedChanged = false;
  let keeping: Promise<void> | undefined;
  /** Keeps what has changed; once for all that change in one turn, because on a night most schedules fire together. */
  function keepChanges(): Promise<void> {
    keeping ??= nextTurn().then(() => {
      keeping = undefined;
      // An occurrence that is noted as fired is among the events that are kept.
      keep(options.eventsPath, [...events]);
      if (firedChanged) keep(options.path, Object.fromEntries(fired));
      firedChanged = false;
    });
    return keeping;
  }
  function noteFired(name: string, occurrence: number): void {
    fired.set(name, occurrence);
    firedChanged = true;
  }

  function fire(schedule: Schedule, occurrence: number): Promise<void> {
    const event: Event = { name: schedule.name, occurrence, tries: 0, due: clock.now() };
    events.add(event);
    noteFired(schedule.name, occurrence);
    return clock.track(attempt(schedule, event));
  }

  async function attempt(schedule: Schedule, event: Event): Promise<void> {
    event.tries += 1;
    // Kept before anything else: a machine that is killed in it makes it again.
    await keepChanges();
    if (closed) return;
    const failure = await call(schedule, event.occurrence);
    // What only the end of the machine interrupted has not failed.
    if (closed) return;
    if (failure !== undefined) log(`schedule ${schedule.name}: ${failure}`);
    const wait = retryAfterMs[event.tries - 1];
    if (failure === undefined || wait === undefined) {
      events.delete(event);
    } else {
      event.due = clock.now() + wait;
      armRetry(schedule, event);
    }
    await keepChanges();
  }

  /** Why it failed, or undefined. */
  async function call(schedule: Schedule, occurrence: number): Promise<string | undefined> {
    try {
      schedule.authorize();
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    const invocation = await functions.invoke(schedule.functionArn, fillInput(schedule, occurrence));
    return invocation.ok ? undefined : `${invocation.error.errorType}: ${invocation.error.errorMessage}`;
  }

  function armRetry(schedule: Schedule, event: Event): void {
    const key = `${event.name} ${event.occurrence}`;
    const cancel = clock.at(event.due, () => {
      cancels.delete(key);
      clock.track(attempt(schedule, event));
    });
    cancels.set(key, cancel);
  }

  /** What an earlier process left: under way, or waiting to be tried again. */
  function takeUp(): void {
    for (const event of events) {
      const schedule = schedules.find(({ name }) => name === event.name);
      if (schedule && event.tries <= retryAfterMs.length) armRetry(schedule, event);
      else events.delete(event);
    }
    keepChanges();
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
      takeUp();
      for (const schedule of schedules) {
        const { times } = schedule;
        if (!fired.has(schedule.name)) noteFired(schedule.name, clock.now());
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
      closed = true;
      clearInterval(looking);
      for (const cancel of cancels.values()) cancel();
    },
  };
}

function fillInput(schedule: Schedule, occurrence: number): string {
  const facts: Record<string, string> = {
    'scheduled-time': new Date(occurrence).toISOString().replace('.000Z', 'Z'),
    'schedule-arn': schedule.name,
    'execution-id': `${schedule.name}-${occurrence}`,
    // Scheduler's own: Lambda takes the event at once, and what Lambda tries again is the same event.
    'attempt-number': '1',
  };
  return schedule.input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, fact: string) => facts[fact] ?? whole);
}
