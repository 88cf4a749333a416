import { randomUUID } from 'node:crypto';
import type { TaskState } from '../definition/definition.ts';
import type { Frame } from '../execution/frames.ts';
import { exceedsBytes, isJsonObject, type Json } from '../expressions/json.ts';
import { EvaluationError, PAYLOAD_LIMIT, resultTooLarge, StateError } from '../expressions/state-error.ts';
import { type ExpressionTemplate, fill, fillAs, fillDirectly } from '../expressions/templates.ts';
import { exitState } from './exit-state.ts';
import type { Host } from './host.ts';
import { handleError } from './retry-and-catch.ts';
import { createScope } from './scope.ts';
import { createTaskToken } from './task-tokens.ts';

/** How an attempt at a task ended. An integration gives one of the first two. */
export type TaskOutcome =
  | { ok: true; output: Json }
  | { ok: false; error?: string | undefined; cause?: string | undefined };

/** Schedules an attempt. @throws StateError */
export async function runTask(host: Host, frame: Frame, state: TaskState): Promise<void> {
  const { resource } = state;
  const token = resource.pattern === 'request' ? undefined : createTaskToken(host.execution.key, frame.number);
  const scope = createScope(host.execution, frame, host.now(), host.arns, { token });
  const given = state.arguments;
  const parameters = given ? (fillDirectly(given, scope) ?? (await fill(given, scope))) : frame.value;
  const seconds = async (template: ExpressionTemplate, field: string) => {
    const value = await fillAs(template, 'number', scope);
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 99_999_999) return value;
    throw new EvaluationError(
      `The value ${JSON.stringify(value)} of the field '${field}' is no whole number from 1 to 99999999.`,
      field,
    );
  };
  const timeoutSeconds = state.timeoutSeconds && (await seconds(state.timeoutSeconds, 'TimeoutSeconds'));
  const heartbeatSeconds = state.heartbeatSeconds && (await seconds(state.heartbeatSeconds, 'HeartbeatSeconds'));
  if (exceedsBytes(parameters, PAYLOAD_LIMIT)) throw resultTooLarge(state.name);
  host.emit(frame, {
    type: 'TaskScheduled',
    resource: resource.arn,
    parameters,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    ...(heartbeatSeconds !== undefined && { heartbeatSeconds }),
    ...(token !== undefined && { token }),
    ...(resource.integration === 'states:startExecution' && { child: childKey(parameters) }),
  });
  host.emit(frame, { type: 'TaskStarted' });
  host.begin(frame);
  wakeTask(host, frame);
}

/** The key of the execution that a task starts is settled with the attempt, so that a restart starts it once. */
function childKey(parameters: Json): string {
  const { StateMachineArn, Name } = isJsonObject(parameters) ? parameters : {};
  const machine = typeof StateMachineArn === 'string' ? StateMachineArn.split(':').at(-1) : '';
  return `${machine}:${typeof Name === 'string' ? Name : randomUUID()}`;
}

/** What the integration said. */
export async function endAttempt(host: Host, frame: Frame, state: TaskState, outcome: TaskOutcome): Promise<void> {
  if (!outcome.ok) return failTask(host, frame, outcome);
  if (state.resource.pattern === 'request') return succeedTask(host, frame, state, outcome.output);
  if (frame.task && !frame.task.submitted) host.emit(frame, { type: 'TaskSubmitted', output: outcome.output });
}

export async function succeedTask(host: Host, frame: Frame, state: TaskState, output: Json): Promise<void> {
  if (exceedsBytes(output, PAYLOAD_LIMIT)) {
    const { error, reason: cause } = resultTooLarge(state.name);
    return failTask(host, frame, { error, cause });
  }
  host.emit(frame, { type: 'TaskSucceeded', output });
  try {
    await exitState(host, frame, output, state, state.next, { result: output });
  } catch (thrown) {
    if (!(thrown instanceof StateError)) throw thrown;
    await handleError(host, frame, thrown);
  }
}

export async function failTask(
  host: Host,
  frame: Frame,
  failure: { error?: string | undefined; cause?: string | undefined },
): Promise<void> {
  host.emit(frame, { type: 'TaskFailed', error: failure.error, cause: failure.cause });
  await handleError(host, frame, new StateError(failure.error, failure.cause));
}

export function heartbeat(host: Host, frame: Frame): void {
  host.emit(frame, { type: 'TaskHeartbeat' });
  wakeTask(host, frame);
}

/** Ends the attempt if its time, or the time for its heartbeat, is up. */
export async function checkTaskTime(host: Host, frame: Frame): Promise<void> {
  const { task } = frame;
  if (!task) return;
  const now = host.now();
  const heartbeatLost = task.heartbeatDue !== undefined && task.heartbeatDue <= now;
  if (!heartbeatLost && (task.due === undefined || task.due > now)) return wakeTask(host, frame);
  if (task.child !== undefined) host.stopChildren([task.child]);
  host.emit(frame, { type: 'TaskTimedOut', error: 'States.Timeout' });
  await handleError(host, frame, new StateError('States.Timeout', undefined, heartbeatLost));
}

export function wakeTask(host: Host, frame: Frame): void {
  const { due, heartbeatDue } = frame.task ?? {};
  if (due === undefined && heartbeatDue === undefined) return;
  host.wake(frame, Math.min(due ?? Number.POSITIVE_INFINITY, heartbeatDue ?? Number.POSITIVE_INFINITY));
}
