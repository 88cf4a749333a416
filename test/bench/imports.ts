/**
 * `npm run bench -- imports`: a file of 100,000 payments through the command line into the running machine, from the first
 * byte sent until the last row is in the ledger; then the same file again, and a tenth that contradicts it. Peak memory of
 * the machine for each quarter of the way: it must not grow with the file. `-- --rows N` takes another number.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { processorSeconds, residentMb, startMachine } from '../support/machine-process.ts';
import { studentId } from '../support/university.ts';
import { tellFigure } from './figures.ts';
import { growthOf, watchMemory } from './watch-memory.ts';

const { values } = readArguments({
  name: 'bench -- imports',
  does: 'A file of very many payments through npm run import: rows a second, and memory.',
  options: {
    rows: { type: 'string', value: 'N', says: 'how many', default: '100000' },
  },
  example: 'npm run bench -- imports --rows 5000',
});
const rows = Number(values.rows);

const folder = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
const data = join(folder, 'data');
const assembly = await keptAssembly();
const machine = startMachine(data, '--assembly', assembly, '--unthrottled');
await machine.ready;
const { pid } = machine.child;
const memory = watchMemory(pid);

try {
  const file = join(folder, 'payments.csv');
  writeFileSync(file, paymentsFile(rows, '400.00'));
  console.log(`at rest ${residentMb(pid)} MB`);
  const { seconds, peaks } = await measure('new rows', rows, file);
  console.log(`  ${tellFigure('imports.rate', rows / seconds)}`);
  console.log(`  ${tellFigure('imports.growth', growthOf(peaks))}`);
  await measure('of the same file again', rows, file);
  const tenth = Math.ceil(rows / 10);
  writeFileSync(file, paymentsFile(tenth, '380.00'));
  await measure('rows that contradict', tenth, file);
} finally {
  memory.stop();
  machine.child.kill('SIGINT');
  await machine.exited;
  rmSync(folder, { recursive: true, force: true });
}

function paymentsFile(count: number, amount: string): string {
  const lines = ['凭证号,身份证号码,统筹区,参保年度,金额,征收日期,缴费渠道,缴费人'];
  for (let row = 0; row < count; row += 1) {
    const voucher = `BENCH-${String(row).padStart(8, '0')}`;
    lines.push(`${voucher},${studentId(row)},141181,2026,${amount},2025-11-03,微信,本人`);
  }
  return `${lines.join('\n')}\n`;
}

async function measure(what: string, count: number, file: string): Promise<{ seconds: number; peaks: number[] }> {
  const processor = processorSeconds(pid);
  const from = performance.now();
  const peaks: number[] = [];
  memory.peak();
  const counts = await runImport(file, (done) => {
    while (done >= ((peaks.length + 1) / 4) * count) peaks.push(memory.peak());
  });
  const seconds = (performance.now() - from) / 1000;
  const used = processorSeconds(pid) - processor;
  console.log(
    `${count} ${what}: ${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} rows/s, ${used} s of processor, peak of each quarter ${peaks.join(', ')} MB; ${counts}`,
  );
  return { seconds, peaks };
}

/** As at a desk; `tell` hears of the rows done. What it says at the end, failing rows left out. */
async function runImport(file: string, tell: (done: number) => void): Promise<string> {
  const command = join(import.meta.dirname, '../../infra/local/commands/import.ts');
  const args = [command, 'payments', file, '--regions', '141181', '--data', data];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
    const done = /(\d+) \/ \d+\n$/.exec(errors)?.[1];
    if (done !== undefined) tell(Number(done));
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(errors);
  return said.split('\n', 1)[0] ?? '';
}
