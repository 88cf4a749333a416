/**
 * `npm run bench -- cases`: cases a second through the whole local cloud, from `POST /cases` until the case waits for its
 * payment (an ordinary resident of Xiaoyi in the period: nothing to decide), at 1, 16 and 64 at a time; processor time
 * for each case; memory of the process at rest and after 1,000 cases. The stage's throttle is lifted. The driver runs
 * beside it on the same machine and takes its share.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { processorSeconds, residentMb, runOn, startMachine } from '../support/machine-process.ts';
import { openRunningMachine } from '../support/running-machine.ts';
import { tellFigure } from './figures.ts';
import { openingCases } from './opening-cases.ts';
import { median } from './percentile.ts';

const { values } = readArguments({
  name: 'bench -- cases',
  does: 'Cases a second through the whole local cloud, from POST /cases until the case waits for its payment.',
  options: {
    cases: { type: 'string', value: 'N', says: 'how many at each width, together', default: '1000' },
  },
  example: 'npm run bench -- cases --cases 200',
});
const share = Math.ceil(Number(values.cases) / 10);

const folder = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
const data = join(folder, 'data');
const assembly = await keptAssembly();
const process = startMachine(data, '--assembly', assembly, '--clock', '2026-01-10T09:00:00+08:00', '--unthrottled');
const machine = openRunningMachine(await process.ready);
const desk = runOn(data, 'token.ts', '--role', 'caseworker', '--regions', '141181');
const { pid } = process.child;
const open = openingCases(machine, desk);
let opened = 0;

try {
  const atRest = residentMb(pid);
  console.log(`at rest ${atRest} MB; ${tellFigure('cases.memory at rest', atRest)}`);
  await count(8, 50); // cold starts, and code that is not compiled yet
  await measure(1, share);
  await measure(16, 4 * share);
  await measure(64, 5 * share);
  const after = residentMb(pid);
  console.log(`after ${opened} cases ${after} MB; ${tellFigure('cases.memory after', after)}`);
} finally {
  process.child.kill('SIGINT');
  await process.exited;
  rmSync(folder, { recursive: true, force: true });
}

async function measure(atATime: number, cases: number): Promise<void> {
  const cpu = processorSeconds(pid);
  const from = performance.now();
  const { latencies, asked } = await count(atATime, cases);
  const seconds = (performance.now() - from) / 1000;
  const used = (1000 * (processorSeconds(pid) - cpu)) / cases;
  const each = `${used.toFixed(1)} ms of processor each, ${median(latencies).toFixed(0)} ms until it waits (median)`;
  const verdicts = `${tellFigure(`cases.rate ${atATime}`, cases / seconds)}; ${tellFigure(`cases.cpu ${atATime}`, used)}`;
  const often = `each asked for ${(asked / cases).toFixed(1)} times`;
  console.log(`${atATime} at a time: ${(cases / seconds).toFixed(1)} cases/s, ${each}, ${often} (${verdicts})`);
}

function count(atATime: number, cases: number) {
  opened += cases;
  return open(atATime, cases);
}
