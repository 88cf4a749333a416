/**
 * The figures of the benches and their budgets: what `budgets.json` lists, and nothing else, is told. A bench tells each
 * figure as soon as it has it; `npm run bench`, which runs them all, reads them in the file that BENCH_FIGURES names.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const budgetSchema = z.strictObject({
  /** `<bench>.<figure>`, the bench as in `npm run bench -- <bench>`. */
  figure: z.string(),
  what: z.string(),
  unit: z.string(),
  /** At most one of the two; without any, the figure is only told. */
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
});
export type Budget = z.output<typeof budgetSchema>;

export const budgets = z
  .array(budgetSchema)
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8')));

export const toldSchema = z.object({ figure: z.string(), value: z.number() });

/** `PASS` or `MISS`; nothing where there is no limit. */
export function judge({ atLeast, atMost }: Budget, value: number): 'PASS' | 'MISS' | '' {
  if (atLeast === undefined && atMost === undefined) return '';
  return value >= (atLeast ?? Number.NEGATIVE_INFINITY) && value <= (atMost ?? Number.POSITIVE_INFINITY)
    ? 'PASS'
    : 'MISS';
}

export function goalOf({ atLeast, atMost, unit }: Budget): string {
  if (atLeast !== undefined) return `≥ ${write(atLeast)} ${unit}`;
  return atMost === undefined ? '' : `≤ ${write(atMost)} ${unit}`;
}

/** With as many places as say something. */
export function write(value: number): string {
  const maximumFractionDigits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return value.toLocaleString(
    'en',
    value !== 0 && Math.abs(value) < 0.01 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits },
  );
}

/**
 * Tells a figure.
 * @returns how it compares to its budget, to be printed after it: `≥ 10 ×: PASS`
 * @throws for a figure that `budgets.json` has not
 */
export function tellFigure(figure: string, value: number): string {
  const budget = budgetOf(figure);
  const file = process.env.BENCH_FIGURES;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ figure, value })}\n`);
  const verdict = judge(budget, value);
  return verdict === '' ? '' : `${goalOf(budget)}: ${verdict}`;
}

/** @throws for a figure that `budgets.json` has not */
export function budgetOf(figure: string): Budget {
  const budget = budgets.find((one) => one.figure === figure);
  if (!budget) throw new Error(`budgets.json has no ${figure}`);
  return budget;
}
