import { randomUUID } from 'node:crypto';
import { ApiError } from '../engine/api-error.ts';
import type { Position } from '../engine/ended-table.ts';
import type { Engine } from '../engine/engine.ts';
import type { Entry, ListOf } from '../engine/execution-index.ts';
import type { TokenAct } from '../engine/runner.ts';
import type { Change } from '../execution/changes.ts';
import type { Execution } from '../execution/execution.ts';
import { JournalError } from '../journal/journal.ts';
import { readTaskToken } from '../steps/task-tokens.ts';
import { toHistory } from './history.ts';
import { describeMapRun, entryOfMapRun, listMapRuns } from './map-run-operations.ts';
import { readExecutionPage, readPage } from './pages.ts';
import { invalid, RequestFields } from './request-fields.ts';
import {
  describeAlias,
  describeForExecution,
  describeStateMachine,
  listAliases,
  listVersions,
} from './version-operations.ts';

type Operation = (engine: Engine, fields: RequestFields) => Promise<object>;

const ARN = 2_048;
const STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'] as const;
const FROM_THE_TEMPLATE =
  /^(Create|Update|Delete|Publish|Tag|Untag)(StateMachine|StateMachineVersion|StateMachineAlias|Activity|Resource)$/;

/** Serves one operation of the Step Functions API. */
export async function serve(
  engine: Engine,
  operation: string,
  body: unknown,
): Promise<{ status: number; body: object }> {
  try {
    return { status: 200, body: await find(operation)(engine, new RequestFields(body)) };
  } catch (error) {
    const refusal = error instanceof JournalError ? new ApiError('ServiceUnavailable', error.message, 503) : error;
    if (!(refusal instanceof ApiError)) throw error;
    return { status: refusal.status, body: { __type: `com.amazonaws.sfn#${refusal.type}`, message: refusal.message } };
  }
}

function find(operation: string): Operation {
  const found = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
  if (found) return found;
  if (FROM_THE_TEMPLATE.test(operation)) {
    throw new ApiError(
      'UnsupportedOperationException',
      `State machines come from the template; ${operation} is not served here.`,
    );
  }
  throw new ApiError('UnknownOperationException', `The operation ${operation} is not known here.`);
}

