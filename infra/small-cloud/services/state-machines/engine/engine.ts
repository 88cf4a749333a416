import { createHash } from 'node:crypto';
import type { Clock } from '../../../clock/clock.ts';
import type { Workflow } from '../definition/definition.ts';
import { checkDefinition, findMapState } from '../definition/definition-checks.ts';
import { checkExpressions, type Names } from '../definition/expression-checks.ts';
import { parseDefinition } from '../definition/parse-definition.ts';
import type { Change, ExecutionStarted, Parent } from '../execution/changes.ts';
import { Execution, LONGEST_EXECUTION } from '../execution/execution.ts';
import type { Json } from '../expressions/json.ts';
import type { Journal, KeptExecutions } from '../journal/journal.ts';
import type { TaskOutcome } from '../steps/run-task.ts';
import { createArns, type Region, type RegionArns } from './arns.ts';
import { ChildExecutions, type Starter } from './child-executions.ts';
import { ExecutionIndex, type IndexedExecution } from './execution-index.ts';
import type { CallingExecution, Integration } from './integrations.ts';
import { RestingExecutions } from './resting-executions.ts';
import { Runner, type Surroundings, type TaskRequest } from './runner.ts';
import { StepFunctionsError } from './step-functions-error.ts';
import { Versions } from './versions.ts';

export interface Machine {
  name: string;
  arn: string;
  roleArn: string;
  definition: string;
  hash: string;
  workflow: Workflow;
  created: number;
  /** Changes with the definition and the role. */
  revision: string;
}

/** A machine as an ARN names it: as it is, or as a version of it was published. */
export interface Target {
  machine: Machine;
  version?: number;
  alias?: string;
}

export interface StartRequest extends Target {
  name: string;
  input: string;
  parent?: Parent;
}

/** Why a caller may not start executions of a machine, as AWS words it; undefined if it may. */
export type RefuseStart = (stateMachineArn: string, caller: CallingExecution) => string | undefined;

interface ItemRequest {
  parent: Execution;
  key: string;
  mapState: string;
  input: Json;
  place: Parent;
}

const EVENT_LIMIT = 25_000;
const REDRIVABLE = 14 * 86_400_000; // milliseconds after its end
const NAMES_KEPT = 90 * 86_400_000; // milliseconds after its end in which an execution's name is not free again

/** The state machines of one region and their executions. */
export class Engine implements Surroundings, Starter {
  readonly clock: Clock;
  readonly arns: RegionArns;
  readonly region: string;
  readonly machines = new Map<string, Machine>();
  readonly versions: Versions;
  readonly index = new ExecutionIndex();
  readonly children: ChildExecutions = new ChildExecutions(this);
  readonly journal: Journal;
  readonly integrations = new Map<string, Integration>();
  readonly #resting: RestingExecutions;
  readonly #stalled = new Set<string>();
  #healing: Promise<void> | undefined;
  #closed = false;
  readonly #assigned: Names['assigned'];
  readonly #workflows = new Map<string, Workflow>();

  readonly #refuseStart: RefuseStart;

  constructor(
    clock: Clock,
    region: Region,
    journal: Journal,
    options: { assigned: Names['assigned']; refuseStart: RefuseStart; directory?: string | undefined },
  ) {
    const { assigned, refuseStart, directory } = options;
    this.versions = new Versions(directory);
    this.#assigned = assigned;
    this.#refuseStart = refuseStart;
    this.clock = clock;
    this.region = region.region;
    this.arns = createArns(region);
    this.journal = journal;
    this.#resting = new RestingExecutions(clock, this.index, journal, (entry) => this.runnerOf(entry));
    journal.onForget((file) => this.index.forgetFile(file));
  }

