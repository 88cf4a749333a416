/**
 * Runs many executions, prints the megabytes of memory that live after a tenth of them and after all, and, if it got a
 * directory, leaves executions open in it and dies as if the power had failed.
 */
import { stateMachine } from '../../small-cloud/state-machines/rig.ts';
import { openFiveTasks } from './machine.ts';

const AT_A_TIME = 512;
const [executions = '0', open = '0', directory] = process.argv.slice(2);
const { run, call } = await openFiveTasks({ directory });

let number = 0;
for (const upTo of [Number(executions) / 10, Number(executions)]) {
  const runOneByOne = async () => {
    while (number < upTo) await run(`execution-${number++}`);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, runOneByOne));
  await new Promise(setImmediate);
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  console.log(((heapUsed + external) / 2 ** 20).toFixed(1));
}

const stateMachineArn = stateMachine('ninety-days');
const start = (at: number) => call('StartExecution', { stateMachineArn, name: `open-${at}`, input: '{}' });
await Promise.all(Array.from({ length: Number(open) }, (_, at) => start(at)));
process.kill(process.pid, 'SIGKILL');