const OPERATIONS: Record<string, Operation> = {
  ListStateMachines: async (engine, fields) => {
    const machines = [...engine.machines.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    const page = readPage(machines, fields.pageSize(), 'state machines', fields.text('nextToken', 1024));
    const stateMachines = page.items.map(({ name, arn, created }) => {
      return { stateMachineArn: arn, name, type: 'STANDARD', creationDate: created / 1000 };
    });
    return { stateMachines, nextToken: page.nextToken };
  },

  DescribeStateMachine: describeStateMachine,

  DescribeStateMachineForExecution: async (engine, fields) => describeForExecution(engine, entryOf(engine, fields)),

  ListStateMachineVersions: listVersions,

  ListStateMachineAliases: listAliases,

  DescribeStateMachineAlias: describeAlias,

  StartExecution: async (engine, fields) => {
    const target = engine.targetOf(fields.requiredText('stateMachineArn', ARN));
    const name = fields.text('name', 80) ?? randomUUID();
    if (name === '' || /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u.test(name))
      throw new ApiError('InvalidName', `Invalid Name: '${name}'`);
    const { text } = fields.json('input', 'InvalidExecutionInput', '{}');
    const execution = await engine.start({ ...target, name, input: text });
    return { executionArn: engine.arns.execution(execution.key), startDate: execution.started / 1000 };
  },

  StopExecution: async (engine, fields) => {
    const entry = entryOf(engine, fields);
    await engine.runnerOf(entry)?.stop(fields.text('error', 256), fields.text('cause', 32_768));
    return { stopDate: (entry.stopped ?? engine.clock.now()) / 1000 };
  },

  DescribeExecution: async (engine, fields) => describeExecution(engine, entryOf(engine, fields)),

  ListExecutions: async (engine, fields) => {
    const status = fields.oneOf('statusFilter', STATUSES);
    const of = listed(engine, fields);
    const list = (after: Position) => {
      const entries = engine.index.list(of, after);
      return status === undefined ? entries : filter(entries, status);
    };
    const mark = JSON.stringify([of, status]);
    const page = readExecutionPage(list, fields.pageSize(), mark, fields.text('nextToken', 3_096));
    return { executions: page.items.map((entry) => summarize(engine, entry)), nextToken: page.nextToken };
  },

  RedriveExecution: async (engine, fields) => {
    const execution = await engine.redrive(entryOf(engine, fields));
    return { redriveDate: (execution.redriven ?? engine.clock.now()) / 1000 };
  },

  DescribeMapRun: describeMapRun,

  ListMapRuns: async (engine, fields) => listMapRuns(engine, entryOf(engine, fields), fields),

  GetExecutionHistory: async (engine, fields) => {
    const entry = entryOf(engine, fields);
    const changes = (await engine.journal.read(entry.key, entry.place)) ?? [];
    const events = toHistory(changes, { region: engine.region, mapRunArn: engine.arns.mapRun });
    const reverse = fields.flag('reverseOrder') ?? false;
    if (reverse) events.reverse();
    const page = readPage(events, fields.pageSize(), `${entry.key} ${reverse}`, fields.text('nextToken', 1024));
    return { events: page.items, nextToken: page.nextToken };
  },

  SendTaskSuccess: async (engine, fields) => {
    const token = fields.requiredText('taskToken', 2_048);
    return useToken(engine, token, { act: 'succeed', output: fields.json('output', 'InvalidOutput').value });
  },

  SendTaskFailure: async (engine, fields) => {
    const token = fields.requiredText('taskToken', 2_048);
    return useToken(engine, token, {
      act: 'fail',
      error: fields.text('error', 256),
      cause: fields.text('cause', 32_768),
    });
  },

  SendTaskHeartbeat: async (engine, fields) =>
    useToken(engine, fields.requiredText('taskToken', 2_048), { act: 'heartbeat' }),
};

/** Executions are listed by state machine or by map run. */
function listed(engine: Engine, fields: RequestFields): ListOf {
  const mapRunArn = fields.text('mapRunArn', 2_000);
  if (mapRunArn === undefined)
    return { machine: engine.machineByArn(fields.requiredText('stateMachineArn', ARN)).name };
  if (fields.text('stateMachineArn', ARN) !== undefined)
    throw invalid('mapRunArn', 'must not stand beside stateMachineArn');
  return { mapRun: entryOfMapRun(engine, mapRunArn).mapRun };
}

function* filter(entries: Iterable<Entry>, status: string): Generator<Entry> {
  for (const entry of entries) if (entry.status === status) yield entry;
}

function entryOf(engine: Engine, fields: RequestFields): Entry {
  const arn = fields.requiredText('executionArn', ARN);
  const key = engine.arns.keyOfExecution(arn);
  if (key === undefined && !/^arn:[\w-]+:states:/.test(arn)) throw new ApiError('InvalidArn', `Invalid Arn: '${arn}'`);
  const entry = key === undefined ? undefined : engine.find(key);
  if (!entry) throw new ApiError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  return entry;
}

function summarize(engine: Engine, { key, machine, mapRun, status, started, stopped }: Entry) {
  return {
    ...(mapRun !== undefined && { mapRunArn: engine.arns.mapRun(mapRun) }),
    executionArn: engine.arns.execution(key),
    stateMachineArn: engine.arns.stateMachine(machine),
    name: key.slice(key.indexOf(':') + 1),
    status,
    startDate: started / 1000,
    ...(stopped !== undefined && { stopDate: stopped / 1000 }),
  };
}

async function describeExecution(engine: Engine, entry: Entry): Promise<object> {
  const open = entry.stopped === undefined ? await engine.load(entry) : undefined;
  const facts = open ?? readFacts((await engine.journal.read(entry.key, entry.place)) ?? []);
  const reason = engine.whyNotRedrivable(entry);
  const { input, output, failure, redrives, redriven, version, alias } = facts;
  const machineArn = engine.arns.stateMachine(entry.machine);
  const included = { included: true };
  return {
    ...summarize(engine, entry),
    ...(version !== undefined && { stateMachineVersionArn: `${machineArn}:${version}` }),
    ...(alias !== undefined && { stateMachineAliasArn: `${machineArn}:${alias}` }),
    ...{ input, inputDetails: included },
    ...(output !== undefined && { output: JSON.stringify(output), outputDetails: included }),
    ...(failure && { error: failure.error, cause: failure.cause }),
    redriveCount: redrives,
    redriveStatus: reason === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    ...(reason !== undefined && { redriveStatusReason: reason }),
    ...(redriven !== undefined && { redriveDate: redriven / 1000 }),
  };
}

type Facts = Pick<Execution, 'version' | 'alias' | 'input' | 'output' | 'failure' | 'redrives' | 'redriven'>;

/** What can be told of an ended execution from its first and last changes. */
function readFacts(changes: Change[]): Facts {
  const first = changes[0];
  const last = changes.at(-1);
  const redrives = changes.filter(({ type }) => type === 'ExecutionRedriven');
  const started = first?.type === 'ExecutionStarted' ? first : undefined;
  return {
    version: started?.version,
    alias: started?.alias,
    input: started?.input ?? '',
    output: last?.type === 'ExecutionSucceeded' ? last.output : undefined,
    failure: last && 'error' in last ? { error: last.error, cause: last.cause } : undefined,
    redrives: redrives.length,
    redriven: redrives.at(-1)?.at,
  };
}

/** A token is good for one end of one attempt; what it says when it is not is AWS's wording. */
async function useToken(engine: Engine, token: string, act: TokenAct): Promise<object> {
  const place = readTaskToken(token);
  if (!place) throw new ApiError('InvalidToken', "Invalid Token: 'Invalid token'");
  const entry = engine.index.get(place.execution);
  if (!entry) throw new ApiError('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'");
  if (await engine.runnerOf(entry)?.useToken(place.frame, token, act)) return {};
  throw new ApiError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
}
