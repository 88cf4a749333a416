import type { Template } from '../expressions/templates.ts';

/** A state machine, a branch of a Parallel or the processor of a Map. */
export interface Workflow {
  startAt: string;
  states: Map<string, State>;
  timeoutSeconds: number | undefined;
}

export interface Retrier {
  errors: string[];
  intervalSeconds: number;
  maxAttempts: number;
  backoffRate: number;
  maxDelaySeconds: number | undefined;
  fullJitter: boolean;
}

interface Outcome {
  output: Template | undefined;
  assign: Template | undefined;
}

export interface Catcher extends Outcome {
  errors: string[];
  next: string;
}

interface Named {
  name: string;
}

interface Onward extends Named, Outcome {
  /** The next state, or undefined if this one ends its workflow. */
  next: string | undefined;
}

interface Recoverable extends Onward {
  retry: Retrier[];
  catch: Catcher[];
}

export interface Resource {
  arn: string;
  /** `lambda` for a function's ARN, else the service and action, such as `lambda:invoke`. */
  integration: string;
  pattern: 'request' | 'token' | 'sync' | 'sync2';
}

interface PassState extends Onward {
  type: 'Pass';
}

interface SucceedState extends Onward {
  type: 'Succeed';
}

export interface FailState extends Named {
  type: 'Fail';
  error: Template | undefined;
  cause: Template | undefined;
}

export interface WaitState extends Onward {
  type: 'Wait';
  seconds: Template | undefined;
  timestamp: Template | undefined;
}

export interface ChoiceState extends Onward {
  type: 'Choice';
  choices: (Outcome & { condition: Template; next: string })[];
}

export interface TaskState extends Recoverable {
  type: 'Task';
  resource: Resource;
  arguments: Template | undefined;
  timeoutSeconds: Template | undefined;
  heartbeatSeconds: Template | undefined;
}

export interface ParallelState extends Recoverable {
  type: 'Parallel';
  arguments: Template | undefined;
  branches: Workflow[];
}

export interface MapState extends Recoverable {
  type: 'Map';
  distributed: boolean;
  label: string;
  items: Template | undefined;
  itemSelector: Template | undefined;
  processor: Workflow;
  maxConcurrency: Template | undefined;
  toleratedFailureCount: Template | undefined;
  toleratedFailurePercentage: Template | undefined;
  batch: { items: Template | undefined; bytes: Template | undefined; input: Template | undefined } | undefined;
}

export type State =
  | PassState
  | SucceedState
  | FailState
  | WaitState
  | ChoiceState
  | TaskState
  | ParallelState
  | MapState;
export type RecoverableState = TaskState | ParallelState | MapState;
