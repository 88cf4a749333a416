import type { Cancel, Clock } from '../../../clock/clock.ts';
import type { Resource } from '../definition/definition.ts';
import type { Change, ExecutionStarted, Fact, Stamp } from '../execution/changes.ts';
import type { Execution } from '../execution/execution.ts';
import { type Frame, isLive } from '../execution/frames.ts';
import type { Json } from '../expressions/json.ts';
import { JournalError } from '../journal/journal.ts';
import type { Host } from '../steps/host.ts';
import { takeStep } from '../steps/run-state.ts';
import { endAttempt, failTask, heartbeat, succeedTask, type TaskOutcome, wakeTask } from '../steps/run-task.ts';
import type { Arns } from '../steps/scope.ts';

const EVENT_LIMIT = 25_000;
const COMMIT_AFTER = 1_000; // changes, however long an execution could go on by itself
const HIDDEN = new Set<string>([
  ...['WaitBegun', 'RetryScheduled', 'FrameFailed', 'TaskHeartbeat', 'BranchSucceeded', 'ForkAbandoned'],
  ...['TaskBegunAgain', 'ChildStarted', 'ChildSucceeded', 'ChildFailed'],
]);
const LAST = new Set<string>(['ExecutionSucceeded', 'ExecutionFailed', 'ExecutionTimedOut', 'ExecutionAborted']);
const TIMER_ENDS = new Set<string>(['StateExited', 'FrameFailed', 'TaskSucceeded', 'TaskFailed', 'TaskTimedOut']);

/** A task to be carried out. Given again after a crash, with the same contents. */
export interface TaskRequest {
  execution: Execution;
  frame: number;
  /** The event that scheduled it. */
  scheduled: number;
  resource: Resource;
  parameters: Json;
  token: string | undefined;
  child: string | undefined;
}

/** What a runner needs of the cloud around it. */
export interface Surroundings {
  readonly clock: Clock;
  readonly arns: Arns;
  /** Puts changes on disk; undefined if there is nothing to wait for. */
  append(key: string, changes: Change[]): Promise<void> | undefined;
  carryOut(request: TaskRequest): Promise<TaskOutcome>;
  /** Why an execution's role may not start executions of a machine; undefined if it may. */
  refuseStart(execution: Execution, machineArn: string): string | undefined;
  beginChild(parent: Execution, frame: number, index: number): void;
  stopChildren(keys: string[]): void;
  ended(runner: Runner): void;
  /** It has nothing to do until something happens. */
  idle(runner: Runner): void;
  /** Its changes could not be written. */
  stalled(runner: Runner): void;
}

export type TokenAct =
  | { act: 'succeed'; output: Json }
  | { act: 'fail'; error?: string | undefined; cause?: string | undefined }
  | { act: 'heartbeat' };

interface Post {
  work: () => Promise<void> | void;
  when: 'while running' | 'also when ended';
  resolve: () => void;
  reject: (error: unknown) => void;
}

class HistoryFull extends Error {}

/**
 * Drives one execution: takes what happened and what its frames decide, one after the other, commits the changes,
 * and only then lets their effects out.
 */
export class Runner implements Host {
  readonly execution: Execution;
  readonly arns: Arns;
  readonly #around: Surroundings;
  readonly #timers = new Map<number, Cancel>();
  #inbox: Post[] = [];
  #answers: Post[] = [];
  #changes: Change[] = [];
  #effects: (() => void)[] = [];
  #expiry: Cancel | undefined;
  #instant = 0;
  #busy = false;
  #closed = false;

  constructor(execution: Execution, around: Surroundings) {
    this.execution = execution;
    this.arns = around.arns;
    this.#around = around;
  }

  // What steps ask for

  /** One instant for all that belongs to a step. */
  now(): number {
    return this.#instant;
  }

  refuseStart(): string | undefined {
    const [machine = ''] = this.execution.machine.split('/'); // what stands behind it is a map run's
    return this.#around.refuseStart(this.execution, this.arns.stateMachine(machine));
  }

  emit(frame: Frame, fact: Fact, prev = frame.lastEvent): void {
    this.#record(fact, frame.number, prev);
    if (TIMER_ENDS.has(fact.type)) this.#cancel(frame.number);
    else if (fact.type === 'ForkAbandoned') this.#cancelForgotten();
  }

