/**
 * `npm run bench -- start`: seconds from `npm start`'s process until it serves, in a fresh clone of what is committed here:
 * the first start, which builds everything, and later ones on the same data.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { startArguments } from '../support/machine-process.ts';
import { tellFigure } from './figures.ts';
import { median } from './percentile.ts';

const { values } = readArguments({
  name: 'bench -- start',
  does: 'Seconds until npm start serves, in a fresh clone: the first time, and later.',
  options: { starts: { type: 'string', value: 'N', says: 'later starts', default: '5' } },
  example: 'npm run bench -- start --starts 3',
});
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
const clone = join(folder, 'canbao');

try {
  execFileSync('git', ['clone', '--quiet', root, clone]);
  // As `npm ci` leaves them, without its minute.
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
  const first = await start();
  console.log(`first start of a clone: ready after ${first.toFixed(2)} s; ${tellFigure('start.first', first)}`);
  const later: number[] = [];
  while (later.length < Number(values.starts)) later.push(await start());
  const usual = median(later);
  console.log(`later: ${later.map((one) => one.toFixed(2)).join(', ')} s; ${tellFigure('start.later', usual)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Seconds until it prints that it is ready; then it is stopped. */
async function start(): Promise<number> {
  const from = performance.now();
  const args = [...startArguments(clone), '--port', '0', '--data', join(folder, 'data')];
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  const child = spawn(process.execPath, args, { cwd: clone, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(child, 'exit');
  let seconds = Number.NaN;
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('ready ')) continue;
    seconds = (performance.now() - from) / 1000;
    child.kill('SIGINT');
  }
  await exited;
  if (Number.isNaN(seconds)) throw new Error('the machine ended before it served');
  return seconds;
}
