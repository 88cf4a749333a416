import { randomUUID } from 'node:crypto';
import type { Position } from '../engine/ended-table.ts';
import type { Engine } from '../engine/engine.ts';
import type { IndexedExecution, ListOf } from '../engine/execution-index.ts';
import { checkExecutionName } from '../engine/execution-names.ts';
import type { TokenAct } from '../engine/runner.ts';
import { StepFunctionsError } from '../engine/step-functions-error.ts';
import { JournalError } from '../journal/journal.ts';
import { readTaskToken } from '../steps/task-tokens.ts';
import { type Facts, factsOf } from './execution-facts.ts';
import { toHistory } from './history.ts';
import { describeMapRun, entryOfMapRun, listMapRuns } from './map-run-operations.ts';
import { readExecutionPage, readPage } from './pages.ts';
import { invalidField, RequestFields } from './request-fields.ts';
import {
  describeAlias,
  describeForExecution,
  describeStateMachine,
  INCLUDED,
  listAliases,
  listVersions,
} from './version-operations.ts';

interface Operation {
  /** The fields that it reads; any other is refused by its name. */
  reads: readonly string[];
  ignores?: Readonly<Record<string, string>>;
  act(engine: Engine, fields: RequestFields): Promise<object>;
}

const PAGE = ['maxResults', 'nextToken'];

const ARN = 2_048;
const REDRIVES = ['REDRIVEN', 'NOT_REDRIVEN'] as const;
const STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'] as const;
const FROM_THE_TEMPLATE =
  /^(Create|Update|Delete|Publish|Tag|Untag)(StateMachine|StateMachineVersion|StateMachineAlias|Activity|Resource)$/;

/** Serves one operation of the Step Functions API. */
export async function serveOperation(
  engine: Engine,
  operation: string,
  body: unknown,
): Promise<{ status: number; body: object }> {
  try {
    const { reads, ignores, act } = find(operation);
    const fields = new RequestFields(body);
    fields.refuseOthers(reads, ignores);
    return { status: 200, body: await act(engine, fields) };
  } catch (error) {
    const refusal =
      error instanceof JournalError ? new StepFunctionsError('ServiceUnavailable', error.message, 503) : error;
    if (!(refusal instanceof StepFunctionsError)) throw error;
    return { status: refusal.status, body: { __type: `com.amazonaws.sfn#${refusal.type}`, message: refusal.message } };
  }
}

function find(operation: string): Operation {
  const found = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
  if (found) return found;
  if (FROM_THE_TEMPLATE.test(operation)) {
    throw new StepFunctionsError(
      'UnsupportedOperationException',
      `State machines come from the template; ${operation} is not served here.`,
    );
  }
  throw new StepFunctionsError('UnknownOperationException', `The operation ${operation} is not known here.`);
}

