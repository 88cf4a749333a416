import type { State, Workflow } from '../definition/definition.ts';
import type { Json, JsonObject } from '../expressions/json.ts';
import type { Failure, MapLimits } from './changes.ts';

/**
 * Where one line of an execution stands: the execution itself, a branch or an iteration.
 * `entering` a state, `running` it, waiting for a `task`, a `wait` or a `retry`, `forked` into children, at the end.
 */
type Phase = 'entering' | 'running' | 'task' | 'wait' | 'retry' | 'forked' | 'done' | 'failed';

export interface Frame {
  number: number;
  parent: Frame | undefined;
  /** The branch or iteration that it is of its parent. */
  index: number;
  item: { Index: number; Value: Json } | undefined;
  workflow: Workflow;
  phase: Phase;
  /** The state that it is in; at first the one that it will enter. */
  state: State;
  /** The input of the state; once done, the output of the frame. */
  value: Json;
  variables: JsonObject | undefined;
  lastEvent: number;
  entered: { id: number; prev: number; at: number };
  /** When a wait or a pause before a retry ends. */
  due: number;
  retryCount: number;
  attempts: Map<number, number>;
  task: OpenTask | undefined;
  fork: Fork | undefined;
  failure: Failure | undefined;
  queued: boolean;
}

interface OpenTask {
  scheduled: number;
  parameters: Json;
  token: string | undefined;
  child: string | undefined;
  timeoutSeconds: number | undefined;
  due: number | undefined;
  heartbeatSeconds: number | undefined;
  heartbeatDue: number | undefined;
  submitted: boolean;
}

/** The children of a Parallel or Map state that is under way. */
export interface Fork {
  started: number;
  total: number;
  items: Json[];
  limits: MapLimits;
  next: number;
  live: Map<number, Frame>;
  /** Children at their end, not yet dealt with. */
  ended: Frame[];
  results: Json[];
  succeeded: number;
  failed: number;
  /** The event that the next iteration follows. */
  followed: number;
  mapRun: string | undefined;
  /** Child executions that have not ended: their keys, by index. */
  children: Map<number, string>;
  /** Items of a map run to be worked on again after a redrive. */
  again: number[];
  failedItems: number[];
  /** Given up: what its children still do counts no more. They are kept in case the execution is redriven. */
  abandoned: boolean;
}

export function createFrame(number: number, workflow: Workflow, state: State, value: Json, lastEvent: number): Frame {
  return {
    number,
    parent: undefined,
    index: 0,
    item: undefined,
    workflow,
    phase: 'entering',
    state,
    value,
    variables: undefined,
    lastEvent,
    entered: { id: 0, prev: 0, at: 0 },
    due: 0,
    retryCount: 0,
    attempts: new Map(),
    task: undefined,
    fork: undefined,
    failure: undefined,
    queued: false,
  };
}

export function createFork(started: number, total: number): Fork {
  return {
    started,
    total,
    items: [],
    limits: { concurrency: 0, failures: undefined, percentage: undefined, total },
    next: 0,
    live: new Map(),
    ended: [],
    results: [],
    succeeded: 0,
    failed: 0,
    followed: started,
    mapRun: undefined,
    children: new Map(),
    again: [],
    failedItems: [],
    abandoned: false,
  };
}

/** What applying a change to a frame needs of its execution. */
export interface FrameTable {
  readonly frames: Map<number, Frame>;
  frame(number: number): Frame;
  /** Adds a frame at the start of a workflow. */
  open(workflow: Workflow, value: Json, lastEvent: number): Frame;
  /** Lets a frame take its next step. */
  queue(frame: Frame): void;
}

/** Whether what happens to a frame still counts. */
export function isLive(frame: Frame): boolean {
  for (let at = frame; at.parent; at = at.parent) {
    const { fork } = at.parent;
    if (!fork || fork.abandoned || fork.live.get(at.index) !== at) return false;
  }
  return true;
}

/** Forgets a frame's children and theirs. */
export function forgetChildren(table: FrameTable, frame: Frame): void {
  for (const child of frame.fork?.live.values() ?? []) {
    forgetChildren(table, child);
    table.frames.delete(child.number);
  }
  frame.fork = undefined;
}
