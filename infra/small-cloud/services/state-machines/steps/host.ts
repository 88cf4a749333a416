import type { Fact } from '../execution/changes.ts';
import type { Execution } from '../execution/execution.ts';
import type { Frame } from '../execution/frames.ts';
import type { Arns } from './scope.ts';

/** What the decisions of a step are told to: nothing that they ask for happens before the changes are on disk. */
export interface Host {
  readonly execution: Execution;
  readonly arns: Arns;
  now(): number;
  /** Why its role may not start executions of its own machine; undefined if it may. */
  refuseStart(): string | undefined;
  /** Records a change, after the frame's last event if not told otherwise. */
  emit(frame: Frame, fact: Fact, prev?: number): void;
  /** Carries out the frame's task. */
  begin(frame: Frame): void;
  /** Lets the frame take a step at `due`. */
  wake(frame: Frame, due: number): void;
  /** Starts the child execution of an item of a map run. */
  beginChild(frame: Frame, index: number): void;
  /** Stops child executions that nobody waits for any more. */
  stopChildren(keys: string[]): void;
}
