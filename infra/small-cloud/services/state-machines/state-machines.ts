import type { Clock } from '../../clock/clock.ts';
import { serveOperation } from './api/operations.ts';
import { Engine, type RefuseStart } from './engine/engine.ts';
import { createLambdaIntegrations, type Integration, type InvokeFunction } from './engine/integrations.ts';
import { openDurableJournal } from './journal/durable-journal.ts';
import type { Journal, KeptExecutions } from './journal/journal.ts';
import { createMemoryJournal } from './journal/memory-journal.ts';

export type { RefuseStart } from './engine/engine.ts';
export type { FunctionOutcome, InvokeFunction } from './engine/integrations.ts';
export type { TaskRequest } from './engine/runner.ts';
export type { TaskOutcome } from './steps/run-task.ts';

/** The state machines of this machine: standard type, JSONata. */
export interface StateMachines {
  /**
   * Sets a state machine, new or changed. Executions under way keep the definition that they started with.
   * @throws DefinitionError naming the state and the field
   */
  define(machine: { name: string; arn: string; definition: string; roleArn: string }): void;
  /** Publishes a machine as it was last defined; the version's ARN, the same as before if nothing changed since. */
  publish(machineArn: string): string;
  /** Lets an alias of a machine point at a version of it. */
  point(alias: string, versionArn: string): void;
  /** Serves `AWSStepFunctions.<operation>` of AWS JSON 1.0. */
  handle(operation: string, body: unknown): Promise<{ status: number; body: unknown }>;
  /**
   * Takes up, after every `define`, what a stop or a crash interrupted: waits go on, and attempts that had not
   * answered are made again.
   */
  recover(): Promise<void>;
  /** Stops where it stands, with everything recorded on disk. Call it before the functions are shut down. */
  close(): Promise<void>;
}

export interface StateMachinesOptions {
  /** Where the journal is kept. Without it nothing outlives the process, and of what ended only the newest is kept. */
  directory?: string | undefined;
  clock: Clock;
  region: string;
  account: string;
  partition: string;
  invoke: InvokeFunction;
  /** Asked before an execution starts others; without it every role may. */
  refuseStart?: RefuseStart;
  /** More service actions that a Task may name, such as `sqs:sendMessage`; they go before the built-in ones. */
  integrations?: Record<string, Integration>;
  /** What becomes of a variable that nothing assigns: refused by `define`, if not told otherwise. */
  unassigned?: 'must be known' | 'fail when read';
}

/** @throws JournalError if the journal is damaged, naming the file and the offset */
export async function openStateMachines(options: StateMachinesOptions): Promise<StateMachines> {
  const { clock, region, account, partition, invoke } = options;
  const { journal, kept } = await openJournal(options);
  let untaken: KeptExecutions | undefined = kept;
  const engine = new Engine(clock, { region, account, partition }, journal, {
    assigned: options.unassigned ?? 'must be known',
    refuseStart: options.refuseStart ?? (() => undefined),
    directory: options.directory,
  });
  const functionArnOf = (name: string) => `arn:${partition}:lambda:${region}:${account}:function:${name}`;
  const integrations: Record<string, Integration> = {
    ...createLambdaIntegrations(invoke, engine.arns, functionArnOf),
    'states:startExecution': (request) => engine.children.startForTask(request),
    ...options.integrations,
  };
  for (const [name, integration] of Object.entries(integrations)) engine.integrations.set(name, integration);
  return {
    define: (machine) => engine.define(machine),
    publish: (machineArn) => `${machineArn}:${engine.publish(machineArn)}`,
    point: (alias, versionArn) => engine.point(alias, versionArn),
    handle: async (operation, body) => {
      if (untaken && untaken.open.size + untaken.ended.length > 0) throw new Error('recover() comes before handle().');
      return clock.track(serveOperation(engine, operation, body));
    },
    recover: async () => {
      const taken = untaken;
      untaken = undefined; // what it holds is not kept twice
      if (taken) await clock.track(engine.recover(taken));
    },
    close: () => engine.close(),
  };
}

function openJournal({ directory, clock }: StateMachinesOptions): Promise<{ journal: Journal; kept: KeptExecutions }> {
  if (directory !== undefined) return openDurableJournal(directory, clock.now);
  return Promise.resolve({ journal: createMemoryJournal(), kept: { open: new Map(), ended: [] } });
}