  /** @throws DefinitionError */
  define({ name, arn, definition, roleArn }: { name: string; arn: string; definition: string; roleArn: string }): void {
    const workflow = parseDefinition(definition);
    checkDefinition(workflow, [...this.integrations.keys()]);
    checkExpressions(workflow, { outer: new Set(), assigned: this.#assigned });
    const hash = hashOf(definition);
    this.#workflows.set(hash, workflow);
    const revision = hashOf(`${definition}\n${roleArn}`);
    this.machines.set(name, { name, arn, roleArn, definition, hash, workflow, created: this.clock.now(), revision });
  }

  /** Publishes a machine as it is, and gives the version's number. @throws ApiError */
  publish(machineArn: string): number {
    const { name, revision, definition, roleArn } = this.machineByArn(machineArn);
    return this.versions.publish(name, { revision, definition, roleArn, published: this.clock.now() }).number;
  }

  /** Lets an alias point at a version, or at another one than before. @throws ApiError */
  point(alias: string, versionArn: string): void {
    const { machine, version } = this.targetOf(versionArn);
    if (version === undefined) throw new StepFunctionsError('InvalidArn', `Invalid Arn: '${versionArn}'`);
    this.versions.point(machine.name, alias, version, this.clock.now());
  }

  /** The entry of an execution whose name is not free again yet. */
  find(key: string): IndexedExecution | undefined {
    const entry = this.index.get(key);
    if (entry?.stopped !== undefined && entry.stopped + NAMES_KEPT < this.clock.now()) return undefined;
    return entry;
  }

  /** What drives an open execution; wakes it if it rests. Undefined if it has ended. */
  runnerOf(entry: IndexedExecution): Runner | undefined {
    const { key, runner, status } = entry;
    if (runner || status !== 'RUNNING' || this.#closed) return runner;
    const changes = this.journal.awaken(key);
    if (!changes) return undefined;
    entry.alarm?.();
    entry.alarm = undefined;
    entry.runner = new Runner(this.fold(key, changes), this);
    entry.runner.resume().catch(() => {}); // it stalled, and is taken up again
    return entry.runner;
  }

  /**
   * Starts an execution, or finds the open one of the same name and input.
   * @throws ApiError ExecutionAlreadyExists
   */
  async start({ machine, version, alias, name, input, parent }: StartRequest): Promise<Execution> {
    const key = `${machine.name}:${name}`;
    const known = this.find(key);
    if (known) {
      const runner = this.runnerOf(known);
      if (!runner || runner.execution.input !== input) {
        throw new StepFunctionsError(
          'ExecutionAlreadyExists',
          `Execution Already Exists: '${this.arns.execution(key)}'`,
        );
      }
      await runner.settle();
      return runner.execution;
    }
    if (this.index.get(key)) this.index.forget(key);
    this.journal.keepDefinition(machine.hash, machine.definition);
    const { hash: definition, roleArn } = machine;
    return this.#open(new Execution(key, machine.workflow), {
      ...{ type: 'ExecutionStarted', input, machine: machine.name, definition, roleArn },
      ...(version !== undefined && { version }),
      ...(alias !== undefined && { alias }),
      ...(parent && { parent }),
    });
  }

  async startByArn({ machineArn, ...request }: { machineArn: string; name: string; input: string; parent: Parent }) {
    return this.start({ ...this.targetOf(machineArn), ...request });
  }

  async startItem({ parent, key, mapState, input, place }: ItemRequest): Promise<void> {
    const { workflow, definition, roleArn } = parent;
    const state = findMapState(this.#workflows.get(definition) ?? workflow, mapState);
    if (!state) throw new Error(`There is no Map state ${mapState}.`);
    const machine = key.slice(0, key.indexOf(':'));
    const started = { input: JSON.stringify(input), machine, definition, mapState, roleArn, parent: place };
    await this.#open(new Execution(key, state.processor), { type: 'ExecutionStarted', ...started });
  }

  /**
   * Opens an execution that failed, timed out or was stopped again.
   * @throws ApiError ExecutionNotRedrivable
   */
  async redrive(entry: IndexedExecution): Promise<Execution> {
    const reason = this.whyNotRedrivable(entry);
    const changes = reason === undefined ? await this.journal.read(entry.key, entry.place) : undefined;
    if (!changes)
      throw new StepFunctionsError('ExecutionNotRedrivable', reason ?? 'Execution redrivable period exceeded');
    const execution = this.fold(entry.key, changes);
    if (execution.nextEvent >= EVENT_LIMIT) {
      throw new StepFunctionsError('ExecutionNotRedrivable', 'Execution history event limit exceeded');
    }
    const runner = new Runner(execution, this);
    this.index.addOpen(runner);
    await Promise.all([this.journal.reopen(entry.key, changes), runner.redrive()]);
    return execution;
  }

  /** As AWS words it; undefined if an execution can be redriven. */
  whyNotRedrivable({ status, started, stopped, mapRun }: IndexedExecution): string | undefined {
    if (status === 'RUNNING' || status === 'SUCCEEDED') return `Execution is ${status} and cannot be redriven`;
    if (mapRun !== undefined) return 'Execution of a map run is redriven with the map run';
    const until = Math.min((stopped ?? 0) + REDRIVABLE, started + LONGEST_EXECUTION);
    return until < this.clock.now() ? 'Execution redrivable period exceeded' : undefined;
  }

  /** @throws ApiError */
  machineByArn(arn: string): Machine {
    const name = this.arns.nameOfStateMachine(arn);
    const machine = name === undefined ? undefined : this.machines.get(name);
    if (machine) return machine;
    if (!/^arn:[\w-]+:states:/.test(arn)) throw new StepFunctionsError('InvalidArn', `Invalid Arn: '${arn}'`);
    throw new StepFunctionsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }

  /** What an ARN names: a machine, a version of it, or what an alias points at. @throws ApiError */
  targetOf(arn: string): Target {
    const [, machineArn = arn, qualifier] = /^(arn:.*:stateMachine:[^:]+):([^:]+)$/.exec(arn) ?? [];
    const machine = this.machineByArn(machineArn);
    if (qualifier === undefined) return { machine };
    const found = this.versions.find(machine.name, qualifier);
    if (!found) throw new StepFunctionsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    const { version, alias } = found;
    const named = { version: version.number, ...(alias && { alias: alias.name }) };
    if (version.revision === machine.revision) return { machine, ...named };
    const { definition, roleArn, published: created, revision } = version;
    const hash = hashOf(definition);
    const workflow = this.#workflows.get(hash) ?? parseDefinition(definition);
    this.#workflows.set(hash, workflow);
    return { machine: { ...machine, definition, roleArn, created, revision, hash, workflow }, ...named };
  }

  /** An execution as it stands or as it ended; undefined if its changes are no longer kept. */
  async load({ key, runner, place }: IndexedExecution): Promise<Execution | undefined> {
    if (runner) return runner.execution;
    const changes = await this.journal.read(key, place);
    return changes && this.fold(key, changes);
  }

  append(key: string, changes: Change[]): Promise<void> | undefined {
    return this.journal.append(key, changes);
  }

  async carryOut(request: TaskRequest): Promise<TaskOutcome> {
    const integration = this.integrations.get(request.resource.integration);
    if (integration) return integration(request);
    return { ok: false, error: 'States.Runtime', cause: `'${request.resource.arn}' is not served here.` };
  }

  refuseStart({ key, roleArn }: Execution, machineArn: string): string | undefined {
    return this.#refuseStart(machineArn, { roleArn, executionArn: this.arns.execution(key) });
  }

  beginChild(parent: Execution, frame: number, index: number): void {
    this.clock.track(this.children.startForItem(parent, frame, index));
  }

  stopChildren(keys: string[]): void {
    this.children.stop(keys);
  }

  ended(runner: Runner): void {
    const { key, machine, status, started, stopped = this.clock.now(), parent, mapRuns } = runner.execution;
    this.#resting.forget(runner);
    const place = this.journal.end({ key, machine, status, started, stopped, mapRun: parent?.mapRun, mapRuns });
    this.index.end(key, { status, stopped, place, mapRuns });
    this.children.ended(runner.execution);
  }

  /** Folds an execution from its changes. */
  fold(key: string, changes: Change[]): Execution {
    const [first] = changes;
    if (first?.type !== 'ExecutionStarted') throw new Error(`The history of ${key} has no beginning.`);
    const execution = new Execution(key, this.#workflowOf(first));
    for (const change of changes) execution.apply(change);
    execution.roleArn = this.machines.get(execution.machine)?.roleArn ?? execution.roleArn;
    return execution;
  }

  /** Takes up what the journal held. */
  async recover({ open, ended }: KeptExecutions): Promise<void> {
    const runners: Runner[] = [];
    const executions = [...open].map(([key, changes]) => this.fold(key, changes));
    for (const item of [...ended, ...executions].sort((a, b) => a.started - b.started)) {
      if (!(item instanceof Execution)) {
        this.index.addEnded(item);
        continue;
      }
      const runner = new Runner(item, this);
      this.index.addOpen(runner);
      runners.push(runner);
    }
    await Promise.all(runners.map((runner) => runner.resume()));
  }

  idle(runner: Runner): void {
    this.#resting.idle(runner);
  }

  stalled(runner: Runner): void {
    this.#resting.forget(runner);
    this.#stalled.add(runner.execution.key);
    this.#healing ??= this.#heal();
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { runner, alarm } of this.index.open()) {
      runner?.halt();
      alarm?.();
    }
    await this.journal.close();
    this.index.close();
  }

  async #open(execution: Execution, fact: ExecutionStarted): Promise<Execution> {
    const runner = new Runner(execution, this);
    const started = runner.start(fact);
    this.index.addOpen(runner);
    await started;
    return execution;
  }

  /** Takes stalled executions up again from what is on disk, once it can be written again. */
  async #heal(): Promise<void> {
    for (let pause = 500; this.#stalled.size > 0; pause = Math.min(2 * pause, 30_000)) {
      await new Promise((resolve) => setTimeout(resolve, pause).unref());
      if (this.#closed) return;
      const writable = await this.journal.probe().then(
        () => true,
        () => false,
      );
      if (!writable) continue;
      const stalled = [...this.#stalled];
      this.#stalled.clear();
      for (const key of stalled) await this.#takeUp(key);
    }
    this.#healing = undefined;
  }

  async #takeUp(key: string): Promise<void> {
    const entry = this.index.get(key);
    const changes = await this.journal.read(key, entry?.place);
    if (!entry || !changes || changes.length === 0) {
      this.index.forget(key); // its start was refused
      return;
    }
    entry.runner = new Runner(this.fold(key, changes), this);
    await entry.runner.resume().catch(() => {}); // it stalled, and is taken up again
  }

  #workflowOf({ definition, mapState }: ExecutionStarted): Workflow {
    const whole = this.#wholeWorkflow(definition);
    const inner = mapState === undefined ? undefined : findMapState(whole, mapState)?.processor;
    return inner ?? whole;
  }

  #wholeWorkflow(definition: string): Workflow {
    const known = this.#workflows.get(definition);
    if (known) return known;
    const text = this.journal.definition(definition);
    if (text === undefined) throw new Error(`The journal lacks the definition ${definition}.`);
    const workflow = parseDefinition(text);
    this.#workflows.set(definition, workflow);
    return workflow;
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
