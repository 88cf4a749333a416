import type { Clock } from '../../../clock/clock.ts';
import type { Execution } from '../execution/execution.ts';
import { type Frame, isLive } from '../execution/frames.ts';
import type { Journal } from '../journal/journal.ts';
import type { ExecutionIndex, IndexedExecution } from './execution-index.ts';
import type { Runner } from './runner.ts';

/** Executions that only wait, and yet are kept in memory because something has just happened to them. */
const AWAKE = 1_000;

/**
 * An execution that only waits leaves memory; an entry and a timer stay. When something happens, its changes on disk
 * bring it back. So memory holds the executions at work, however many are open.
 */
export class RestingExecutions {
  readonly #clock: Clock;
  readonly #index: ExecutionIndex;
  readonly #journal: Journal;
  readonly #wake: (entry: IndexedExecution) => void;
  /** Those without work, the one that has been so for the longest time first. */
  readonly #idle = new Set<Runner>();
  #looking = false;

  /** @param wake takes an execution up again, because its time has come */
  constructor(clock: Clock, index: ExecutionIndex, journal: Journal, wake: (entry: IndexedExecution) => void) {
    this.#clock = clock;
    this.#index = index;
    this.#journal = journal;
    this.#wake = wake;
  }

  idle(runner: Runner): void {
    this.#idle.delete(runner);
    this.#idle.add(runner);
    if (this.#looking || this.#idle.size <= AWAKE) return;
    this.#looking = true;
    setImmediate(() => {
      this.#looking = false;
      this.#restLongestIdle();
    });
  }

  forget(runner: Runner): void {
    this.#idle.delete(runner);
  }

  #restLongestIdle(): void {
    for (const runner of this.#idle) {
      if (this.#idle.size <= AWAKE) return;
      this.#idle.delete(runner);
      this.#rest(runner);
    }
  }

  #rest(runner: Runner): void {
    const { key, mapRuns } = runner.execution;
    const entry = this.#index.get(key);
    const next = runner.isBusy() ? undefined : waitsUntil(runner.execution);
    if (entry?.runner !== runner || next === undefined) return; // it comes back when it is idle again
    if (!this.#journal.rest(key)) return;
    runner.halt();
    entry.runner = undefined;
    entry.mapRuns = mapRuns;
    if (next < Number.POSITIVE_INFINITY) entry.alarm = this.#clock.at(next, () => this.#wake(entry));
  }
}

/**
 * The time at which an execution goes on by itself, if it waits for times and task tokens only. Infinity if it waits
 * for tokens alone; undefined if something else is under way, such as a call.
 */
function waitsUntil(execution: Execution): number | undefined {
  let first = execution.expires();
  for (const frame of execution.frames.values()) {
    if (!isLive(frame) || frame.phase === 'done') continue;
    const due = dueOf(frame);
    if (due === undefined) return undefined;
    first = Math.min(first, due);
  }
  return first;
}

function dueOf({ phase, due, task, fork }: Frame): number | undefined {
  if (phase === 'wait' || phase === 'retry') return due;
  if (phase === 'forked' && fork) return fork.children.size > 0 ? undefined : Number.POSITIVE_INFINITY;
  if (phase !== 'task' || !task?.submitted || task.child !== undefined) return undefined;
  return Math.min(task.due ?? Number.POSITIVE_INFINITY, task.heartbeatDue ?? Number.POSITIVE_INFINITY);
}
