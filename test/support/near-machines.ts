/** State machines in the interpreter of this machine, over their real functions: only Lambda is left out. */
import { startClock } from '../../infra/small-cloud/clock/clock.ts';
import {
  type FunctionOutcome,
  openStateMachines,
} from '../../infra/small-cloud/services/state-machines/state-machines.ts';
import { functionEntries } from '../../infra/stacks/function-entries.ts';
import type { openOffice } from '../api/office.ts';
import { readStateMachine } from './state-machine-file.ts';

const arnOf = (name: string): string => `arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:${name}`;

/** @param names of the state machines; @param opened the instant at which their clock begins */
export async function openNearMachines(
  office: Awaited<ReturnType<typeof openOffice>>,
  names: readonly string[],
  opened: string,
) {
  const clock = startClock({ from: Date.parse(opened) });
  const attack = { everyTaskTwice: false, tasksAtWork: 0 };

  async function invoke(functionArn: string, payload: unknown): Promise<FunctionOutcome> {
    const name = functionArn.split(':').at(-1) ?? '';
    const entry = Object.entries(functionEntries).find(([known]) => known === name)?.[1] ?? '';
    const [folder, file] = entry.split('/').slice(-2);
    const { handler } = await import(`../../functions/tasks/${folder}/${file?.replace('.ts', '')}.ts`);
    attack.tasksAtWork += 1;
    try {
      // A function whose answer was lost is called again with the same event.
      if (attack.everyTaskTwice) await handler(payload);
      return { ok: true, payload: await handler(payload) };
    } catch (error) {
      const named = error instanceof Error ? error : new Error(String(error));
      return { ok: false, error: named.name, cause: JSON.stringify({ errorMessage: named.message }) };
    } finally {
      attack.tasksAtWork -= 1;
    }
  }

  const machines = await openStateMachines({
    clock,
    region: 'cn-northwest-1',
    account: '000000000000',
    partition: 'aws-cn',
    invoke,
  });
  for (const name of names) {
    const definition = readStateMachine(name).runnable;
    machines.define({ name, arn: arnOf(name), definition, roleArn: 'arn:aws-cn:iam::0:role/r' });
  }
  office.services.states = (operation, body) => machines.handle(operation, body);
  return { clock, attack, machines };
}
