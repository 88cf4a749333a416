import type { Change, TaskScheduled } from '../execution/changes.ts';
import type { Json } from '../expressions/json.ts';

/** An event as GetExecutionHistory gives it. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  timestamp: number; // seconds since 1970
  type: string;
  [details: string]: unknown;
}

interface Described {
  type: string;
  details?: [field: string, value: Record<string, unknown>];
}

const WHOLE = { truncated: false };

/** What events name that changes do not. */
interface Place {
  region: string;
  mapRunArn(key: string): string;
}

/** What is left out of an event when its data is not wanted. */
const DATA = new Set(['input', 'output', 'parameters', 'assignedVariables']);

/** The history that AWS would show for these changes, with the data of each event or without. */
export function toHistory(changes: Iterable<Change>, place: Place, withData = true): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const scheduled = new Map<number, TaskScheduled>();
  for (const change of changes) {
    if (change.type === 'TaskScheduled') scheduled.set(change.frame, change);
    if (change.id === undefined) continue;
    const { type, details } = describe(change, scheduled.get(change.frame), place);
    events.push({
      id: change.id,
      previousEventId: change.prev ?? 0,
      timestamp: change.at / 1000,
      type,
      ...(details && { [details[0]]: withData ? details[1] : withoutData(details[1]) }),
    });
  }
  return events;
}

function withoutData(details: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details).filter(([field]) => !DATA.has(field)));
}

function describe(change: Change, task: TaskScheduled | undefined, place: Place): Described {
  switch (change.type) {
    case 'ExecutionStarted':
      return {
        type: change.type,
        details: [
          'executionStartedEventDetails',
          { input: change.input, inputDetails: WHOLE, roleArn: change.roleArn },
        ],
      };
    case 'StateEntered':
      return {
        type: `${change.kind}StateEntered`,
        details: ['stateEnteredEventDetails', { name: change.state, ...input(change.input) }],
      };
    case 'StateExited': {
      const assigned = change.variables &&
        Object.keys(change.variables).length > 0 && {
          assignedVariables: Object.fromEntries(
            Object.entries(change.variables).map(([k, v]) => [k, JSON.stringify(v)]),
          ),
          assignedVariablesDetails: WHOLE,
        };
      const value = { name: change.state, ...output(change.output), ...assigned };
      return { type: `${change.kind}StateExited`, details: ['stateExitedEventDetails', value] };
    }
    case 'EvaluationFailed': {
      const { state, error, cause, location } = change;
      return { type: change.type, details: ['evaluationFailedEventDetails', { state, error, cause, location }] };
    }
    case 'TaskScheduled':
    case 'TaskStarted':
    case 'TaskSubmitted':
    case 'TaskSucceeded':
    case 'TaskFailed':
    case 'TaskTimedOut':
      return describeTask(change, task, place);
    case 'StateAborted':
      return { type: `${change.kind}StateAborted` };
    case 'ParallelStarted':
      return { type: 'ParallelStateStarted' };
    case 'MapStarted':
      return { type: 'MapStateStarted', details: ['mapStateStartedEventDetails', { length: change.length }] };
    case 'IterationStarted':
    case 'IterationSucceeded':
    case 'IterationFailed':
    case 'IterationAborted':
      return describeIteration(change.type, change.state, change.index);
    case 'ForkSucceeded':
    case 'ForkFailed':
      return { type: `${change.kind}State${change.type.slice('Fork'.length)}` };
    case 'ExecutionSucceeded':
      return { type: change.type, details: ['executionSucceededEventDetails', output(change.output)] };
    case 'ExecutionFailed':
    case 'ExecutionTimedOut':
    case 'ExecutionAborted': {
      const field = `e${change.type.slice(1)}EventDetails`;
      return { type: change.type, details: [field, { error: change.error, cause: change.cause }] };
    }
    case 'MapRunStarted':
      return {
        type: change.type,
        details: ['mapRunStartedEventDetails', { mapRunArn: place.mapRunArn(change.mapRun) }],
      };
    case 'MapRunRedriven': {
      const details = { mapRunArn: place.mapRunArn(change.mapRun), redriveCount: change.count };
      return { type: change.type, details: ['mapRunRedrivenEventDetails', details] };
    }
    case 'ExecutionRedriven':
      return { type: change.type, details: ['executionRedrivenEventDetails', { redriveCount: change.count }] };
    case 'MapRunFailed': {
      const { error, cause } = change;
      return { type: change.type, details: ['mapRunFailedEventDetails', { error, cause }] };
    }
    default:
      return { type: change.type };
  }
}

function describeIteration(type: string, name: string, index: number): Described {
  const map = `Map${type}`;
  return { type: map, details: [`m${map.slice(1)}EventDetails`, { name, index }] };
}

type TaskChange = Change & {
  type: 'TaskScheduled' | 'TaskStarted' | 'TaskSubmitted' | 'TaskSucceeded' | 'TaskFailed' | 'TaskTimedOut';
};

function describeTask(change: TaskChange, task: TaskScheduled | undefined, place: Place): Described {
  const resource = task?.resource ?? '';
  if (resource.split(':')[2] === 'lambda') return describeFunction(change, resource);
  const [resourceType, ...action] = resource
    .split(':')
    .slice(5)
    .filter((part) => part !== '');
  const base = { resourceType, resource: action.join(':') };
  const field = `t${change.type.slice(1)}EventDetails`;
  switch (change.type) {
    case 'TaskScheduled':
      return {
        type: change.type,
        details: [
          field,
          {
            ...base,
            region: place.region,
            parameters: JSON.stringify(change.parameters),
            timeoutInSeconds: change.timeoutSeconds,
            heartbeatInSeconds: change.heartbeatSeconds,
          },
        ],
      };
    case 'TaskStarted':
      return { type: change.type, details: [field, base] };
    case 'TaskSubmitted':
    case 'TaskSucceeded':
      return { type: change.type, details: [field, { ...base, ...output(change.output) }] };
    case 'TaskFailed':
    case 'TaskTimedOut':
      return { type: change.type, details: [field, { ...base, error: change.error, cause: change.cause }] };
  }
}

/** A function named by its ARN has events of its own. */
function describeFunction(change: TaskChange, resource: string): Described {
  const type = change.type.replace('Task', 'LambdaFunction');
  const field = `l${type.slice(1)}EventDetails`;
  switch (change.type) {
    case 'TaskScheduled':
      return {
        type,
        details: [field, { resource, ...input(change.parameters), timeoutInSeconds: change.timeoutSeconds }],
      };
    case 'TaskSucceeded':
      return { type, details: [field, output(change.output)] };
    case 'TaskFailed':
    case 'TaskTimedOut':
      return { type, details: [field, { error: change.error, cause: change.cause }] };
    default:
      return { type };
  }
}

function input(value: Json): Record<string, unknown> {
  return { input: JSON.stringify(value), inputDetails: WHOLE };
}

function output(value: Json): Record<string, unknown> {
  return { output: JSON.stringify(value), outputDetails: WHOLE };
}
