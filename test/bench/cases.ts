/**
 * `npm run bench -- cases`: cases a second through the whole local cloud, from `POST /cases` until the case waits for its
 * payment (an ordinary resident of Xiaoyi in the period: nothing to decide), at 1, 16 and 64 at a time; processor time
 * for each case; memory of the process at rest and after 1,000 cases. The stage's throttle is lifted. The driver runs
 * beside it on the same machine and takes its share.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { processorSeconds, residentMb, runOn, startMachine } from '../support/machine-process.ts';
import { openingOf } from '../support/residents.ts';
import { caseIdIn, openRunningMachine } from '../support/running-machine.ts';
import { tellFigure } from './figures.ts';
import { median } from './percentile.ts';

const historySchema = z.object({ events: z.array(z.object({ type: z.string() })) });

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
let opened = 0;

try {
  const atRest = residentMb(pid);
  console.log(`at rest ${atRest} MB; ${tellFigure('cases.memory at rest', atRest)}`);
  await run(8, 50); // cold starts, and code that is not compiled yet
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
  const latencies = await run(atATime, cases);
  const seconds = (performance.now() - from) / 1000;
  const used = (1000 * (processorSeconds(pid) - cpu)) / cases;
  const each = `${used.toFixed(1)} ms of processor each, ${median(latencies).toFixed(0)} ms until it waits (median)`;
  const verdicts = `${tellFigure(`cases.rate ${atATime}`, cases / seconds)}; ${tellFigure(`cases.cpu ${atATime}`, used)}`;
  console.log(`${atATime} at a time: ${(cases / seconds).toFixed(1)} cases/s, ${each} (${verdicts})`);
}

/** Opens cases, so many at a time; how long each took, in ms. */
async function run(atATime: number, cases: number): Promise<number[]> {
  const latencies: number[] = [];
  let left = cases;
  const openOneByOne = async () => {
    while (left-- > 0) {
      const from = performance.now();
      await waitsForPayment(await open(opened++), 4 * atATime);
      latencies.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: atATime }, openOneByOne));
  return latencies;
}

async function open(number: number): Promise<string> {
  return caseIdIn(await machine.api(desk, 'POST', '/cases', openingOf(number), `bench-case-${number}`));
}

/** Asks Step Functions and not the API, because asking should cost little: the one wait on this way is for a payment. */
async function waitsForPayment(caseId: string, askEveryMs: number): Promise<void> {
  const executionArn = machine.executionsOf('canbao-late-payment') + caseId;
  for (;;) {
    await sleep(askEveryMs);
    const newest = { executionArn, reverseOrder: true, maxResults: 1 };
    const { events } = historySchema.parse(await machine.stepFunctions('GetExecutionHistory', newest));
    if (events[0]?.type === 'TaskSubmitted') return;
  }
}
