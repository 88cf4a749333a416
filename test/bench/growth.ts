/**
 * `npm run bench -- growth`: what a case and a list cost on one machine with so many cases stored, which are written
 * directly: cases a second, 16 at a time, until each waits for a decision, their processor time, p95 of the first page of
 * the queue and of the cases, memory, seconds of a start, and what lies on the disk.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { readArguments, UsageError } from '../../infra/local/commands/arguments.ts';
import { readOwnerKey } from '../../infra/small-cloud/data-folder/owner-key.ts';
import { processorSeconds, residentMb, runOn, startMachine } from '../support/machine-process.ts';
import { openRollOf } from '../support/reminder-people.ts';
import { openingOf } from '../support/residents.ts';
import { caseIdIn, openRunningMachine } from '../support/running-machine.ts';
import { tellFigure, write } from './figures.ts';
import { openingCases } from './opening-cases.ts';
import { percentile } from './percentile.ts';
import { printTable } from './print-table.ts';
import { fill, type PlainItem } from './reminders/fill.ts';
import { type Applicant, copies, makeApplicants, readTemplate } from './search/population.ts';

const { values } = readArguments({
  name: 'bench -- growth',
  does: 'What a case and a list cost on one machine with ever more cases stored.',
  options: {
    stored: { type: 'string', value: 'N,N', says: 'cases that are stored', default: '1000,100000,1000000' },
    cases: { type: 'string', value: 'N', says: 'how many are opened beside them each time', default: '200' },
  },
  example: 'npm run bench -- growth --stored 1000,20000',
});
const stored = values.stored.split(',').map(Number);
const isRising = stored.every((one, index) => Number.isInteger(one) && one > (stored[index - 1] ?? 0));
if (!isRising) throw new UsageError('--stored takes whole numbers that rise, as 1000,20000');
const cases = Number(values.cases);

const REGION = '141181';
const LISTS = { queue: '/tasks?limit=50', cases: '/cases?limit=50' };
const LOOKS = 40;
const COLUMNS = [
  'stored',
  'start s',
  'cases/s',
  'ms each',
  'queue p95 ms',
  'cases p95 ms',
  'memory MB',
  'disk MB',
] as const;
type Column = (typeof COLUMNS)[number];
type Found = Record<Column, number>;

const folder = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
const data = join(folder, 'data');
const start = startedBy(await keptAssembly());
try {
  const { some, template } = await makeTemplate();
  const found: Found[] = [];
  for (const [index, to] of stored.entries()) {
    await fill(join(data, 'dynamodb'), copies({ from: stored[index - 1] ?? 1, to }, some, template));
    found.push(await measure(to));
  }
  const [fewest, most] = [found[0], found.at(-1)];
  if (fewest && most) {
    tellFigure('growth.rate', (100 * most['cases/s']) / fewest['cases/s']);
    tellFigure('growth.queue p95', most['queue p95 ms']);
    tellFigure('growth.cases p95', most['cases p95 ms']);
  }
  printTable(COLUMNS, found.map(rounded));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function rounded(found: Found): Record<Column, string> {
  const cells = COLUMNS.map((column) => [column, write(Math.round(10 * found[column]) / 10)]);
  return Object.fromEntries(cells);
}

function startedBy(assembly: string) {
  const clock = ['--clock', '2026-03-10T09:00:00+08:00', '--unthrottled'];
  return () => startMachine(data, '--assembly', assembly, ...clock);
}

function tokenOf(): string {
  return runOn(data, 'token.ts', '--role', 'caseworker', '--regions', REGION);
}

/** The first start makes the tables, the secret, and one case to be copied. */
async function makeTemplate(): Promise<{ some: Applicant[]; template: PlainItem }> {
  const machine = start();
  try {
    const url = await machine.ready;
    const running = openRunningMachine(url);
    const opening = { ...openingOf(999_999), kind: 'late-payment' };
    const caseId = caseIdIn(await running.api(tokenOf(), 'POST', '/cases', opening, 'bench-growth-template'));
    const at = { url, owner: readOwnerKey(data) };
    const template = await readTemplate(at, caseId);
    const { identity } = await openRollOf(at, data);
    return { some: await makeApplicants(1000, identity), template };
  } finally {
    machine.child.kill('SIGINT');
    await machine.exited;
  }
}

async function measure(number: number): Promise<Found> {
  const from = performance.now();
  const machine = start();
  const { pid } = machine.child;
  try {
    const running = openRunningMachine(await machine.ready);
    const ready = (performance.now() - from) / 1000;
    const desk = tokenOf();
    const list = async (path: string): Promise<number> => {
      const took: number[] = [];
      for (let look = -3; look < LOOKS; look += 1) {
        const asked = performance.now();
        const { status, body } = await running.api(desk, 'GET', path);
        if (status !== 200) throw new Error(`${path} ${status} ${JSON.stringify(body)}`);
        if (look >= 0) took.push(performance.now() - asked);
      }
      return percentile(took, 95);
    };
    const open = openingCases(running, desk, number);
    await open(8, 50); // cold starts, and code that is not compiled yet
    const cpu = processorSeconds(pid);
    const opening = performance.now();
    await open(16, cases);
    const rate = (1000 * cases) / (performance.now() - opening);
    const each = (1000 * (processorSeconds(pid) - cpu)) / cases;
    const [queue, all] = [await list(LISTS.queue), await list(LISTS.cases)];
    return {
      stored: number,
      'start s': ready,
      'cases/s': rate,
      'ms each': each,
      'queue p95 ms': queue,
      'cases p95 ms': all,
      'memory MB': residentMb(pid),
      'disk MB': onDisk(data),
    };
  } finally {
    machine.child.kill('SIGINT');
    await machine.exited;
  }
}

function onDisk(path: string): number {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0) / 1e6;
}
