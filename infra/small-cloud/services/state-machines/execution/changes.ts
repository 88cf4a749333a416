import type { State } from '../definition/definition.ts';
import { isObject, type Json, type JsonObject } from '../expressions/json.ts';

/**
 * What the journal holds: everything that happens to an execution, in order. A change with an `id` is an event of
 * the execution's history; the others are what AWS keeps to itself. Field values are never changed in place.
 */
export type Change = Stamp & Fact;

export interface Stamp {
  /** Milliseconds since 1970. */
  at: number;
  /** The frame it happened to: 0 is the execution itself, the others branches and iterations. */
  frame: number;
  id?: number;
  /** The event before it, as histories tell. */
  prev?: number;
}

type Kind = State['type'];
export interface Failure {
  error?: string | undefined;
  cause?: string | undefined;
}

/** Who waits for an execution: a task of another one, or an item of its map run. */
export interface Parent {
  execution: string;
  frame: number;
  /** The event that scheduled the task, or the item's number in the map run. */
  place: number;
  /** `machine/label:id` */
  mapRun?: string;
}

export type Fact =
  | ExecutionStarted
  | { type: 'StateEntered'; kind: Kind; state: string; input: Json }
  | { type: 'StateExited'; kind: Kind; state: string; output: Json; variables?: JsonObject; next?: string }
  | ({ type: 'EvaluationFailed'; state: string; location?: string } & Failure)
  | { type: 'WaitBegun'; due: number }
  | { type: 'RetryScheduled'; due: number; retrier: number }
  | ({ type: 'FrameFailed' } & Failure)
  | TaskScheduled
  | { type: 'TaskStarted' }
  | { type: 'TaskSubmitted'; output: Json }
  | { type: 'TaskHeartbeat' }
  /** An attempt that had not answered when the machine stopped is made again, with its whole time. */
  | { type: 'TaskBegunAgain' }
  | { type: 'TaskSucceeded'; output: Json }
  | ({ type: 'TaskFailed' | 'TaskTimedOut' } & Failure)
  | { type: 'StateAborted'; kind: Kind }
  | { type: 'ParallelStarted'; branches: number; input: Json }
  | { type: 'MapStarted'; items: Json[]; length: number; limits: MapLimits }
  | { type: 'IterationStarted'; state: string; index: number; input: Json }
  | { type: 'IterationSucceeded' | 'IterationAborted'; state: string; index: number; child: number }
  | { type: 'IterationFailed'; state: string; index: number; child: number; tolerated: boolean }
  | { type: 'BranchSucceeded'; child: number }
  | { type: 'ForkAbandoned'; last: number }
  | { type: 'ForkSucceeded' | 'ForkFailed'; kind: 'Parallel' | 'Map' }
  | { type: 'MapRunStarted'; mapRun: string }
  | { type: 'ChildStarted'; index: number; child: string }
  | { type: 'ChildSucceeded'; index: number; child: string; output: Json }
  | ({ type: 'ChildFailed'; index: number; child: string; status: string } & Failure)
  | { type: 'MapRunSucceeded'; mapRun: string }
  | ({ type: 'MapRunFailed'; mapRun: string } & Failure)
  | { type: 'MapRunRedriven'; mapRun: string; count: number }
  | { type: 'ExecutionSucceeded'; output: Json }
  | ({ type: 'ExecutionFailed' | 'ExecutionTimedOut' | 'ExecutionAborted' } & Failure)
  | { type: 'ExecutionRedriven'; count: number };

export interface ExecutionStarted {
  type: 'ExecutionStarted';
  input: string;
  machine: string;
  /** The hash of the definition that it follows. */
  definition: string;
  /** The distributed Map state of that definition whose item it works on. */
  mapState?: string;
  roleArn: string;
  /** The version that it was started as, if by its ARN or an alias's. */
  version?: number;
  alias?: string;
  parent?: Parent;
}

export interface TaskScheduled {
  type: 'TaskScheduled';
  resource: string;
  parameters: Json;
  timeoutSeconds?: number;
  heartbeatSeconds?: number;
  token?: string;
  /** The name of the execution that it starts. */
  child?: string;
}

export interface MapLimits {
  /** How many at a time. */
  concurrency: number;
  failures: number | undefined;
  percentage: number | undefined;
  /** How many items there are. */
  total: number;
}

/** Whether a list read from a journal line, whose checksum held, is a list of changes. */
export function isChangeList(value: unknown): value is Change[] {
  return Array.isArray(value) && value.every((item) => isObject(item) && typeof item.type === 'string');
}
