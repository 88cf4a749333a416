/** A state machine in the interpreter of this machine, with functions that answer by a script. */
import { z } from 'zod';
import { startClock } from '../../infra/small-cloud/clock/clock.ts';
import {
  type FunctionOutcome,
  openStateMachines,
  type StateMachines,
} from '../../infra/small-cloud/services/state-machines/state-machines.ts';
import { readStateMachine } from './state-machine-file.ts';

const ARN = 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:scripted';
const START = Date.parse('2026-01-10T02:00:00.000Z');
/** How far the clock is moved before looking whether the execution has ended. */
const STEP = 5 * 86_400_000;

/**
 * What a state's function does, call by call: an object is its answer, `error` a failure of that name. A state that
 * waits on a token gets the answer by its token; `timeout` lets it wait until its time is over.
 */
export type Script = Record<string, readonly ScriptedAnswer[]>;
export type ScriptedAnswer = Record<string, unknown> | { error: string } | 'timeout';

export interface ScriptedMachine {
  /** Folder and name of the file. */
  kind: string;
  /** What stands before a state's name in the name of its function. */
  prefix: string;
  /** What the functions answer that a script does not speak of. */
  answers: Record<string, ScriptedAnswer>;
}

const payloadSchema = z.looseObject({ at: z.string(), token: z.string().optional() });
const historySchema = z.object({
  events: z.array(
    z.looseObject({ type: z.string(), stateEnteredEventDetails: z.looseObject({ name: z.string() }).optional() }),
  ),
});

export interface Played {
  /** Names of the states in the order entered. */
  entered: string[];
  status: string;
  /** What each function was passed, by its name. */
  payloads: { name: string; payload: Record<string, unknown> }[];
}

/** Plays one execution until nothing is left to do. */
export async function playScript({ kind, prefix, answers }: ScriptedMachine, script: Script): Promise<Played> {
  const clock = startClock({ from: START });
  const calls = new Map<string, number>();
  const payloads: Played['payloads'] = [];

  async function invoke(functionArn: string, payload: unknown): Promise<FunctionOutcome> {
    const name = functionArn.replace(new RegExp(`^.*:(${prefix})?`), '');
    const count = calls.get(name) ?? 0;
    calls.set(name, count + 1);
    const event = payloadSchema.parse(payload);
    payloads.push({ name, payload: event });
    const answer = script[name]?.[count] ?? answers[name] ?? {};
    if (answer !== 'timeout' && typeof answer.error === 'string') {
      return { ok: false, error: answer.error, cause: JSON.stringify({ errorMessage: 'as scripted' }) };
    }
    if (event.token !== undefined && answer !== 'timeout') {
      const body = { taskToken: event.token, output: JSON.stringify(answer) };
      clock.at(clock.now() + 1000, () => clock.track(call(machines, 'SendTaskSuccess', body)));
    }
    return { ok: true, payload: answer === 'timeout' ? null : answer };
  }

  const machines = await openStateMachines({
    clock,
    region: 'cn-northwest-1',
    account: '000000000000',
    partition: 'aws-cn',
    invoke,
  });
  machines.define({
    name: 'scripted',
    arn: ARN,
    definition: readStateMachine(kind).runnable,
    roleArn: 'arn:aws-cn:iam::0:role/r',
  });
  await call(machines, 'StartExecution', { stateMachineArn: ARN, name: 'case', input: '{"caseId":"case"}' });
  const executionArn = `${ARN.replace(':stateMachine:', ':execution:')}:case`;

  let status = 'RUNNING';
  while (status === 'RUNNING') {
    await clock.move(clock.now() + STEP);
    status = z.object({ status: z.string() }).parse(await call(machines, 'DescribeExecution', { executionArn })).status;
  }
  const history = historySchema.parse(await call(machines, 'GetExecutionHistory', { executionArn, maxResults: 1000 }));
  await machines.close();
  const entered = history.events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
  return { entered, status, payloads };
}

async function call(machines: StateMachines, operation: string, body: object): Promise<unknown> {
  const answer = await machines.handle(operation, body);
  if (answer.status !== 200) throw new Error(`${operation}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
