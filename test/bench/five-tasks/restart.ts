/** Opens what a process left in a directory, says so, and then prints how many executions succeeded and are open. */
import { z } from 'zod';
import { stateMachine } from '../../small-cloud/state-machines/rig.ts';
import { openFiveTasks } from './machine.ts';

const pageSchema = z.object({ executions: z.array(z.unknown()), nextToken: z.string().optional() });
const { call, machines } = await openFiveTasks({ directory: process.argv[2] });
console.log('ready');

for (const [machine, statusFilter] of [
  ['five-tasks', 'SUCCEEDED'],
  ['ninety-days', 'RUNNING'],
] as const) {
  let count = 0;
  let nextToken: string | undefined;
  do {
    const request = { stateMachineArn: stateMachine(machine), statusFilter, maxResults: 1000, nextToken };
    const page = pageSchema.parse(await call('ListExecutions', request));
    count += page.executions.length;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  console.log(count);
}
await machines.close();
