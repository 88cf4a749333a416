import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { ApiError } from './api-error.ts';
import { createArns, type Region, type RegionArns } from './arns.ts';
import type { Change, Fact, Parent } from './changes.ts';
import type { Workflow } from './definition.ts';
import { checkDefinition } from './definition-checks.ts';
import { Execution } from './execution.ts';
import { type Entry, ExecutionIndex } from './execution-index.ts';
import { checkExpressions, type Names } from './expression-checks.ts';
import type { Integration } from './integrations.ts';
import type { Journal, Kept } from './journal/journal.ts';
import type { Json } from './json.ts';
import { parseDefinition } from './parse-definition.ts';
import type { TaskOutcome } from './run-task.ts';
import { Runner, type Surroundings, type TaskRequest } from './runner.ts';

export interface Machine {
  name: string;
  arn: string;
  roleArn: string;
  definition: string;
  hash: string;
  workflow: Workflow;
  created: number;
}

export interface StartRequest {
  machine: Machine;
  name: string;
  input: string;
  parent?: Parent;
}

const NAMES_KEPT = 90 * 86_400_000; // milliseconds after its end in which an execution's name is not free again

/** The state machines of one region and their executions. */
export class Engine implements Surroundings {
  readonly clock: Clock;
  readonly arns: RegionArns;
  readonly region: string;
  readonly machines = new Map<string, Machine>();
  readonly index = new ExecutionIndex();
  readonly journal: Journal;
  readonly integrations = new Map<string, Integration>();
  readonly #assigned: Names['assigned'];
  readonly #workflows = new Map<string, Workflow>();

  constructor(clock: Clock, region: Region, journal: Journal, assigned: Names['assigned']) {
    this.#assigned = assigned;
    this.clock = clock;
    this.region = region.region;
    this.arns = createArns(region);
    this.journal = journal;
    journal.onForget((file) => this.index.forgetFile(file));
  }

  /** @throws DefinitionError */
  define({ name, arn, definition, roleArn }: { name: string; arn: string; definition: string; roleArn: string }): void {
    const workflow = parseDefinition(definition);
    checkDefinition(workflow, [...this.integrations.keys()]);
    checkExpressions(workflow, { outer: new Set(), assigned: this.#assigned });
    const hash = createHash('sha256').update(definition).digest('hex').slice(0, 16);
    this.#workflows.set(hash, workflow);
    this.machines.set(name, { name, arn, roleArn, definition, hash, workflow, created: this.clock.now() });
  }

  /** The entry of an execution whose name is not free again yet. */
  find(key: string): Entry | undefined {
    const entry = this.index.get(key);
    if (entry?.stopped !== undefined && entry.stopped + NAMES_KEPT < this.clock.now()) return undefined;
    return entry;
  }

  /**
   * Starts an execution, or finds the open one of the same name and input.
   * @throws ApiError ExecutionAlreadyExists
   */
  async start({ machine, name, input, parent }: StartRequest): Promise<Execution> {
    const key = `${machine.name}:${name}`;
    const known = this.find(key);
    if (known) {
      const { runner } = known;
      if (!runner || runner.execution.input !== input) {
        throw new ApiError('ExecutionAlreadyExists', `Execution Already Exists: '${this.arns.execution(key)}'`);
      }
      await runner.settle();
      return runner.execution;
    }
    if (this.index.get(key)) this.index.forget(key);
    this.journal.keepDefinition(machine.hash, machine.definition);
    const execution = new Execution(key, machine.workflow);
    const runner = new Runner(execution, this);
    const { hash: definition, roleArn } = machine;
    const started = runner.start({
      ...{ type: 'ExecutionStarted', input, machine: machine.name, definition, roleArn },
      ...(parent && { parent }),
    });
    this.index.addOpen(runner, parent?.mapRun);
    await started;
    return execution;
  }

  append(key: string, changes: Change[]): Promise<void> | undefined {
    return this.journal.append(key, changes);
  }

  async carryOut(request: TaskRequest): Promise<TaskOutcome> {
    const integration = this.integrations.get(request.resource.integration);
    if (integration) return integration(request);
    return { ok: false, error: 'States.Runtime', cause: `'${request.resource.arn}' is not served here.` };
  }

  beginChild(_parent: Execution, _frame: number, _index: number): void {}

  stopChildren(_parent: Execution, _keys: string[]): void {}

  ended(runner: Runner): void {
    const { key, machine, status, started, stopped = this.clock.now(), parent } = runner.execution;
    const place = this.journal.end({ key, machine, status, started, stopped, mapRun: parent?.mapRun });
    const entry = this.index.get(key);
    if (entry) Object.assign(entry, { status, stopped, place, runner: undefined });
  }

  /** Folds an execution from its changes. */
  fold(key: string, changes: Change[]): Execution {
    const [first] = changes;
    if (first?.type !== 'ExecutionStarted') throw new Error(`The history of ${key} has no beginning.`);
    const execution = new Execution(key, this.#workflowOf(first));
    for (const change of changes) execution.apply(change);
    return execution;
  }

  /** Takes up what the journal held. */
  async recover({ open, ended }: Kept): Promise<void> {
    const runners: Runner[] = [];
    const executions = [...open].map(([key, changes]) => this.fold(key, changes));
    for (const item of [...ended, ...executions].sort((a, b) => a.started - b.started)) {
      if (!(item instanceof Execution)) {
        this.index.addEnded(item);
        continue;
      }
      item.roleArn = this.machines.get(item.machine)?.roleArn ?? item.roleArn;
      const runner = new Runner(item, this);
      this.index.addOpen(runner, item.parent?.mapRun);
      runners.push(runner);
    }
    await Promise.all(runners.map((runner) => runner.resume()));
  }

  async close(): Promise<void> {
    for (const runner of this.index.open()) runner.halt();
    await this.journal.close();
  }

  #workflowOf({ definition }: Fact & { type: 'ExecutionStarted' }): Workflow {
    const known = this.#workflows.get(definition);
    if (known) return known;
    const text = this.journal.definition(definition);
    if (text === undefined) throw new Error(`The journal lacks the definition ${definition}.`);
    const workflow = parseDefinition(text);
    this.#workflows.set(definition, workflow);
    return workflow;
  }
}

export function toStartOutput(execution: Execution, arns: RegionArns): Json {
  return { ExecutionArn: arns.execution(execution.key), StartDate: execution.started / 1000 };
}
