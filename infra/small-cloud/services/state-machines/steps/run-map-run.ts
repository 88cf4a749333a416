import { randomUUID } from 'node:crypto';
import type { MapState } from '../definition/definition.ts';
import type { MapLimits } from '../execution/changes.ts';
import type { Fork, Frame } from '../execution/frames.ts';
import { exceedsBytes, isJsonObject, type Json } from '../expressions/json.ts';
import { PAYLOAD_LIMIT, resultTooLarge, StateError } from '../expressions/state-error.ts';
import { type ExpressionTemplate, fill, fillAs } from '../expressions/templates.ts';
import { exitState } from './exit-state.ts';
import type { Host } from './host.ts';
import { tolerates } from './map-limits.ts';
import { handleError } from './retry-and-catch.ts';
import { createScope } from './scope.ts';

const MOST_AT_A_TIME = 10_000; // child executions, as on AWS

/** Starts a map run: each item, or batch of items, is worked on by an execution of its own. */
export async function startMapRun(
  host: Host,
  frame: Frame,
  state: MapState,
  items: Json[],
  limits: MapLimits,
): Promise<void> {
  const refusal = host.refuseStart();
  if (refusal !== undefined) throw new StateError('States.Runtime', refusal);
  const inputs: Json[] = [];
  for (const [index, value] of items.entries()) {
    const scope = createScope(host.execution, frame, host.now(), host.arns, { item: { Index: index, Value: value } });
    inputs.push(state.itemSelector ? await fill(state.itemSelector, scope) : value);
  }
  const children = state.batch ? await batch(host, frame, state.batch, inputs) : inputs;
  for (const input of children) if (exceedsBytes(input, PAYLOAD_LIMIT)) throw resultTooLarge(state.name);
  const mapRun = `${host.execution.machine}/${state.label}:${randomUUID()}`;
  host.emit(frame, { type: 'MapStarted', items: children, length: items.length, limits });
  host.emit(frame, { type: 'MapRunStarted', mapRun });
}

/** Puts as many items together as the limits of number and size allow. */
async function batch(
  host: Host,
  frame: Frame,
  limits: NonNullable<MapState['batch']>,
  inputs: Json[],
): Promise<Json[]> {
  const scope = createScope(host.execution, frame, host.now(), host.arns);
  const number = async (template: ExpressionTemplate | undefined) => {
    const value = template && (await fillAs(template, 'number', scope));
    return typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
  };
  const most = await number(limits.items);
  const bytes = Math.min(await number(limits.bytes), PAYLOAD_LIMIT);
  const shared = limits.input && (await fill(limits.input, scope));
  const wrap = (items: Json[]): Json =>
    shared === undefined ? { Items: items } : { BatchInput: shared, Items: items };
  const batches: Json[] = [];
  let items: Json[] = [];
  let length = 0;
  const empty = Buffer.byteLength(JSON.stringify(wrap([])));
  for (const input of inputs) {
    const own = Buffer.byteLength(JSON.stringify(input)) + 1;
    if (items.length > 0 && (items.length >= most || empty + length + own > bytes)) {
      batches.push(wrap(items));
      items = [];
      length = 0;
    }
    items.push(input);
    length += own;
  }
  if (items.length > 0) batches.push(wrap(items));
  return batches;
}

/** Starts further child executions, and ends the state when all are through or too many have failed. */
export async function advanceMapRun(host: Host, frame: Frame, fork: Fork, state: MapState): Promise<void> {
  const { mapRun = '' } = fork;
  const failed = fork.failedItems.reduce((sum, index) => sum + itemsIn(fork.items[index]), 0);
  if (!tolerates(fork.limits, failed)) return failMapRun(host, frame, fork, mapRun);
  const most = fork.limits.concurrency || MOST_AT_A_TIME;
  while (fork.children.size < most && (fork.again.length > 0 || fork.next < fork.total)) {
    const index = fork.again[0] ?? fork.next;
    host.emit(frame, {
      type: 'ChildStarted',
      index,
      child: `${host.execution.machine}/${state.label}:${randomUUID()}`,
    });
    host.beginChild(frame, index);
  }
  if (fork.succeeded + fork.failed < fork.total) return;
  const started = frame.lastEvent;
  host.emit(frame, { type: 'MapRunSucceeded', mapRun }, started);
  host.emit(frame, { type: 'ForkSucceeded', kind: 'Map' }, started + 1);
  const results = Array.from({ length: fork.total }, (_, index) => fork.results[index] ?? null);
  await exitState(host, frame, results, state, state.next, { result: results });
}

async function failMapRun(host: Host, frame: Frame, fork: Fork, mapRun: string): Promise<void> {
  const error = 'States.ExceedToleratedFailureThreshold';
  const cause = 'The specified tolerated failure threshold was exceeded';
  host.stopChildren([...fork.children.values()]);
  host.emit(frame, { type: 'MapRunFailed', mapRun, error, cause });
  host.emit(frame, { type: 'ForkAbandoned', last: frame.lastEvent });
  await handleError(host, frame, new StateError(error, cause));
}

/** How many items a child execution works on: those of its batch, if it is one. */
export function itemsIn(input: Json | undefined): number {
  return isJsonObject(input) && Array.isArray(input.Items) ? input.Items.length : 1;
}
