import type { ChoiceState, FailState, State, WaitState } from '../definition/definition.ts';
import type { Frame } from '../execution/frames.ts';
import { EvaluationError, StateError } from '../expressions/state-error.ts';
import { type ExpressionTemplate, type fill, fillAs } from '../expressions/templates.ts';
import { exitState } from './exit-state.ts';
import type { Host } from './host.ts';
import { handleError } from './retry-and-catch.ts';
import { advanceFork, runMap, runParallel } from './run-fork.ts';
import { checkTaskTime, runTask } from './run-task.ts';
import { createScope } from './scope.ts';

/** Takes one step of a frame: a decision and the changes that record it. */
export async function takeStep(host: Host, frame: Frame): Promise<void> {
  const { state } = frame;
  switch (frame.phase) {
    case 'entering':
      host.emit(frame, { type: 'StateEntered', kind: state.type, state: state.name, input: frame.value });
      return;
    case 'done':
      if (!frame.parent) host.emit(frame, { type: 'ExecutionSucceeded', output: frame.value });
      return;
    case 'failed':
      if (!frame.parent) host.emit(frame, { type: 'ExecutionFailed', ...frame.failure });
      return;
    default:
      try {
        await workOn(host, frame, state);
      } catch (thrown) {
        if (!(thrown instanceof StateError)) throw thrown;
        await handleError(host, frame, thrown);
      }
  }
}

function workOn(host: Host, frame: Frame, state: State): Promise<void> | void {
  switch (frame.phase) {
    case 'running':
      return run(host, frame, state);
    case 'retry':
      if (frame.due > host.now()) return host.wake(frame, frame.due);
      return run(host, frame, state);
    case 'wait':
      if (frame.due > host.now()) return host.wake(frame, frame.due);
      if (state.type === 'Wait') return exitState(host, frame, frame.value, state, state.next, {});
      return;
    case 'task':
      return checkTaskTime(host, frame);
    case 'forked':
      if (state.type === 'Map' || state.type === 'Parallel') return advanceFork(host, frame, state);
      return;
    default:
      return;
  }
}

function run(host: Host, frame: Frame, state: State): Promise<void> {
  switch (state.type) {
    case 'Pass':
    case 'Succeed':
      return exitState(host, frame, frame.value, state, state.next, {});
    case 'Fail':
      return fail(host, frame, state);
    case 'Choice':
      return choose(host, frame, state);
    case 'Wait':
      return beginWait(host, frame, state);
    case 'Task':
      return runTask(host, frame, state);
    case 'Parallel':
      return runParallel(host, frame, state);
    case 'Map':
      return runMap(host, frame, state);
  }
}

async function fail(host: Host, frame: Frame, state: FailState): Promise<void> {
  const scope = createScope(host.execution, frame, host.now(), host.arns);
  const text = async (template: ExpressionTemplate | undefined) => {
    const value = template && (await fillAs(template, 'string', scope));
    return typeof value === 'string' ? value : undefined;
  };
  throw new StateError(await text(state.error), await text(state.cause));
}

/** The first rule that holds has its own Output and Assign; the state's are for the Default. */
async function choose(host: Host, frame: Frame, state: ChoiceState): Promise<void> {
  const scope = createScope(host.execution, frame, host.now(), host.arns);
  for (const rule of state.choices) {
    const holds = await fillAs(rule.condition, 'boolean', scope);
    if (holds === true) return exitState(host, frame, frame.value, rule, rule.next, {});
  }
  if (state.next === undefined) {
    throw new StateError('States.NoChoiceMatched', `No matching choice for state '${state.name}'`);
  }
  return exitState(host, frame, frame.value, state, state.next, {});
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const LONGEST_WAIT = 24_855 * 86_400_000;

async function beginWait(host: Host, frame: Frame, state: WaitState): Promise<void> {
  const now = host.now();
  const scope = createScope(host.execution, frame, now, host.arns);
  const due = state.timestamp
    ? instantOf(await fillAs(state.timestamp, 'string', scope))
    : now + 1000 * (await waitSeconds(state, scope));
  if (due - now > LONGEST_WAIT) throw new StateError('States.Runtime', 'Wait state delay is too long.');
  host.emit(frame, { type: 'WaitBegun', due });
  host.wake(frame, due);
}

async function waitSeconds(state: WaitState, scope: Parameters<typeof fill>[1]): Promise<number> {
  const seconds = state.seconds ? await fillAs(state.seconds, 'number', scope) : 0;
  if (typeof seconds === 'number' && seconds >= 0) return seconds;
  throw new EvaluationError(
    `The value ${JSON.stringify(seconds)} of the field 'Seconds' is no number from 0 up.`,
    'Seconds',
  );
}

/** `Date.parse` makes 2 March of 30 February. */
function isOnCalendar(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function instantOf(value: unknown): number {
  const due = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(due) && isOnCalendar(String(value))) return due;
  throw new EvaluationError(
    `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${value}`,
    'Timestamp',
  );
}
