import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Clock, startClock } from '../../../infra/small-cloud/clock/clock.ts';
import {
  openStateMachines,
  type StateMachines,
} from '../../../infra/small-cloud/services/state-machines/state-machines.ts';
import { execution, stateMachine, task } from '../../small-cloud/state-machines/rig.ts';

const NAMES = ['First', 'Second', 'Third', 'Fourth', 'Fifth'];
const describedSchema = z.object({ status: z.string() });

/** A machine of five tasks whose functions run in this process, do nothing, and hand on what they got. */
export interface FiveTasks {
  machines: StateMachines;
  clock: Clock;
  /** Runs an execution; resolves once its end is kept, as a client that asks for it sees it. */
  run(name: string): Promise<void>;
  /** Calls an operation that must succeed. */
  call(operation: string, request: object): Promise<unknown>;
}

export async function openFiveTasks(
  options: { directory?: string | undefined; from?: number } = {},
): Promise<FiveTasks> {
  const { directory, from } = options;
  const clock = startClock(from === undefined ? {} : { from });
  const atTheLast = new Map<string, () => void>();
  const machines = await openStateMachines({
    ...{ directory, clock, region: 'cn-northwest-1', account: '000000000000', partition: 'aws-cn' },
    invoke: async (functionArn, payload, { executionArn }) => {
      if (functionArn.endsWith(':Fifth')) atTheLast.get(executionArn)?.();
      return { ok: true, payload };
    },
  });
  const define = (name: string, states: object) => {
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states });
    machines.define({
      name,
      arn: stateMachine(name),
      definition,
      roleArn: `arn:aws-cn:iam::000000000000:role/${name}`,
    });
  };
  define(
    'five-tasks',
    Object.fromEntries(NAMES.map((name, at) => [name, task(name, NAMES[at + 1] ? { Next: NAMES[at + 1] } : {})])),
  );
  define('ninety-days', { Wait: { Type: 'Wait', Seconds: 90 * 86_400, End: true } });
  await machines.recover();

  async function call(operation: string, request: object): Promise<unknown> {
    const { status, body } = await machines.handle(operation, request);
    if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(body)}`);
    return body;
  }
  const look = directory === undefined ? () => new Promise(setImmediate) : () => sleep(1);
  return {
    ...{ machines, clock, call },
    async run(name) {
      const executionArn = execution(name, 'five-tasks');
      const last = new Promise<void>((resolve) => atTheLast.set(executionArn, resolve));
      await call('StartExecution', { stateMachineArn: stateMachine('five-tasks'), name, input: '{"amount":"400.00"}' });
      await last;
      atTheLast.delete(executionArn);
      for (;;) {
        await look();
        const { status } = describedSchema.parse(await call('DescribeExecution', { executionArn }));
        if (status === 'SUCCEEDED') return;
        if (status !== 'RUNNING') throw new Error(`${name} ended ${status}.`);
      }
    },
  };
}
