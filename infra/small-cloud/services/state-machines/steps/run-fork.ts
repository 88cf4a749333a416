import type { MapState, ParallelState } from '../definition/definition.ts';
import type { Fork, Frame } from '../execution/frames.ts';
import type { Json } from '../expressions/json.ts';
import { EvaluationError, StateError } from '../expressions/state-error.ts';
import { type ExpressionTemplate, fill, fillAs } from '../expressions/templates.ts';
import { exitState } from './exit-state.ts';
import type { Host } from './host.ts';
import { tolerates } from './map-limits.ts';
import { handleError } from './retry-and-catch.ts';
import { advanceMapRun, startMapRun } from './run-map-run.ts';
import { createScope } from './scope.ts';

export async function runParallel(host: Host, frame: Frame, state: ParallelState): Promise<void> {
  const scope = createScope(host.execution, frame, host.now(), host.arns);
  const input = state.arguments ? await fill(state.arguments, scope) : frame.value;
  host.emit(frame, { type: 'ParallelStarted', branches: state.branches.length, input });
}

export async function runMap(host: Host, frame: Frame, state: MapState): Promise<void> {
  const scope = createScope(host.execution, frame, host.now(), host.arns);
  const items = state.items ? await fillAs(state.items, 'array', scope) : frame.value;
  if (!Array.isArray(items)) {
    throw new EvaluationError(`Map state input must be an array but was: ${JSON.stringify(items)}`);
  }
  const number = async (template: ExpressionTemplate | undefined) => {
    const value = template && (await fillAs(template, 'number', scope));
    return typeof value === 'number' ? value : undefined;
  };
  const limits = {
    concurrency: (await number(state.maxConcurrency)) ?? 0,
    failures: await number(state.toleratedFailureCount),
    percentage: await number(state.toleratedFailurePercentage),
    total: items.length,
  };
  if (state.distributed) return startMapRun(host, frame, state, items, limits);
  host.emit(frame, { type: 'MapStarted', items, length: items.length, limits });
}

/** Deals with children at their end, starts the next ones, and ends the state when all are through. */
export async function advanceFork(host: Host, frame: Frame, state: MapState | ParallelState): Promise<void> {
  const { fork } = frame;
  if (!fork) return;
  if (state.type === 'Map' && state.distributed) return advanceMapRun(host, frame, fork, state);
  for (let child = fork.ended[0]; child; child = fork.ended[0]) {
    if (child.phase === 'done') settleChild(host, frame, child);
    else if (await failChild(host, frame, fork, child)) return;
  }
  if (state.type === 'Map') await startIterations(host, frame, fork, state);
  if (fork.succeeded + fork.failed < fork.total) return;
  const results = Array.from({ length: fork.total }, (_, index) => fork.results[index] ?? null);
  host.emit(frame, { type: 'ForkSucceeded', kind: state.type });
  await exitState(host, frame, results, state, state.next, { result: results });
}

function settleChild(host: Host, frame: Frame, child: Frame): void {
  const { type, name } = frame.state;
  if (type === 'Parallel') host.emit(frame, { type: 'BranchSucceeded', child: child.number });
  else
    host.emit(
      frame,
      { type: 'IterationSucceeded', state: name, index: child.index, child: child.number },
      child.lastEvent,
    );
}

/** Whether the state fails with this child. */
async function failChild(host: Host, frame: Frame, fork: Fork, child: Frame): Promise<boolean> {
  const { type, name } = frame.state;
  const last = child.lastEvent;
  if (type === 'Map') {
    const tolerated = tolerates(fork.limits, fork.failed + 1);
    const { number, index } = child;
    host.emit(frame, { type: 'IterationFailed', state: name, index, child: number, tolerated }, last);
    if (tolerated) return false;
    abort(host, frame, child, last);
  }
  for (const sibling of fork.live.values()) {
    if (type === 'Map' && sibling === child) continue;
    if (type === 'Map' && sibling.phase !== 'done') {
      host.emit(frame, { type: 'IterationAborted', state: name, index: sibling.index, child: sibling.number }, last);
    }
    abort(host, frame, sibling, last);
  }
  host.emit(frame, { type: 'ForkAbandoned', last });
  const { error, cause } = child.failure ?? {};
  await handleError(host, frame, new StateError(error, cause));
  return true;
}

/** Records that a state under way is given up, and gives up what it waits for. */
function abort(host: Host, frame: Frame, child: Frame, prev: number): void {
  const { type } = child.state;
  if (child.phase === 'done' || !(type === 'Task' || type === 'Wait' || type === 'Map' || type === 'Parallel')) return;
  for (const grandchild of child.fork?.live.values() ?? []) abort(host, frame, grandchild, prev);
  if (child.task?.child !== undefined) host.stopChildren([child.task.child]);
  host.emit(frame, { type: 'StateAborted', kind: type }, prev);
}

async function startIterations(host: Host, frame: Frame, fork: Fork, state: MapState): Promise<void> {
  const { concurrency } = fork.limits;
  while (fork.next < fork.total && (concurrency === 0 || fork.live.size < concurrency)) {
    const index = fork.next;
    const value: Json = fork.items[index] ?? null;
    const scope = createScope(host.execution, frame, host.now(), host.arns, { item: { Index: index, Value: value } });
    const input = state.itemSelector ? await fill(state.itemSelector, scope) : value;
    host.emit(frame, { type: 'IterationStarted', state: state.name, index, input }, fork.followed);
  }
}
