/**
 * `npm run bench`: all benches, one after the other, and at the end one table of all figures with their budgets; what
 * misses its budget is printed like the others. `npm run bench -- NAME` runs one, with options of its own.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { budgets, goalOf, judge, toldSchema, write } from './figures.ts';
import { printTable } from './print-table.ts';

/** Each bench, with what makes its short form; some have one form. */
const BENCHES: Readonly<Record<string, readonly string[]>> = {
  cases: ['--cases', '200'],
  clerks: ['--minutes', '3'],
  'cold-starts': ['--rounds', '1'],
  console: [],
  cost: ['--cases', '3', '--rows', '100'],
  decisions: ['--rounds', '3', '--seconds', '0.5'],
  growth: ['--stored', '1000,20000', '--cases', '50'],
  impact: ['--cases', '100000'],
  imports: ['--rows', '5000'],
  peak: [],
  'policy-text': [],
  reminders: ['--people', '1000,20000', '--due', '1000'],
  search: ['--people', '20000', '--cases', '2000', '--searches', '50'],
  start: ['--starts', '2'],
  'state-machines': ['--rounds', '2', '--seconds', '1', '--executions', '10000'],
  'student-batch': ['--rows', '500'],
  'wrong-passwords': ['--guesses', '500'],
};
const benches = Object.keys(BENCHES);
const scriptOf = (name: string) => join(import.meta.dirname, `${name}.ts`);
const root = join(import.meta.dirname, '../..');

const [, , chosen = ''] = process.argv;
if (benches.includes(chosen)) {
  process.argv.splice(2, 1);
  await import(scriptOf(chosen));
} else {
  const { values } = readArguments({
    name: 'bench',
    does: `Runs all benches and prints one table of all figures beside their budgets; ends with 1 only if a bench broke.
npm run bench -- NAME runs one, with options of its own: ${benches.join(', ')}.`,
    options: { quick: { type: 'boolean', says: 'takes a few minutes, with smaller numbers that say less' } },
    example: 'npm run bench -- --quick',
  });
  await runAll(values.quick);
}

async function runAll(quick: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
  const file = join(folder, 'figures.jsonl');
  const broken: string[] = [];
  try {
    for (const name of benches) {
      const from = performance.now();
      console.log(`\n── ${name} (load ${loadavg()[0]?.toFixed(1)})`);
      const args = [scriptOf(name), ...(quick ? (BENCHES[name] ?? []) : [])];
      const child = spawn(process.execPath, args, {
        stdio: 'inherit',
        cwd: root,
        env: { ...process.env, BENCH_FIGURES: file },
      });
      const [code] = await once(child, 'exit');
      if (code !== 0) broken.push(name);
      console.log(`   ${((performance.now() - from) / 1000).toFixed(0)} s${code === 0 ? '' : `, ended with ${code}`}`);
    }
    report({ file, broken, quick });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (broken.length > 0) process.exitCode = 1;
}

function report({ file, broken, quick }: { file: string; broken: readonly string[]; quick: boolean }): void {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const told = new Map(
    lines.map((line) => toldSchema.parse(JSON.parse(line))).map(({ figure, value }) => [figure, value]),
  );
  const rows = budgets.map((budget) => {
    const value = told.get(budget.figure);
    const bench = budget.figure.split('.')[0] ?? '';
    if (value === undefined) return { bench, figure: budget.what, measured: 'not measured', budget: goalOf(budget) };
    const measured = `${write(value)} ${budget.unit}`;
    return { bench, figure: budget.what, measured, budget: goalOf(budget), result: judge(budget, value) };
  });
  const misses = rows.filter(({ result }) => result === 'MISS').length;
  console.log(`\n${quick ? 'Short form: smaller numbers, which say less.\n' : ''}`);
  printTable(['bench', 'figure', 'measured', 'budget', 'result'], rows);
  const machine = `${availableParallelism()} processors, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
  console.log(`\n${misses} missed. ${machine}.${broken.length > 0 ? ` Broken: ${broken.join(', ')}.` : ''}`);
}
