import type { Workflow } from '../definition/definition.ts';
import type { Json } from '../expressions/json.ts';
import type { Change } from './changes.ts';
import { createFork, type Fork, type Frame, type FrameTable } from './frames.ts';

/** Applies a change to the children of a Parallel or Map state. */
export function applyToFork(table: FrameTable, frame: Frame, change: Change): void {
  switch (change.type) {
    case 'ParallelStarted': {
      if (frame.state.type !== 'Parallel') throw new Error(`'${frame.state.name}' is no Parallel state.`);
      const fork = beginFork(frame, change.id ?? 0, change.branches);
      for (const [index, branch] of frame.state.branches.entries()) {
        addChild(table, frame, fork, { index, workflow: branch, input: change.input, after: change.id ?? 0 });
      }
      return;
    }
    case 'MapStarted': {
      const fork = beginFork(frame, change.id ?? 0, change.items.length);
      fork.items = change.items;
      fork.limits = change.limits;
      table.queue(frame);
      return;
    }
    case 'IterationStarted': {
      if (frame.state.type !== 'Map') throw new Error(`'${frame.state.name}' is no Map state.`);
      const fork = forkOf(frame);
      const { index, input } = change;
      const child = { index, workflow: frame.state.processor, input, after: change.id ?? 0 };
      addChild(table, frame, fork, child).item = { Index: index, Value: fork.items[index] ?? null };
      fork.next = index + 1;
      return;
    }
    case 'IterationSucceeded':
    case 'BranchSucceeded': {
      const fork = forkOf(frame);
      const child = table.frame(change.child);
      fork.results[child.index] = child.value;
      fork.succeeded += 1;
      if (change.type === 'BranchSucceeded') frame.lastEvent = child.lastEvent;
      removeChild(table, fork, child);
      return;
    }
    case 'IterationFailed': {
      if (!change.tolerated) return; // it fails the state, and is kept for a redrive
      const fork = forkOf(frame);
      const child = table.frame(change.child);
      fork.results[child.index] = { Error: child.failure?.error ?? null, Cause: child.failure?.cause ?? null };
      fork.failed += 1;
      removeChild(table, fork, child);
      return;
    }
    case 'ForkAbandoned':
      forkOf(frame).abandoned = true;
      frame.lastEvent = change.last;
      return;
    default:
      applyToMapRun(table, frame, change);
      return;
  }
}

/** Applies a change to the child tables of a distributed Map. */
function applyToMapRun(table: FrameTable, frame: Frame, change: Change): void {
  switch (change.type) {
    case 'MapRunStarted':
      forkOf(frame).mapRun = change.mapRun;
      return;
    case 'ChildStarted': {
      const fork = forkOf(frame);
      if (fork.again[0] === change.index) fork.again.shift();
      else fork.next = change.index + 1;
      fork.children.set(change.index, change.child);
      return;
    }
    case 'ChildSucceeded': {
      const fork = forkOf(frame);
      fork.children.delete(change.index);
      fork.results[change.index] = change.output;
      fork.succeeded += 1;
      table.queue(frame);
      return;
    }
    case 'ChildFailed': {
      const fork = forkOf(frame);
      fork.children.delete(change.index);
      fork.results[change.index] = { Error: change.error ?? null, Cause: change.cause ?? null };
      fork.failed += 1;
      fork.failedItems.push(change.index);
      table.queue(frame);
      return;
    }
    default:
      return;
  }
}

/** Lets the items that failed, and those whose executions were stopped, be worked on again. */
export function reviveMapRun(fork: Fork): void {
  if (fork.mapRun === undefined) return;
  fork.again = [...fork.failedItems, ...fork.children.keys()].sort((a, b) => a - b);
  fork.failedItems = [];
  fork.children.clear();
  fork.failed = 0;
}

function forkOf(frame: Frame): Fork {
  if (!frame.fork) throw new Error(`'${frame.state.name}' has no branches under way.`);
  return frame.fork;
}

function beginFork(frame: Frame, started: number, total: number): Fork {
  const fork = createFork(started, total);
  frame.phase = 'forked';
  frame.fork = fork;
  return fork;
}

interface Child {
  index: number;
  workflow: Workflow;
  input: Json;
  after: number;
}

function addChild(table: FrameTable, frame: Frame, fork: Fork, { index, workflow, input, after }: Child): Frame {
  const child = table.open(workflow, input, after);
  child.parent = frame;
  child.index = index;
  fork.live.set(index, child);
  return child;
}

function removeChild(table: FrameTable, fork: Fork, child: Frame): void {
  fork.followed = child.lastEvent;
  if (fork.ended[0] === child) fork.ended.shift();
  else fork.ended = fork.ended.filter((ended) => ended !== child);
  fork.live.delete(child.index);
  table.frames.delete(child.number);
}
