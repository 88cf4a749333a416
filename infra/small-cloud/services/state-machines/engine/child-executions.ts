import { randomUUID } from 'node:crypto';
import type { Parent } from '../execution/changes.ts';
import type { Execution } from '../execution/execution.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../expressions/json.ts';
import type { TaskOutcome } from '../steps/run-task.ts';
import type { RegionArns } from './arns.ts';
import type { ExecutionIndex, IndexedExecution } from './execution-index.ts';
import { checkExecutionName } from './execution-names.ts';
import type { Runner, TaskRequest } from './runner.ts';
import { StepFunctionsError } from './step-functions-error.ts';

/** What starting executions on behalf of others needs. */
export interface Starter {
  readonly arns: RegionArns;
  readonly index: ExecutionIndex;
  refuseStart(execution: Execution, machineArn: string): string | undefined;
  /** @throws ApiError */
  startByArn(request: { machineArn: string; name: string; input: string; parent: Parent }): Promise<Execution>;
  startItem(request: { parent: Execution; key: string; mapState: string; input: Json; place: Parent }): Promise<void>;
  runnerOf(entry: IndexedExecution): Runner | undefined;
  /** An execution as it stands or as it ended. */
  load(entry: IndexedExecution): Promise<Execution | undefined>;
}

/** The executions that tasks and map runs start, and what their ends mean to those who wait for them. */
export class ChildExecutions {
  readonly #starter: Starter;

  constructor(starter: Starter) {
    this.#starter = starter;
  }

  /** The service action `states:startExecution`. Asked again after a crash, it finds what it had started. */
  async startForTask({ execution, frame, scheduled, parameters, child, resource }: TaskRequest): Promise<TaskOutcome> {
    const given = isJsonObject(parameters) ? parameters : {};
    const machineArn = typeof given.StateMachineArn === 'string' ? given.StateMachineArn : '';
    const parent = { execution: execution.key, frame, place: scheduled };
    const key = child ?? '';
    const name = key.slice(key.indexOf(':') + 1);
    try {
      refuseOthers(given);
      checkExecutionName(name);
      const refusal = this.#starter.refuseStart(execution, machineArn);
      if (refusal !== undefined) throw new StepFunctionsError('AccessDenied', refusal);
      const known = await this.#knownChild(key, parent);
      const started =
        known ?? (await this.#starter.startByArn({ machineArn, name, input: inputOf(given.Input), parent }));
      if (known && known.status !== 'RUNNING' && resource.pattern !== 'request') this.ended(known);
      return { ok: true, output: this.#startOutput(started) };
    } catch (error) {
      if (!(error instanceof StepFunctionsError)) throw error;
      const cause = `${error.message} (Service: AWSStepFunctions; Status Code: 400; Error Code: ${error.type}; Request ID: ${randomUUID()}; Proxy: null)`;
      return { ok: false, error: `StepFunctions.${error.type.replace(/Exception$/, '')}Exception`, cause };
    }
  }

  /** Starts the execution of an item of a map run, or finds it after a crash. */
  async startForItem(parent: Execution, number: number, index: number): Promise<void> {
    const frame = parent.frames.get(number);
    const key = frame?.fork?.children.get(index);
    if (!frame?.fork || key === undefined) return;
    const { mapRun, items } = frame.fork;
    const place: Parent = {
      execution: parent.key,
      frame: number,
      place: index,
      ...(mapRun !== undefined && { mapRun }),
    };
    const known = await this.#knownChild(key, place);
    if (known && known.status !== 'RUNNING') this.ended(known);
    if (known) return;
    await this.#starter.startItem({ parent, key, mapState: frame.state.name, input: items[index] ?? null, place });
  }

  /** Stops executions that nobody waits for any more. */
  stop(keys: string[]): void {
    for (const key of keys) {
      const entry = this.#starter.index.get(key);
      const runner = entry && this.#starter.runnerOf(entry);
      // One that cannot be written has stalled, and is stopped when it is taken up again: nobody waits for it.
      runner?.stop('States.Aborted', 'The execution that started it no longer waits for it.').catch(() => {});
    }
  }

  /** Tells whoever waits for it that an execution has ended. */
  ended(child: Execution): void {
    const { parent } = child;
    const waiting = parent && this.#starter.index.get(parent.execution)?.runner;
    if (!waiting) return;
    const told = parent.mapRun === undefined ? this.#endTask(waiting, parent, child) : endItem(waiting, parent, child);
    told.catch(() => {}); // the parent was halted, and will ask again when it goes on
  }

  #endTask(waiting: Runner, { frame, place }: Parent, child: Execution): Promise<void> {
    const state = waiting.execution.frames.get(frame)?.state;
    const parsed = state?.type === 'Task' && state.resource.pattern === 'sync2';
    const description = this.#describe(child, parsed);
    const outcome: TaskOutcome =
      child.status === 'SUCCEEDED'
        ? { ok: true, output: description }
        : { ok: false, error: 'States.TaskFailed', cause: JSON.stringify(description) };
    return waiting.endChild(frame, place, this.#startOutput(child), outcome);
  }

  async #knownChild(key: string, { execution, frame, place }: Parent): Promise<Execution | undefined> {
    const entry = this.#starter.index.get(key);
    const child = entry && (await this.#starter.load(entry));
    const { parent } = child ?? {};
    const same = parent?.execution === execution && parent.frame === frame && parent.place === place;
    return same ? child : undefined;
  }

  #startOutput({ key, started }: Execution): Json {
    return { ExecutionArn: this.#starter.arns.execution(key), StartDate: started };
  }

  /** What DescribeExecution says, as a task has it: with texts for `.sync`, with values for `.sync:2`. */
  #describe(child: Execution, parsed: boolean): Json {
    const { key, machine, input, output, failure, started, stopped, status } = child;
    const { arns } = this.#starter;
    const Included = { Included: true };
    const description: JsonObject = {
      ...(failure?.cause !== undefined && { Cause: failure.cause }),
      ...(failure?.error !== undefined && { Error: failure.error }),
      ExecutionArn: arns.execution(key),
      Input: parsed ? child.inputValue() : input,
      InputDetails: Included,
      Name: key.slice(key.indexOf(':') + 1),
      ...(output !== undefined && { Output: parsed ? output : JSON.stringify(output), OutputDetails: Included }),
      StartDate: started,
      StateMachineArn: arns.stateMachine(machine),
      Status: status,
      StopDate: stopped ?? null,
    };
    return description;
  }
}

function endItem(waiting: Runner, { frame, place }: Parent, child: Execution): Promise<void> {
  const { key, status, output, failure } = child;
  const item = { index: place, child: key };
  if (status === 'SUCCEEDED')
    return waiting.endItem(frame, { type: 'ChildSucceeded', ...item, output: output ?? null });
  return waiting.endItem(frame, { type: 'ChildFailed', ...item, status, error: failure?.error, cause: failure?.cause });
}

const ARGUMENTS = ['StateMachineArn', 'Name', 'Input'];

/** @throws ApiError naming an argument that nobody would read */
function refuseOthers(given: JsonObject): void {
  const others = Object.keys(given).filter((argument) => !ARGUMENTS.includes(argument));
  if (others.length === 0) return;
  throw new StepFunctionsError('Validation', `The argument ${others.join(', ')} is not known to this machine.`);
}

/** An argument Input as the text that StartExecution takes. */
function inputOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '{}';
  if (typeof value !== 'string') return JSON.stringify(value);
  try {
    parseJson(value);
    return value;
  } catch {
    throw new StepFunctionsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${value}'`);
  }
}
