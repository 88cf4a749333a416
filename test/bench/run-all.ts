/**
 * `npm run bench`: all benches of package.json, one after the other, and at the end one table of all figures with their
 * budgets; what misses its budget is printed like the others. `-- --quick` takes a few minutes, with smaller numbers that
 * say less; `-- --only decisions,cases` runs some. Ends with 1 only if a bench broke.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { budgets, goalOf, judge, toldSchema, write } from './figures.ts';
import { printTable } from './print-table.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});

const PREFIX = 'bench:';
/** The short form of each, by the name after the prefix; the others have one form. */
const QUICK: Readonly<Record<string, readonly string[]>> = {
  cases: ['--cases', '200'],
  'cold-starts': ['--rounds', '1'],
  cost: ['--cases', '3', '--rows', '100'],
  decisions: ['--rounds', '3', '--seconds', '0.5'],
  impact: ['--cases', '100000'],
  imports: ['--rows', '5000'],
  reminders: ['--people', '1000,20000', '--due', '1000'],
  'state-machines': ['--rounds', '2', '--seconds', '1', '--executions', '10000'],
  'student-batch': ['--rows', '500'],
};

const root = join(import.meta.dirname, '../..');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
const only = values.only?.split(',');
const benches = Object.entries(scripts)
  .filter(([name]) => name.startsWith(PREFIX))
  .map(([name, command]) => ({ name: name.slice(PREFIX.length), script: command.split(' ')[1] ?? '' }))
  .filter(({ name }) => only === undefined || only.includes(name))
  .sort((one, other) => one.name.localeCompare(other.name));

const folder = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
const file = join(folder, 'figures.jsonl');
const broken: string[] = [];
try {
  for (const { name, script } of benches) {
    const from = performance.now();
    console.log(`\n── ${name} (load ${loadavg()[0]?.toFixed(1)})`);
    const args = [join(root, script), ...(values.quick ? (QUICK[name] ?? []) : [])];
    const child = spawn(process.execPath, args, {
      stdio: 'inherit',
      cwd: root,
      env: { ...process.env, BENCH_FIGURES: file },
    });
    const [code] = await once(child, 'exit');
    if (code !== 0) broken.push(name);
    console.log(`   ${((performance.now() - from) / 1000).toFixed(0)} s${code === 0 ? '' : `, ended with ${code}`}`);
  }
  report();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (broken.length > 0) process.exitCode = 1;

function report(): void {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const told = new Map(
    lines.map((line) => toldSchema.parse(JSON.parse(line))).map(({ figure, value }) => [figure, value]),
  );
  const rows = budgets
    .filter(({ figure }) => benches.some(({ name }) => figure.startsWith(`${name}.`)))
    .map((budget) => {
      const value = told.get(budget.figure);
      const bench = budget.figure.split('.')[0] ?? '';
      if (value === undefined) return { bench, figure: budget.what, measured: 'not measured', budget: goalOf(budget) };
      const measured = `${write(value)} ${budget.unit}`;
      return { bench, figure: budget.what, measured, budget: goalOf(budget), result: judge(budget, value) };
    });
  const misses = rows.filter(({ result }) => result === 'MISS').length;
  console.log(`\n${values.quick ? 'Short form: smaller numbers, which say less.\n' : ''}`);
  printTable(['bench', 'figure', 'measured', 'budget', 'result'], rows);
  const machine = `${availableParallelism()} processors, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
  console.log(`\n${misses} missed. ${machine}.${broken.length > 0 ? ` Broken: ${broken.join(', ')}.` : ''}`);
}
