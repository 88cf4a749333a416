/**
 * `npm run bench -- state-machines`: executions of a machine of five tasks that do nothing, in memory and durable, beside
 * openworkflow and Restate; a long wait in moved time; memory; a restart. What is compared runs in turn, in short
 * rounds, so that other load on the machine meets all of it; a ratio is the median of the rounds' own ratios.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { DAY, START, stateMachine } from '../small-cloud/state-machines/rig.ts';
import { tellFigure } from './figures.ts';
import { type Contender, readToEnd, startContender, timeFirstLine } from './five-tasks/contender.ts';
import { openFiveTasks } from './five-tasks/machine.ts';
import { installPeers } from './five-tasks/peers.ts';
import type { RoundResult } from './five-tasks/serve-rounds.ts';
import { timeSync } from './five-tasks/time-sync.ts';
import { median } from './percentile.ts';
import { printTable } from './print-table.ts';

const { values } = readArguments({
  name: 'bench -- state-machines',
  does: 'The state machines of the small cloud, beside two durable engines.',
  options: {
    rounds: { type: 'string', value: 'N', says: 'rounds of each', default: '5' },
    seconds: { type: 'string', value: 'N', says: 'seconds of a round', default: '2' },
    executions: { type: 'string', value: 'N', says: 'executions for memory and restart', default: '100000' },
  },
  example: 'npm run bench -- state-machines --rounds 2 --seconds 1 --executions 10000',
});
const executions = Number(values.executions);
const PEERS = ['openworkflow', 'restate'] as const;
const COLUMNS = ['what', 'goal', 'measured', ...PEERS, 'load', 'sync, ms'] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

const folder = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
const script = (name: string) => join(import.meta.dirname, name);
const rows: Row[] = [];
try {
  await compareRates();
  await waitNinetyDays();
  await fillMemory();
  await fillAndRestart();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log();
printTable(COLUMNS, rows);
console.log(
  `\n${availableParallelism()} processors, Node ${process.version}; load: average of the last minute; sync: to append 4 KiB safely`,
);

async function compareRates(): Promise<void> {
  const canbao = script('five-tasks/canbao.ts');
  const contenders = new Map([
    ['in memory', await startContender(canbao)],
    ['canbao', await startContender(canbao, join(folder, 'canbao'))],
  ]);
  for (const peer of installPeers() ? PEERS : []) {
    await startContender(script(`peers/${peer}.mjs`), join(folder, peer))
      .then((contender) => contenders.set(peer, contender))
      .catch((error) => console.log(`${peer} is left out: ${error.message}`));
  }
  const durable = ['canbao', ...PEERS];
  const races = [
    { what: 'in memory 64', atATime: 64, who: ['in memory'] },
    { what: 'durable 16', atATime: 16, who: durable },
    { what: 'durable 256', atATime: 256, who: durable },
  ].map((race) => ({ ...race, results: new Map<string, RoundResult[]>(), loads: [loadNow()], syncs: [] as number[] }));

  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const { who, atATime, results, loads, syncs } of races) {
      syncs.push(timeSync(join(folder, 'sync')));
      for (const name of who) {
        const result = await contenders.get(name)?.run({ atATime, seconds: Number(values.seconds) });
        if (!result || round === 0) continue; // the first warms them up
        results.set(name, [...(results.get(name) ?? []), result]);
        loads.push(loadNow());
      }
    }
  }
  for (const { what, who, results, loads, syncs } of races) {
    const ours = results.get(who[0] ?? '') ?? [];
    const rates = ours.map(rate);
    const cpu = median(ours.map(({ cpu, ended }) => (1e6 * cpu) / ended));
    const ratios = PEERS.map((peer) => results.get(peer)?.map((theirs, at) => (rates[at] ?? 0) / rate(theirs)));
    const verdict = tellFigure(`state-machines.${what}`, median(rates));
    const goals = PEERS.map((peer, at) => {
      const times = ratios[at];
      return what === 'durable 16' && times ? tellFigure(`state-machines.times ${peer}`, median(times)) : '';
    });
    const beside = (at: 0 | 1) => {
      const list = ratios[at];
      if (!list) return who.length > 1 ? 'left out' : '';
      return `${median(list).toFixed(1)} × ${whole(median(results.get(PEERS[at])?.map(rate) ?? []))}/s`;
    };
    add({
      what: `${what} at a time`,
      measured: `${whole(median(rates))}/s (${whole(Math.min(...rates))} to ${whole(Math.max(...rates))}), ${whole(cpu)} µs CPU each`,
      goal: verdict,
      openworkflow: `${beside(0)} ${goals[0]}`.trim(),
      restate: `${beside(1)} ${goals[1]}`.trim(),
      load: range(loads),
      'sync, ms': who.length > 1 ? range(syncs) : '',
    });
  }
  await Promise.all([...contenders.values()].map((contender: Contender) => contender.stop()));
}

async function waitNinetyDays(): Promise<void> {
  const { machines, clock, call } = await openFiveTasks({ directory: join(folder, 'wait'), from: START });
  const times: number[] = [];
  for (let at = 0; at < 21; at++) {
    const from = performance.now();
    const name = `wait-${at}`;
    await call('StartExecution', { stateMachineArn: stateMachine('ninety-days'), name, input: '{}' });
    await clock.move(clock.now() + 90 * DAY);
    times.push(performance.now() - from);
  }
  const open = await call('ListExecutions', { stateMachineArn: stateMachine('ninety-days'), statusFilter: 'RUNNING' });
  if (JSON.stringify(open) !== '{"executions":[]}') throw new Error(`Not all have waited: ${JSON.stringify(open)}`);
  await machines.close();
  const measured = `${median(times).toFixed(1)} ms (at most ${Math.max(...times).toFixed(1)})`;
  const goal = tellFigure('state-machines.wait', median(times));
  add({ what: 'a durable wait of 90 days in moved time', goal, measured });
}

async function fillMemory(): Promise<void> {
  const [early, late] = (await readToEnd(script('five-tasks/fill.ts'), String(executions), '0')).map(Number);
  addMemory('in memory', early, late);
}

async function fillAndRestart(): Promise<void> {
  const directory = join(folder, 'restart');
  const open = executions / 10;
  const filled = await readToEnd(script('five-tasks/fill.ts'), String(executions), String(open), directory);
  const [early, late] = filled.map(Number);
  addMemory('durable', early, late);
  const { ms, lines } = await timeFirstLine(script('five-tasks/restart.ts'), directory);
  const [, ended, running] = lines.map(Number);
  if (ended !== executions || running !== open) throw new Error(`After the restart: ${lines.join(', ')}`);
  const what = `restart after kill -9, ${whole(executions)} finished, ${whole(open)} open`;
  const goal = tellFigure('state-machines.restart', ms / 1000);
  add({ what, goal, measured: `${(ms / 1000).toFixed(1)} s until ready` });
}

function addMemory(kind: string, early = Number.NaN, late = Number.NaN): void {
  const each = ((late - early) * 2 ** 20) / (0.9 * executions);
  const measured = `${early} MB after ${whole(executions / 10)}, ${late} MB at the end: ${whole(each)} B each`;
  add({
    what: `memory over ${whole(executions)}, ${kind}`,
    goal: tellFigure(`state-machines.memory ${kind}`, each),
    measured,
  });
}

function add(row: Row): void {
  rows.push({ load: loadNow().toFixed(1), ...row });
  console.log(`${row.what}: ${row.measured}`);
}

function rate({ ended, seconds }: RoundResult): number {
  return ended / seconds;
}

function range(numbers: number[]): string {
  return `${Math.min(...numbers).toFixed(1)} to ${Math.max(...numbers).toFixed(1)}`;
}

function loadNow(): number {
  return loadavg()[0] ?? 0;
}

function whole(number: number): string {
  return Math.round(number).toLocaleString('en');
}
