import { z } from 'zod';
import { type Clock, startClock } from '../../../infra/small-cloud/clock/clock.ts';
import {
  type FunctionOutcome,
  openStateMachines,
  type StateMachines,
} from '../../../infra/small-cloud/services/state-machines/state-machines.ts';

export const START = Date.UTC(2026, 2, 10, 1);
export const SECOND = 1_000;
export const DAY = 86_400_000;
const PREFIX = 'arn:aws-cn:states:cn-northwest-1:000000000000';

/** What a task's function does with its payload. A thrown error fails the attempt with its name. */
export type Functions = Record<string, (payload: unknown) => unknown>;

export interface Rig {
  clock: Clock;
  machines: StateMachines;
  /** The names of the functions called, in order. */
  calls: string[];
  define(states: object, name?: string): void;
  start(input?: unknown, name?: string, machine?: string): Promise<string>;
  /** Calls an operation that must succeed. */
  call(operation: string, request: object): Promise<Answer>;
  /** Calls an operation that must be refused, and gives the type of the refusal. */
  refused(operation: string, request: object): Promise<string>;
  describe(executionArn: string): Promise<Description>;
  /** Starts an execution, lets all its time pass, and describes it. */
  run(input?: unknown): Promise<Description>;
  history(executionArn: string): Promise<HistoryEvent[]>;
  /** The types of the history's events. */
  events(executionArn: string): Promise<string[]>;
}

const answerSchema = z.record(z.string(), z.unknown());
export type Answer = z.infer<typeof answerSchema>;

const descriptionSchema = z.looseObject({
  status: z.string(),
  input: z.string().transform((text): unknown => JSON.parse(text)),
  output: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
});
export type Description = z.infer<typeof descriptionSchema>;

const historySchema = z.object({ events: z.array(z.looseObject({ type: z.string() })) });
export type HistoryEvent = z.infer<typeof historySchema>['events'][number];

export async function openRig(
  options: { functions?: Functions; directory?: string; from?: number } = {},
): Promise<Rig> {
  const { functions = {}, directory, from = START } = options;
  const clock = startClock({ from, standsStill: true });
  const calls: string[] = [];
  const machines = await openStateMachines({
    ...{ directory, clock, region: 'cn-northwest-1', account: '000000000000', partition: 'aws-cn' },
    invoke: async (arn, payload) => {
      const name = arn.split(':').at(-1) ?? '';
      calls.push(name);
      return invoke(functions, name, payload);
    },
  });
  return createRig(clock, machines, calls);
}

async function invoke(functions: Functions, name: string, payload: unknown): Promise<FunctionOutcome> {
  const call = functions[name];
  if (!call) return { ok: false, error: 'Lambda.ResourceNotFoundException', cause: `Function not found: ${name}` };
  try {
    return { ok: true, payload: await call(payload) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return {
      ok: false,
      error: error.name,
      cause: JSON.stringify({ errorType: error.name, errorMessage: error.message }),
    };
  }
}

function createRig(clock: Clock, machines: StateMachines, calls: string[]): Rig {
  async function call(operation: string, request: object): Promise<Answer> {
    const { status, body } = await machines.handle(operation, request);
    if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(body)}`);
    return answerSchema.parse(body);
  }
  const rig: Rig = {
    ...{ clock, machines, calls, call },
    define(states, name = 'machine') {
      const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states });
      machines.define({
        name,
        arn: stateMachine(name),
        definition,
        roleArn: 'arn:aws-cn:iam::000000000000:role/machine',
      });
    },
    async start(input = {}, name, machine = 'machine') {
      const request = { stateMachineArn: stateMachine(machine), input: JSON.stringify(input), name };
      return z.string().parse((await call('StartExecution', request)).executionArn);
    },
    async refused(operation, request) {
      const { status, body } = await machines.handle(operation, request);
      if (status === 200) throw new Error(`${operation} was not refused.`);
      const { __type } = z.object({ __type: z.string(), message: z.string().min(1) }).parse(body);
      return __type.replace('com.amazonaws.sfn#', '');
    },
    async describe(executionArn) {
      return descriptionSchema.parse(await call('DescribeExecution', { executionArn }));
    },
    async run(input) {
      const executionArn = await rig.start(input);
      await clock.move(clock.now() + 30 * DAY);
      return rig.describe(executionArn);
    },
    async history(executionArn) {
      return historySchema.parse(await call('GetExecutionHistory', { executionArn, maxResults: 1000 })).events;
    },
    async events(executionArn) {
      return (await rig.history(executionArn)).map(({ type }) => type);
    },
  };
  return rig;
}

export function stateMachine(name: string): string {
  return `${PREFIX}:stateMachine:${name}`;
}

export function execution(name: string, machine = 'machine'): string {
  return `${PREFIX}:execution:${machine}:${name}`;
}

/** A Task state that calls a function with the state's input. */
export function task(name: string, more: object = {}): object {
  return {
    Type: 'Task',
    Resource: 'arn:aws-cn:states:::lambda:invoke',
    Arguments: {
      FunctionName: `arn:aws-cn:lambda:cn-northwest-1:000000000000:function:${name}`,
      Payload: '{% $states.input %}',
    },
    Output: '{% $states.result.Payload %}',
    ...('Next' in more ? {} : { End: true }),
    ...more,
  };
}

/** A Task state that hands its token to a function and waits for somebody to use it. */
export function tokenTask(name: string, more: object = {}): object {
  return task(name, {
    Resource: 'arn:aws-cn:states:::lambda:invoke.waitForTaskToken',
    Arguments: {
      FunctionName: `arn:aws-cn:lambda:cn-northwest-1:000000000000:function:${name}`,
      Payload: { token: '{% $states.context.Task.Token %}', input: '{% $states.input %}' },
    },
    Output: '{% $states.result %}',
    ...more,
  });
}