const OPERATIONS: Record<string, Operation> = {
  ListStateMachines: {
    reads: PAGE,
    act: async (engine, fields) => {
      const machines = [...engine.machines.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      const page = readPage(machines, fields.pageSize(), 'state machines', fields.text('nextToken', 1024));
      const stateMachines = page.items.map(({ name, arn, created }) => {
        return { stateMachineArn: arn, name, type: 'STANDARD', creationDate: created / 1000 };
      });
      return { stateMachines, nextToken: page.nextToken };
    },
  },

  DescribeStateMachine: {
    reads: ['stateMachineArn', 'includedData'],
    act: describeStateMachine,
  },

  DescribeStateMachineForExecution: {
    reads: ['executionArn', 'includedData'],
    act: async (engine, fields) => describeForExecution(engine, entryOf(engine, fields), fields),
  },

  ListStateMachineVersions: {
    reads: ['stateMachineArn', ...PAGE],
    act: listVersions,
  },

  ListStateMachineAliases: {
    reads: ['stateMachineArn', ...PAGE],
    act: listAliases,
  },

  DescribeStateMachineAlias: {
    reads: ['stateMachineAliasArn'],
    act: describeAlias,
  },

  StartExecution: {
    reads: ['stateMachineArn', 'name', 'input'],
    ignores: { traceHeader: 'there is no tracing on this machine' },
    act: async (engine, fields) => {
      const target = engine.targetOf(fields.requiredText('stateMachineArn', ARN));
      const name = fields.text('name', 80) ?? randomUUID();
      checkExecutionName(name);
      const { text } = fields.json('input', 'InvalidExecutionInput', '{}');
      const execution = await engine.start({ ...target, name, input: text });
      return { executionArn: engine.arns.execution(execution.key), startDate: execution.started / 1000 };
    },
  },

  StopExecution: {
    reads: ['executionArn', 'error', 'cause'],
    act: async (engine, fields) => {
      const entry = entryOf(engine, fields);
      await engine.runnerOf(entry)?.stop(fields.text('error', 256), fields.text('cause', 32_768));
      return { stopDate: (entry.stopped ?? engine.clock.now()) / 1000 };
    },
  },

  DescribeExecution: {
    reads: ['executionArn', 'includedData'],
    act: async (engine, fields) => {
      const withData = fields.oneOf('includedData', INCLUDED) !== 'METADATA_ONLY';
      return describeExecution(engine, entryOf(engine, fields), withData);
    },
  },

  ListExecutions: {
    reads: ['stateMachineArn', 'mapRunArn', 'statusFilter', 'redriveFilter', ...PAGE],
    act: async (engine, fields) => {
      const status = fields.oneOf('statusFilter', STATUSES);
      const redriven = fields.oneOf('redriveFilter', REDRIVES);
      const { of, version, alias } = listed(engine, fields);
      const list = (after: Position) =>
        select(engine, engine.index.list(of, after), { status, redriven, version, alias });
      const mark = JSON.stringify([of, status, redriven, version, alias]);
      const page = await readExecutionPage(list, fields.pageSize(), mark, fields.text('nextToken', 3_096));
      const executions = page.items.map(async (entry) => summarize(engine, entry, await factsOf(engine, entry)));
      return { executions: await Promise.all(executions), nextToken: page.nextToken };
    },
  },

  RedriveExecution: {
    reads: ['executionArn'],
    ignores: { clientToken: 'an execution that runs again is refused a second redrive' },
    act: async (engine, fields) => {
      const execution = await engine.redrive(entryOf(engine, fields));
      return { redriveDate: (execution.redriven ?? engine.clock.now()) / 1000 };
    },
  },

  DescribeMapRun: {
    reads: ['mapRunArn'],
    act: describeMapRun,
  },

  ListMapRuns: {
    reads: ['executionArn', ...PAGE],
    act: async (engine, fields) => listMapRuns(engine, entryOf(engine, fields), fields),
  },

  GetExecutionHistory: {
    reads: ['executionArn', 'reverseOrder', 'includeExecutionData', ...PAGE],
    act: async (engine, fields) => {
      const entry = entryOf(engine, fields);
      const changes = (await engine.journal.read(entry.key, entry.place)) ?? [];
      const withData = fields.flag('includeExecutionData') ?? true;
      const events = toHistory(changes, { region: engine.region, mapRunArn: engine.arns.mapRun }, withData);
      const reverse = fields.flag('reverseOrder') ?? false;
      if (reverse) events.reverse();
      const page = readPage(events, fields.pageSize(), `${entry.key} ${reverse}`, fields.text('nextToken', 1024));
      return { events: page.items, nextToken: page.nextToken };
    },
  },

  SendTaskSuccess: {
    reads: ['taskToken', 'output'],
    act: async (engine, fields) => {
      const token = fields.requiredText('taskToken', 2_048);
      return useToken(engine, token, { act: 'succeed', output: fields.json('output', 'InvalidOutput').value });
    },
  },

  SendTaskFailure: {
    reads: ['taskToken', 'error', 'cause'],
    act: async (engine, fields) => {
      const token = fields.requiredText('taskToken', 2_048);
      return useToken(engine, token, {
        act: 'fail',
        error: fields.text('error', 256),
        cause: fields.text('cause', 32_768),
      });
    },
  },

  SendTaskHeartbeat: {
    reads: ['taskToken'],
    act: async (engine, fields) => useToken(engine, fields.requiredText('taskToken', 2_048), { act: 'heartbeat' }),
  },
};

interface Listed {
  of: ListOf;
  version?: number | undefined;
  alias?: string | undefined;
}

/** Executions are listed by state machine, by what it was started as (a version, an alias), or by map run. */
function listed(engine: Engine, fields: RequestFields): Listed {
  const mapRunArn = fields.text('mapRunArn', 2_000);
  if (mapRunArn === undefined) {
    const arn = fields.requiredText('stateMachineArn', ARN);
    const { machine, version, alias } = engine.targetOf(arn);
    // What an alias points at by now is not what it pointed at then.
    return { of: { machine: machine.name }, ...(alias === undefined ? { version } : { alias }) };
  }
  if (fields.text('stateMachineArn', ARN) !== undefined)
    throw invalidField('mapRunArn', 'must not stand beside stateMachineArn');
  return { of: { mapRun: entryOfMapRun(engine, mapRunArn).mapRun } };
}

interface Filter {
  status: string | undefined;
  redriven: (typeof REDRIVES)[number] | undefined;
  version: number | undefined;
  alias: string | undefined;
}

/** Reads of an execution only what a filter asks for. */
async function* select(
  engine: Engine,
  entries: Iterable<IndexedExecution>,
  filter: Filter,
): AsyncGenerator<IndexedExecution> {
  const { status, redriven, version, alias } = filter;
  const byFacts = redriven !== undefined || version !== undefined || alias !== undefined;
  for (const entry of entries) {
    if (status !== undefined && entry.status !== status) continue;
    const facts = byFacts ? await factsOf(engine, entry) : undefined;
    if (redriven !== undefined && (redriven === 'REDRIVEN') !== (facts?.redrives ?? 0) > 0) continue;
    if (version !== undefined && facts?.version !== version) continue;
    if (alias !== undefined && facts?.alias !== alias) continue;
    yield entry;
  }
}

function entryOf(engine: Engine, fields: RequestFields): IndexedExecution {
  const arn = fields.requiredText('executionArn', ARN);
  const key = engine.arns.keyOfExecution(arn);
  if (key === undefined && !/^arn:[\w-]+:states:/.test(arn))
    throw new StepFunctionsError('InvalidArn', `Invalid Arn: '${arn}'`);
  const entry = key === undefined ? undefined : engine.find(key);
  if (!entry) throw new StepFunctionsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  return entry;
}

function summarize(engine: Engine, { key, machine, mapRun, status, started, stopped }: IndexedExecution, facts: Facts) {
  const machineArn = engine.arns.stateMachine(machine);
  const { version, alias, redrives, redriven } = facts;
  return {
    ...(mapRun !== undefined && { mapRunArn: engine.arns.mapRun(mapRun) }),
    executionArn: engine.arns.execution(key),
    stateMachineArn: machineArn,
    ...(version !== undefined && { stateMachineVersionArn: `${machineArn}:${version}` }),
    ...(alias !== undefined && { stateMachineAliasArn: `${machineArn}:${alias}` }),
    name: key.slice(key.indexOf(':') + 1),
    status,
    startDate: started / 1000,
    ...(stopped !== undefined && { stopDate: stopped / 1000 }),
    redriveCount: redrives,
    ...(redriven !== undefined && { redriveDate: redriven / 1000 }),
  };
}

/** @param withData whether input and output are wanted, and what an error said */
async function describeExecution(engine: Engine, entry: IndexedExecution, withData: boolean): Promise<object> {
  const facts = await factsOf(engine, entry);
  const reason = engine.whyNotRedrivable(entry);
  const { input, output, failure } = facts;
  const included = { included: withData };
  // AWS tells of no error when an execution's own time was up.
  const told = failure && entry.status !== 'TIMED_OUT' ? { error: failure.error, cause: failure.cause } : {};
  return {
    ...summarize(engine, entry, facts),
    ...(withData && { input, ...(output !== undefined && { output: JSON.stringify(output) }), ...told }),
    inputDetails: included,
    ...(output !== undefined && { outputDetails: included }),
    redriveStatus: reason === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    ...(reason !== undefined && { redriveStatusReason: reason }),
  };
}

/** A token is good for one end of one attempt; what it says when it is not is AWS's wording. */
async function useToken(engine: Engine, token: string, act: TokenAct): Promise<object> {
  const place = readTaskToken(token);
  if (!place) throw new StepFunctionsError('InvalidToken', "Invalid Token: 'Invalid token'");
  const entry = engine.index.get(place.execution);
  if (!entry) throw new StepFunctionsError('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'");
  if (await engine.runnerOf(entry)?.useToken(place.frame, token, act)) return {};
  throw new StepFunctionsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
}
