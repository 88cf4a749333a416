/** The late-payment state machine in the interpreter of this machine, with functions that answer by a script. */
import { z } from 'zod';
import { startClock } from '../../infra/local/clock.ts';
import { type FunctionOutcome, openStateMachines, type StateMachines } from '../../infra/local/state-machines/index.ts';
import { runnableDefinition } from './state-machine-file.ts';

const ARN = 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:late-payment';
const START = Date.parse('2026-01-10T02:00:00.000Z');
/** How far the clock is moved before looking whether the execution has ended. */
const STEP = 5 * 86_400_000;

/**
 * What a state's function does, call by call: an object is its answer, `error` a failure of that name. A state that
 * waits on a token gets the answer by its token; `timeout` lets it wait until its time is over.
 */
export type Script = Record<string, readonly (Record<string, unknown> | { error: string } | 'timeout')[]>;

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
export async function playScript(script: Script): Promise<Played> {
  const clock = startClock({ from: START });
  const calls = new Map<string, number>();
  const payloads: Played['payloads'] = [];

  async function invoke(functionArn: string, payload: unknown): Promise<FunctionOutcome> {
    const name = functionArn.replace(/^.*:(LatePayment)?/, '');
    const count = calls.get(name) ?? 0;
    calls.set(name, count + 1);
    const event = payloadSchema.parse(payload);
    payloads.push({ name, payload: event });
    const answer = script[name]?.[count] ?? DEFAULTS[name] ?? {};
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
    name: 'late-payment',
    arn: ARN,
    definition: runnableDefinition(),
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

/** The straight way: nothing to ask, paid in time, benefits from the day of payment. */
const DEFAULTS: Script[string] extends readonly (infer Answer)[] ? Record<string, Answer> : never = {
  Assess: { outcome: 'pay', benefitsFrom: null },
  AskCaseworker: { decision: 'approved' },
  AwaitDocuments: { decision: 'received' },
  IssuePaymentNotice: { waitUntil: '2026-02-18T00:00:00+08:00' },
  AwaitPayment: { decision: 'paid' },
  RemindToPay: { outcome: 'wait_on', waitUntil: '2026-02-26T00:00:00+08:00' },
  CheckPayment: { expected: true, benefitsFrom: '2026-01-11T00:00:00+08:00' },
  AskAboutPayment: { decision: 'accepted' },
  AwaitBenefits: 'timeout',
  CloseCase: { ended: 'closed' },
};