  begin(frame: Frame): void {
    const { number, task, state } = frame;
    if (!task || state.type !== 'Task') return;
    const { scheduled, parameters, token, child } = task;
    const { execution } = this;
    this.#effects.push(() => {
      const request = { execution, frame: number, scheduled, resource: state.resource, parameters, token, child };
      const work = this.#around
        .carryOut(request)
        .catch((error): TaskOutcome => ({ ok: false, error: 'States.Runtime', cause: String(error) }))
        .then((outcome) => this.#endAttempt(number, scheduled, outcome));
      this.#around.clock.track(work);
    });
  }

  wake(frame: Frame, due: number): void {
    const { number } = frame;
    this.#effects.push(() => {
      this.#cancel(number);
      if (this.#closed || !this.#live(number)) return;
      this.#timers.set(
        number,
        this.#around.clock.at(due, () => this.#wakeUp(number)),
      );
    });
  }

  beginChild(frame: Frame, index: number): void {
    const { number } = frame;
    this.#effects.push(() => this.#around.beginChild(this.execution, number, index));
  }

  stopChildren(keys: string[]): void {
    this.#effects.push(() => this.#around.stopChildren(keys));
  }

  // What happens to the execution. Each resolves when it is on disk.

  start(fact: ExecutionStarted): Promise<void> {
    return this.#post(() => {
      this.#record(fact, 0, 0);
      this.#armExpiry();
    });
  }

  /** Goes on after a restart: waits again for what it waited for, and carries out again what had not answered. */
  resume(): Promise<void> {
    return this.#post(() => {
      this.#armExpiry();
      for (const frame of this.execution.frames.values()) {
        if (!isLive(frame)) continue;
        for (const index of frame.fork?.children.keys() ?? []) this.beginChild(frame, index);
        if (frame.phase === 'wait' || frame.phase === 'retry') this.wake(frame, frame.due);
        else if (frame.phase !== 'task') this.execution.queue(frame);
        else {
          if (frame.state.type === 'Task' && frame.state.resource.pattern === 'request') {
            this.emit(frame, { type: 'TaskBegunAgain' });
          }
          wakeTask(this, frame);
          if (!frame.task?.submitted || frame.task.child !== undefined) this.begin(frame);
        }
      }
    });
  }

  /** Whether the token was that of a task under way. */
  async useToken(number: number, token: string, act: TokenAct): Promise<boolean> {
    let accepted = false;
    await this.#post(async () => {
      const frame = this.#live(number);
      if (frame?.state.type !== 'Task' || frame.task?.token !== token) return;
      if (act.act === 'heartbeat') heartbeat(this, frame);
      else if (act.act === 'fail') await failTask(this, frame, act);
      else await succeedTask(this, frame, frame.state, act.output);
      accepted = true;
    });
    return accepted;
  }

  /** The execution that a task started has ended. */
  async endChild(number: number, scheduled: number, started: Json, outcome: TaskOutcome): Promise<void> {
    await this.#post(async () => {
      const frame = this.#live(number);
      if (frame?.state.type !== 'Task' || frame.task?.scheduled !== scheduled) return;
      if (frame.state.resource.pattern === 'request') return;
      if (!frame.task.submitted) this.emit(frame, { type: 'TaskSubmitted', output: started });
      if (outcome.ok) await succeedTask(this, frame, frame.state, outcome.output);
      else await failTask(this, frame, outcome);
    });
  }

  /** Records what came of an item of a map run, and lets the map go on. */
  async endItem(number: number, fact: Fact & { type: 'ChildSucceeded' | 'ChildFailed' }): Promise<void> {
    await this.#post(() => {
      const frame = this.#live(number);
      if (frame?.fork?.children.get(fact.index) === fact.child && !frame.fork.abandoned) this.emit(frame, fact);
    });
  }

  /** Opens an ended execution again, at what failed. */
  async redrive(): Promise<void> {
    await this.#post(() => {
      const count = this.execution.redrives + 1;
      this.#record({ type: 'ExecutionRedriven', count }, 0, this.execution.nextEvent - 1);
      this.#armExpiry();
      for (const frame of this.execution.frames.values()) {
        const mapRun = frame.fork?.mapRun;
        if (mapRun !== undefined && isLive(frame)) this.emit(frame, { type: 'MapRunRedriven', mapRun, count });
      }
    }, 'also when ended');
  }

  async stop(error: string | undefined, cause: string | undefined): Promise<void> {
    await this.#post(() => this.#end({ type: 'ExecutionAborted', error, cause }));
  }

  /** Waits until everything posted so far is on disk. */
  async settle(): Promise<void> {
    await this.#post(() => {});
  }

  /** Whether it is at work on something that happened. */
  isBusy(): boolean {
    return this.#busy || this.#closed;
  }

  /** Takes no further part: the cloud closes, or it rests. What was under way is taken up by the next start. */
  halt(): void {
    this.#closed = true;
    this.#expiry?.();
    for (const number of this.#timers.keys()) this.#cancel(number);
  }

  async #endAttempt(number: number, scheduled: number, outcome: TaskOutcome): Promise<void> {
    await this.#post(async () => {
      const frame = this.#live(number);
      if (frame?.state.type !== 'Task' || frame.task?.scheduled !== scheduled) return;
      await endAttempt(this, frame, frame.state, outcome);
    });
  }

  #wakeUp(number: number): void {
    this.#timers.delete(number);
    this.#post(() => {
      const frame = this.#live(number);
      if (frame) this.execution.queue(frame);
    }).catch(() => {}); // it stalled; a resume waits anew for what is due
  }

  #armExpiry(): void {
    const due = this.execution.expires();
    this.#effects.push(() => {
      this.#expiry = this.#around.clock.at(due, () => {
        this.#post(() => this.#end({ type: 'ExecutionTimedOut', error: 'States.Timeout' })).catch(() => {}); // as above
      });
    });
  }

  #end(fact: Fact & { type: 'ExecutionAborted' | 'ExecutionTimedOut' }): void {
    const children: string[] = [];
    for (const { task, fork } of this.execution.frames.values()) {
      if (task?.child !== undefined) children.push(task.child);
      if (fork) children.push(...fork.children.values());
    }
    this.#record(fact, 0, 0);
    this.stopChildren(children);
  }

  #record(fact: Fact, frame: number, prev: number): void {
    const stamp: Stamp = { at: this.#instant, frame };
    if (!HIDDEN.has(fact.type)) {
      stamp.id = this.execution.nextEvent;
      stamp.prev = prev;
      if (stamp.id >= EVENT_LIMIT && !LAST.has(fact.type)) throw new HistoryFull();
    }
    const change: Change = Object.assign(stamp, fact);
    this.#changes.push(change);
    this.execution.apply(change);
  }

  /** A frame, if what happens to it still counts. */
  #live(number: number): Frame | undefined {
    const frame = this.execution.frames.get(number);
    return frame && isLive(frame) ? frame : undefined;
  }

  #cancel(number: number): void {
    this.#timers.get(number)?.();
    this.#timers.delete(number);
  }

  #cancelForgotten(): void {
    for (const number of this.#timers.keys()) if (!this.#live(number)) this.#cancel(number);
  }

  #post(work: () => Promise<void> | void, when: Post['when'] = 'while running'): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new JournalError(`Execution ${this.execution.key} stands still.`));
        return;
      }
      this.#inbox.push({ work, when, resolve, reject });
      if (this.#busy) return;
      this.#busy = true;
      this.#around.clock.track(this.#pump());
    });
  }

  async #pump(): Promise<void> {
    try {
      do {
        await this.#work();
        await this.#commit();
      } while (!this.#closed && (this.#inbox.length > 0 || this.execution.hasReady()));
    } catch (error) {
      this.halt();
      for (const { reject } of this.#answers) reject(error);
      this.#around.stalled(this); // nothing that is not on disk has left it: it can go on from there
    }
    this.#busy = false;
    for (const { reject } of this.#inbox) reject(new JournalError(`Execution ${this.execution.key} stands still.`));
    if (this.#closed) return;
    if (this.execution.status === 'RUNNING') {
      this.#around.idle(this);
      return;
    }
    this.halt();
    this.#around.ended(this);
  }

  /** Takes what came in first, then lets every frame that can take a step take one, in turn. */
  async #work(): Promise<void> {
    for (;;) {
      const inbox = this.#inbox;
      this.#inbox = [];
      for (const post of inbox) {
        if (this.execution.status === 'RUNNING' || post.when === 'also when ended') await this.#guard(post.work);
        this.#answers.push(post);
      }
      if (!this.execution.hasReady() || this.#changes.length >= COMMIT_AFTER) return;
      for (const frame of this.execution.takeReady()) {
        if (this.execution.status !== 'RUNNING') return;
        if (this.#live(frame.number) === frame) await this.#guard(() => takeStep(this, frame));
      }
    }
  }

  async #commit(): Promise<void> {
    const changes = this.#changes;
    const effects = this.#effects;
    this.#changes = [];
    this.#effects = [];
    const written = changes.length > 0 ? this.#around.append(this.execution.key, changes) : undefined;
    if (written) await written;
    const answers = this.#answers;
    this.#answers = [];
    if (!this.#closed) for (const effect of effects) effect();
    for (const { resolve } of answers) resolve();
  }

  /** A history without room, or an error of ours, ends the execution rather than leaving it standing. */
  async #guard(work: () => Promise<void> | void): Promise<void> {
    this.#instant = this.#around.clock.now();
    try {
      await work();
    } catch (thrown) {
      if (this.execution.status !== 'RUNNING') throw thrown;
      const cause =
        thrown instanceof HistoryFull
          ? `The execution reached the maximum number of history events (${EVENT_LIMIT}).`
          : `The interpreter failed: ${thrown instanceof Error ? thrown.stack : thrown}`;
      this.#record({ type: 'ExecutionFailed', error: 'States.Runtime', cause }, 0, this.execution.nextEvent - 1);
    }
  }
}
