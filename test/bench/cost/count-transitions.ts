import { z } from 'zod';
import type { RunningMachine } from '../../support/running-machine.ts';

const executionsSchema = z.object({
  executions: z.array(z.object({ executionArn: z.string() })),
  nextToken: z.string().nullish(),
});
const mapRunsSchema = z.object({ mapRuns: z.array(z.object({ mapRunArn: z.string() })) });
const historySchema = z.object({
  events: z.array(z.object({ type: z.string() })),
  nextToken: z.string().nullish(),
});

/** States entered by all executions of a state machine, and by those that their maps started. */
export async function countTransitions(machine: RunningMachine, name: string): Promise<number> {
  const stateMachineArn = machine.executionsOf(name).replace(':execution:', ':stateMachine:').replace(/:$/, '');
  let sum = 0;
  for (const executionArn of await list(machine, { stateMachineArn })) {
    sum += await statesEntered(machine, executionArn);
    const { mapRuns } = mapRunsSchema.parse(await machine.stepFunctions('ListMapRuns', { executionArn }));
    for (const { mapRunArn } of mapRuns) {
      for (const child of await list(machine, { mapRunArn })) sum += await statesEntered(machine, child);
    }
  }
  return sum;
}

async function list(machine: RunningMachine, of: object): Promise<string[]> {
  const found: string[] = [];
  let nextToken: string | null | undefined;
  do {
    const page = executionsSchema.parse(
      await machine.stepFunctions('ListExecutions', { ...of, maxResults: 100, ...(nextToken && { nextToken }) }),
    );
    found.push(...page.executions.map(({ executionArn }) => executionArn));
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
}

async function statesEntered(machine: RunningMachine, executionArn: string): Promise<number> {
  let [sum, nextToken]: [number, string | null | undefined] = [0, undefined];
  do {
    const page = historySchema.parse(
      await machine.stepFunctions('GetExecutionHistory', {
        executionArn,
        maxResults: 1000,
        ...(nextToken && { nextToken }),
      }),
    );
    sum += page.events.filter(({ type }) => type.endsWith('StateEntered')).length;
    nextToken = page.nextToken;
  } while (nextToken);
  return sum;
}
