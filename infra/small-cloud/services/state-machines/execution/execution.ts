import type { State, Workflow } from '../definition/definition.ts';
import { type Json, parseJson } from '../expressions/json.ts';
import type { Change, Failure, Parent } from './changes.ts';
import { applyToFork, reviveMapRun } from './fork-changes.ts';
import { createFrame, type Frame, type FrameTable, forgetChildren } from './frames.ts';

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** So long AWS lets an execution be open. What is to take longer goes on in another one. */
export const LONGEST_EXECUTION = 365 * 86_400_000;

/** Events that hang beside a frame's line of events instead of extending it. */
const BESIDE = new Set<Change['type']>([
  ...(['StateAborted', 'IterationAborted', 'IterationStarted', 'ForkSucceeded', 'MapRunSucceeded'] as const),
]);

/**
 * One execution, folded from its changes. `apply` is the only thing that changes it, and it decides nothing: to
 * replay a journal is to apply its changes again, without evaluating an expression.
 */
export class Execution implements FrameTable {
  /** `machine:name`; the ARN is this behind a prefix. */
  readonly key: string;
  readonly workflow: Workflow;
  status: Status = 'RUNNING';
  machine = '';
  definition = '';
  roleArn = '';
  version: number | undefined;
  alias: string | undefined;
  parent: Parent | undefined;
  /** As given by the caller, to the letter. */
  input = '';
  output: Json | undefined;
  failure: Failure | undefined;
  started = 0;
  stopped: number | undefined;
  redriven: number | undefined;
  redrives = 0;
  /** Keys of its map runs. */
  readonly mapRuns: string[] = [];
  nextEvent = 1;
  readonly frames = new Map<number, Frame>();
  #nextFrame = 0;
  #ready: Frame[] = [];
  #inputValue: Json | undefined;

  constructor(key: string, workflow: Workflow) {
    this.key = key;
    this.workflow = workflow;
  }

  /** The parsed input. */
  inputValue(): Json {
    this.#inputValue ??= parseJson(this.input);
    return this.#inputValue;
  }

  /** When its time is up: its workflow's own limit, and a year after its start in any case. */
  expires(): number {
    const { timeoutSeconds = Number.POSITIVE_INFINITY } = this.workflow;
    return Math.min((this.redriven ?? this.started) + timeoutSeconds * 1000, this.started + LONGEST_EXECUTION);
  }

  /** Takes the frames that may have a step to take, in the order in which they became ready. */
  takeReady(): Frame[] {
    const ready = this.#ready;
    this.#ready = [];
    for (const frame of ready) frame.queued = false;
    return ready;
  }

  hasReady(): boolean {
    return this.#ready.length > 0;
  }

  frame(number: number): Frame {
    const frame = this.frames.get(number);
    if (!frame) throw new Error(`Execution ${this.key} has no frame ${number}.`);
    return frame;
  }

