import type { ExpressionTemplate } from '../expressions/templates.ts';

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
  output: ExpressionTemplate | undefined;
  assign: ExpressionTemplate | undefined;
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
  error: ExpressionTemplate | undefined;
  cause: ExpressionTemplate | undefined;
}

export interface WaitState extends Onward {
  type: 'Wait';
  seconds: ExpressionTemplate | undefined;
  timestamp: ExpressionTemplate | undefined;
}

export interface ChoiceState extends Onward {
  type: 'Choice';
  choices: (Outcome & { condition: ExpressionTemplate; next: string })[];
}

export interface TaskState extends Recoverable {
  type: 'Task';
  resource: Resource;
  arguments: ExpressionTemplate | undefined;
  timeoutSeconds: ExpressionTemplate | undefined;
  heartbeatSeconds: ExpressionTemplate | undefined;
}

export interface ParallelState extends Recoverable {
  type: 'Parallel';
  arguments: ExpressionTemplate | undefined;
  branches: Workflow[];
}

export interface MapState extends Recoverable {
  type: 'Map';
  distributed: boolean;
  label: string;
  items: ExpressionTemplate | undefined;
  itemSelector: ExpressionTemplate | undefined;
  processor: Workflow;
  maxConcurrency: ExpressionTemplate | undefined;
  toleratedFailureCount: ExpressionTemplate | undefined;
  toleratedFailurePercentage: ExpressionTemplate | undefined;
  batch:
    | {
        items: ExpressionTemplate | undefined;
        bytes: ExpressionTemplate | undefined;
        input: ExpressionTemplate | undefined;
      }
    | undefined;
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
