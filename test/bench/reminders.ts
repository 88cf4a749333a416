/**
 * `npm run bench:reminders`: one morning's reminders in the whole local cloud. 10,000 are due; how many people are
 * planned for besides grows from row to row. From 09:00 until the last message was handed to a gateway: seconds,
 * processor time and memory of the machine; items read and written, and transitions. The database and the gateway run in
 * the process of the bench, so that they can be counted; its memory is told beside the machine's.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { processorSeconds, residentMb, startMachine } from '../local/machine-process.ts';
import { openRunningMachine, type RunningMachine } from '../local/running-machine.ts';
import { startGateway } from '../support/gateway.ts';
import { openRollOf } from '../support/reminder-people.ts';
import { openCountedDatabase } from './reminders/counted-database.ts';
import { fill } from './reminders/fill.ts';
import { makeResidents, populate, TODAY } from './reminders/population.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '10000,100000,1000000' },
    due: { type: 'string', default: '10000' },
  },
});
const due = Number(values.due);
const number = (value: number): string => Math.round(value).toLocaleString('en');

const historySchema = z.object({ events: z.array(z.object({ type: z.string() })) });
const mapRunsSchema = z.object({ mapRuns: z.array(z.object({ mapRunArn: z.string() })) });
const executionsSchema = z.object({ executions: z.array(z.object({ executionArn: z.string() })) });

const folder = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
try {
  const assembly = join(folder, 'cdk.out');
  // In a process of its own: CDK takes memory that it would not give back.
  execFileSync(process.execPath, [join(import.meta.dirname, '../../infra/local/commands/assemble.ts'), assembly]);
  for (const people of values.people.split(',').map(Number)) await measure(people, assembly);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(people: number, assembly: string): Promise<void> {
  const here = join(folder, String(people));
  const data = join(here, 'data');
  const path = join(here, 'database');
  mkdirSync(path, { recursive: true });
  const gateway = await startGateway();
  const database = await openCountedDatabase(path);
  const start = () => {
    const clock = ['--clock', `${TODAY}T08:58:00+08:00`, '--dynamodb', database.url, '--gateway', gateway.url];
    return startMachine(data, '--assembly', assembly, ...clock);
  };
  try {
    // The first start makes the tables and the secret that people are sealed with.
    const first = start();
    const url = await first.ready;
    const roll = await openRollOf({ url, owner: { accessKeyId: 'LOCALMACHINEOWNER', secretAccessKey: 'local' } }, data);
    const residents = await makeResidents(due, roll.identity);
    first.child.kill('SIGINT');
    await first.exited;
    await database.without(() => fill(path, populate(people, residents)));

    const second = start();
    const machine = openRunningMachine(await second.ready);
    const { pid } = second.child;
    database.count();
    const watched = watchMemory(pid);
    const cpu = processorSeconds(pid);
    const from = performance.now();
    await machine.moveClock('PT2M1S');
    const seconds = (performance.now() - from) / 1000;
    const used = processorSeconds(pid) - cpu;
    const counts = database.count();
    const peak = watched.stop();
    const transitions = await countTransitions(machine);

    console.log(
      `${number(people)} people planned for, ${number(due)} due, ${number(gateway.delivered.size)} handed over`,
    );
    console.log(
      `  ${seconds.toFixed(1)} s (${number(gateway.delivered.size / seconds)} a second), ${used} s of processor`,
    );
    console.log(`  at most ${peak.machine} MB, and ${peak.bench} MB of database and gateway`);
    for (const [table, { requests, itemsRead, itemsWritten }] of counts) {
      const each = `${(itemsRead / due).toFixed(3)} and ${(itemsWritten / due).toFixed(3)} a reminder`;
      console.log(
        `  ${table}: ${number(itemsRead)} items read, ${number(itemsWritten)} written (${each}), ${number(requests)} requests`,
      );
    }
    console.log(`  ${number(transitions)} transitions (${(transitions / due).toFixed(4)} a reminder)`);
    second.child.kill('SIGINT');
    await second.exited;
  } finally {
    await database.close();
    await gateway.close();
    rmSync(here, { recursive: true, force: true });
  }
}

/** The most that the machine and the bench have needed, in MB. */
function watchMemory(pid: number | undefined) {
  const peak = { machine: 0, bench: 0 };
  const look = () => {
    peak.machine = Math.max(peak.machine, residentMb(pid));
    peak.bench = Math.max(peak.bench, Math.round(process.memoryUsage.rss() / 1024 / 1024));
  };
  const timer = setInterval(look, 500);
  return {
    stop() {
      clearInterval(timer);
      look();
      return peak;
    },
  };
}

/** States entered by the day's execution and those that its maps started. */
async function countTransitions({ stepFunctions, executionsOf }: RunningMachine): Promise<number> {
  const day = `${executionsOf('canbao-reminders')}reminders-${TODAY}`;
  const { mapRuns } = mapRunsSchema.parse(await stepFunctions('ListMapRuns', { executionArn: day }));
  const children = await Promise.all(
    mapRuns.map(async ({ mapRunArn }) => executionsSchema.parse(await stepFunctions('ListExecutions', { mapRunArn }))),
  );
  let entered = 0;
  for (const executionArn of [
    day,
    ...children.flatMap(({ executions }) => executions.map((one) => one.executionArn)),
  ]) {
    const { events } = historySchema.parse(
      await stepFunctions('GetExecutionHistory', { executionArn, maxResults: 1000 }),
    );
    entered += events.filter(({ type }) => type.endsWith('StateEntered')).length;
  }
  return entered;
}