  /** Adds a frame at the start of a workflow. */
  open(workflow: Workflow, value: Json, lastEvent: number): Frame {
    const frame = createFrame(this.#nextFrame++, workflow, stateOf(workflow, workflow.startAt), value, lastEvent);
    this.frames.set(frame.number, frame);
    this.queue(frame);
    return frame;
  }

  queue(frame: Frame): void {
    if (frame.queued) return;
    frame.queued = true;
    this.#ready.push(frame);
  }

  apply(change: Change): void {
    if (change.id !== undefined) this.nextEvent = change.id + 1;
    if (change.type === 'ExecutionStarted') {
      this.machine = change.machine;
      this.definition = change.definition;
      this.roleArn = change.roleArn;
      this.version = change.version;
      this.alias = change.alias;
      this.parent = change.parent;
      this.input = change.input;
      this.started = change.at;
      this.open(this.workflow, this.inputValue(), 0);
      return;
    }
    const frame = this.frame(change.frame);
    if (change.id !== undefined && !BESIDE.has(change.type)) frame.lastEvent = change.id;
    switch (change.type) {
      case 'StateEntered':
        frame.entered = { id: change.id ?? 0, prev: change.prev ?? 0, at: change.at };
        frame.retryCount = 0;
        frame.attempts.clear();
        frame.phase = 'running';
        this.queue(frame);
        return;
      case 'StateExited':
        if (change.variables) frame.variables = { ...frame.variables, ...change.variables };
        frame.value = change.output;
        frame.task = undefined;
        forgetChildren(this, frame);
        if (change.next === undefined) {
          this.#end(frame, 'done');
          return;
        }
        frame.state = stateOf(frame.workflow, change.next);
        frame.phase = 'entering';
        this.queue(frame);
        return;
      case 'WaitBegun':
        frame.phase = 'wait';
        frame.due = change.due;
        return;
      case 'RetryScheduled':
        frame.phase = 'retry';
        frame.due = change.due;
        forgetChildren(this, frame);
        frame.retryCount += 1;
        frame.attempts.set(change.retrier, (frame.attempts.get(change.retrier) ?? 0) + 1);
        return;
      case 'FrameFailed':
        frame.failure = { error: change.error, cause: change.cause };
        this.#end(frame, 'failed');
        return;
      case 'TaskScheduled':
      case 'TaskSubmitted':
      case 'TaskHeartbeat':
      case 'TaskBegunAgain':
      case 'TaskSucceeded':
      case 'TaskFailed':
      case 'TaskTimedOut':
        applyToTask(frame, change);
        return;
      case 'ExecutionSucceeded':
        this.output = change.output;
        this.#close('SUCCEEDED', change.at);
        return;
      case 'ExecutionFailed':
        this.failure = { error: change.error, cause: change.cause };
        this.#close('FAILED', change.at);
        return;
      case 'ExecutionTimedOut':
        this.failure = { error: change.error, cause: change.cause };
        this.#close('TIMED_OUT', change.at);
        return;
      case 'ExecutionAborted':
        this.failure = { error: change.error, cause: change.cause };
        this.#close('ABORTED', change.at);
        return;
      case 'ExecutionRedriven':
        this.#redrive(change.at, change.id ?? 0);
        return;
      case 'MapRunStarted':
        this.mapRuns.push(change.mapRun);
        applyToFork(this, frame, change);
        return;
      default:
        applyToFork(this, frame, change);
        return;
    }
  }

  #end(frame: Frame, phase: 'done' | 'failed'): void {
    frame.phase = phase;
    frame.parent?.fork?.ended.push(frame);
    this.queue(frame.parent ?? frame);
  }

  #close(status: Status, at: number): void {
    this.status = status;
    this.stopped = at;
    this.takeReady();
  }

  /** Opens it again where it failed or was stopped; what its other branches have done is kept. */
  #redrive(at: number, id: number): void {
    this.status = 'RUNNING';
    this.stopped = undefined;
    this.output = undefined;
    this.failure = undefined;
    this.redriven = at;
    this.redrives += 1;
    this.#revive(this.frame(0), id);
  }

  #revive(frame: Frame, lastEvent: number): void {
    frame.lastEvent = lastEvent;
    this.queue(frame);
    if (frame.phase === 'entering') return;
    frame.failure = undefined;
    frame.task = undefined;
    frame.attempts.clear();
    if (!frame.fork) {
      frame.phase = 'running';
      return;
    }
    frame.phase = 'forked';
    frame.fork.abandoned = false;
    frame.fork.ended = frame.fork.ended.filter((child) => child.phase === 'done');
    reviveMapRun(frame.fork);
    for (const child of frame.fork.live.values()) if (child.phase !== 'done') this.#revive(child, lastEvent);
  }
}

function stateOf(workflow: Workflow, name: string): State {
  const state = workflow.states.get(name);
  if (!state) throw new Error(`There is no state '${name}'.`);
  return state;
}

function applyToTask(frame: Frame, change: Change): void {
  const { task } = frame;
  switch (change.type) {
    case 'TaskScheduled': {
      const { timeoutSeconds, heartbeatSeconds } = change;
      frame.phase = 'task';
      frame.task = {
        scheduled: change.id ?? 0,
        parameters: change.parameters,
        token: change.token,
        child: change.child,
        timeoutSeconds,
        due: timeoutSeconds === undefined ? undefined : change.at + timeoutSeconds * 1000,
        heartbeatSeconds,
        heartbeatDue: heartbeatSeconds === undefined ? undefined : change.at + heartbeatSeconds * 1000,
        submitted: false,
      };
      return;
    }
    case 'TaskSubmitted':
      if (task) task.submitted = true;
      return;
    case 'TaskBegunAgain':
      if (task?.timeoutSeconds !== undefined) task.due = change.at + task.timeoutSeconds * 1000;
      return;
    case 'TaskHeartbeat':
      if (task?.heartbeatSeconds !== undefined) task.heartbeatDue = change.at + task.heartbeatSeconds * 1000;
      return;
    default:
      frame.task = undefined;
  }
}
