import type { Catcher, RecoverableState, Retrier } from '../definition/definition.ts';
import type { Frame } from '../execution/frames.ts';
import { EvaluationError, StateError } from '../expressions/state-error.ts';
import { exitState } from './exit-state.ts';
import type { Host } from './host.ts';

/** Errors that only their own name catches. */
const NOT_TASK_FAILURES = new Set([
  'States.Timeout',
  'States.HeartbeatTimeout',
  'States.Runtime',
  'States.QueryEvaluationError',
]);

function names(listed: string[], error: StateError): boolean {
  const { error: name, heartbeatLost } = error;
  return listed.some((entry) => {
    if (entry === 'States.ALL') return name !== 'States.Runtime';
    if (entry === 'States.TaskFailed') return name === undefined || !NOT_TASK_FAILURES.has(name);
    return entry === name || (heartbeatLost && entry === 'States.HeartbeatTimeout');
  });
}

/** Milliseconds before an attempt. `attempt` counts from 0. */
function pauseOf(retrier: Retrier, attempt: number): number {
  const grown = retrier.intervalSeconds * retrier.backoffRate ** attempt;
  const capped = Math.min(grown, retrier.maxDelaySeconds ?? Number.POSITIVE_INFINITY, 31_622_400);
  return 1000 * (retrier.fullJitter ? capped * Math.random() : capped);
}

/** Decides what follows a state's error: another attempt, a catcher's state, or the end of its frame. */
export async function handleError(host: Host, frame: Frame, error: StateError): Promise<void> {
  const { state } = frame;
  record(host, frame, error);
  if (state.type !== 'Task' && state.type !== 'Map' && state.type !== 'Parallel') return fail(host, frame, error);
  if (retry(host, frame, state, error)) return;
  if (state.type !== 'Task') host.emit(frame, { type: 'ForkFailed', kind: state.type });
  for (const catcher of state.catch) {
    if (names(catcher.errors, error)) return enterCatcher(host, frame, catcher, error);
  }
  fail(host, frame, error);
}

/** An evaluation that failed is an event of its own; it follows what came before the state, as AWS records it. */
function record(host: Host, frame: Frame, error: StateError): void {
  if (!(error instanceof EvaluationError)) return;
  const { name, type } = frame.state;
  const cause = causeOf(frame, error);
  const location = error.location === undefined ? {} : { location: error.location };
  const prev = type === 'Wait' ? frame.entered.id : frame.entered.prev;
  host.emit(frame, { type: 'EvaluationFailed', state: name, error: error.error, cause, ...location }, prev);
}

function causeOf(frame: Frame, error: StateError): string | undefined {
  if (!(error instanceof EvaluationError)) return error.reason;
  return `An error occurred while executing the state '${frame.state.name}' (entered at the event id #${frame.entered.id}). ${error.reason}`;
}

function retry(host: Host, frame: Frame, state: RecoverableState, error: StateError): boolean {
  const index = state.retry.findIndex((retrier) => names(retrier.errors, error));
  const retrier = state.retry[index];
  const attempt = frame.attempts.get(index) ?? 0;
  if (!retrier || attempt >= retrier.maxAttempts) return false;
  const due = host.now() + Math.round(pauseOf(retrier, attempt));
  host.emit(frame, { type: 'RetryScheduled', due, retrier: index });
  host.wake(frame, due);
  return true;
}

async function enterCatcher(host: Host, frame: Frame, catcher: Catcher, error: StateError): Promise<void> {
  const errorOutput = { Error: error.error ?? null, Cause: causeOf(frame, error) ?? null };
  try {
    await exitState(host, frame, errorOutput, catcher, catcher.next, { errorOutput });
  } catch (thrown) {
    if (!(thrown instanceof StateError)) throw thrown;
    record(host, frame, thrown); // a catcher does not catch its own errors
    fail(host, frame, thrown);
  }
}

function fail(host: Host, frame: Frame, error: StateError): void {
  host.emit(frame, { type: 'FrameFailed', error: error.error, cause: causeOf(frame, error) });
}
