/**
 * `npm run bench -- reminders`: one morning's reminders in the whole local cloud. 10,000 are due; how many people are
 * planned for besides grows from row to row. From 09:00 until the last message was handed to a gateway: seconds,
 * processor time and memory of the machine. Then the same morning once more on a database that counts what is read and
 * written, which takes its time.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { readOwnerKey } from '../../infra/small-cloud/data-folder/owner-key.ts';
import { type GatewayStub, startGateway } from '../support/gateway.ts';
import { type MachineProcess, processorSeconds, startMachine } from '../support/machine-process.ts';
import { openRollOf } from '../support/reminder-people.ts';
import { openRunningMachine } from '../support/running-machine.ts';
import { countTransitions } from './cost/count-transitions.ts';
import { serveCountedDatabase } from './cost/counted-database.ts';
import { tellFigure } from './figures.ts';
import { fill } from './reminders/fill.ts';
import { makeResidents, populate, TODAY } from './reminders/population.ts';
import { watchMemory } from './watch-memory.ts';

const { values } = readArguments({
  name: 'bench -- reminders',
  does: 'One morning’s reminders: seconds, processor time, memory, and what is read and written.',
  options: {
    people: { type: 'string', value: 'N,N', says: 'planned for, a row each', default: '10000,1000000' },
    due: { type: 'string', value: 'N', says: 'due on the day', default: '10000' },
  },
  example: 'npm run bench -- reminders --people 1000,20000 --due 1000',
});
const due = Number(values.due);
const numbersOfPeople = values.people.split(',').map(Number);
const mostPeople = Math.max(...numbersOfPeople);
const number = (value: number): string => Math.round(value).toLocaleString('en');

const folder = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
const assembly = join(folder, 'cdk.out');
try {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../infra/local/commands/assemble.ts'), assembly]);
  for (const people of numbersOfPeople) {
    const data = await populateMachine(people);
    const counted = `${data}-counted`;
    cpSync(data, counted, { recursive: true });
    console.log(`${number(people)} people planned for, ${number(due)} due`);
    await time(data, people);
    rmSync(data, { recursive: true });
    await count(counted, people);
    rmSync(counted, { recursive: true });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A machine shortly before 09:00, for as long as the work takes. */
async function onMachine<Result>(
  data: string,
  work: (url: string, machine: MachineProcess, gateway: GatewayStub) => Promise<Result>,
  ...options: string[]
): Promise<Result> {
  const gateway = await startGateway();
  const clock = ['--clock', `${TODAY}T08:58:00+08:00`, '--gateway', gateway.url];
  const machine = startMachine(data, '--assembly', assembly, ...clock, ...options);
  try {
    return await work(await machine.ready, machine, gateway);
  } finally {
    machine.child.kill('SIGINT');
    await machine.exited;
    await gateway.close();
  }
}

/** The data folder of a machine that stands still. */
async function populateMachine(people: number): Promise<string> {
  const data = join(folder, String(people));
  // The first start makes the tables, and the secret by which people are sealed.
  const residents = await onMachine(data, async (url) => {
    const { identity } = await openRollOf({ url, owner: readOwnerKey(data) }, data);
    return makeResidents(due, identity);
  });
  await fill(join(data, 'dynamodb'), populate(people, residents));
  return data;
}

async function time(data: string, people: number): Promise<void> {
  await onMachine(data, async (url, { child: { pid } }, gateway) => {
    const watched = watchMemory(pid);
    const cpu = processorSeconds(pid);
    const from = performance.now();
    await openRunningMachine(url).moveClock('PT2M1S');
    const seconds = (performance.now() - from) / 1000;
    const used = processorSeconds(pid) - cpu;
    const sent = gateway.delivered.size;
    console.log(`  ${number(sent)} handed over in ${seconds.toFixed(1)} s (${number(sent / seconds)} a second)`);
    const peak = watched.peak();
    console.log(
      `  ${used} s of processor, at most ${watched.own()} MB of its own, ${peak} MB with the files of the database that it maps`,
    );
    if (people === mostPeople) {
      console.log(`  ${tellFigure('reminders.rate', sent / seconds)}`);
      console.log(`  ${tellFigure('reminders.memory', peak)}`);
    }
    watched.stop();
  });
}

async function count(data: string, people: number): Promise<void> {
  const database = await serveCountedDatabase(join(data, 'dynamodb'));
  const work = async (url: string) => {
    const machine = openRunningMachine(url);
    database.count();
    await machine.moveClock('PT2M1S');
    const counts = database.count();
    const transitions = await countTransitions(machine, 'canbao-reminders');
    for (const { table, requests, itemsRead, itemsWritten } of counts) {
      const each = `${(itemsRead / due).toFixed(3)} and ${(itemsWritten / due).toFixed(3)} a reminder`;
      const items = `${number(itemsRead)} items read, ${number(itemsWritten)} written`;
      console.log(`  ${table}: ${items} (${each}), ${number(requests)} requests`);
    }
    console.log(`  ${number(transitions)} transitions (${(transitions / due).toFixed(4)} a reminder)`);
    if (people !== mostPeople) return;
    const found = (counts.find(({ table }) => table === 'Reminders')?.itemsRead ?? Number.NaN) / due;
    console.log(`  ${tellFigure('reminders.items read', found)}`);
    tellFigure('reminders.transitions', transitions / due);
  };
  try {
    await onMachine(data, work, '--dynamodb', database.url);
  } finally {
    await database.close();
  }
}
