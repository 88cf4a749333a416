/** A process that runs five steps that do nothing on openworkflow, durable in the SQLite file that it is given. */
import { setTimeout as sleep } from 'node:timers/promises';
import { OpenWorkflow } from 'openworkflow';
import { BackendSqlite } from 'openworkflow/sqlite';
import { serveRounds } from '../five-tasks/serve-rounds.ts';

const backend = BackendSqlite.connect(process.argv[2]);
const engine = new OpenWorkflow({ backend });
const atTheLast = new Map();
const workflow = engine.defineWorkflow({ name: 'five-tasks' }, async ({ input, step }) => {
  let value = input;
  for (const name of ['First', 'Second', 'Third', 'Fourth', 'Fifth']) {
    value = await step.run({ name }, async () => value);
  }
  atTheLast.get(input.number)?.();
  return value;
});
const workers = new Map();
let unclaimed = 0;
let claiming = false;

/** Claims at once what was created; the worker's own loop would sleep for 50 ms and more in between. */
async function claim(worker) {
  claiming = true;
  while (unclaimed > 0) {
    const claimed = await worker.tick();
    unclaimed -= claimed;
    await new Promise(setImmediate);
  }
  claiming = false;
}

await serveRounds(async (number, atATime) => {
  const worker = workers.get(atATime) ?? engine.newWorker({ concurrency: atATime });
  workers.set(atATime, worker);
  const last = new Promise((resolve) => atTheLast.set(number, resolve));
  const { workflowRun } = await workflow.run({ number, amount: '400.00' });
  unclaimed += 1;
  if (!claiming) claim(worker);
  await last;
  atTheLast.delete(number);
  for (;;) {
    const { status } = await backend.getWorkflowRun({ workflowRunId: workflowRun.id });
    if (status === 'completed') return;
    if (status === 'failed') throw new Error(`${number} failed.`);
    await sleep(1);
  }
});
process.exit(0);
