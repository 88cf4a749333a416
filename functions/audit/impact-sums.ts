/** What a draft would do, counted: how many cases, by which rule, and how much more or less people would pay. */
import { formatYuan, li, parseYuan } from '../domain/money.ts';
import type { Impact } from './impact.ts';

interface RuleSums {
  cases: number;
  /** 厘 that people pay, or are given back, more than was decided. */
  more: number;
}

export interface ImpactSums {
  counts: Record<Impact['outcome'], number>;
  /** By `<outcome> <rule>`. */
  rules: Record<string, RuleSums>;
}

export const nothingYet = (): ImpactSums => ({
  counts: { unchanged: 0, changed: 0, revived: 0, undecided: 0 },
  rules: {},
});

export function sumImpacts(impacts: readonly Impact[]): ImpactSums {
  const sums = nothingYet();
  for (const { outcome, differences, rule } of impacts) {
    sums.counts[outcome] += 1;
    if (differences.length > 0) addTo(sums, `${outcome} ${rule ?? '-'}`, { cases: 1, more: moreToPay(differences) });
  }
  return sums;
}

/** A line for each case that would change. */
export function listImpacts(impacts: readonly Impact[]): string {
  const lines: string[] = [];
  for (const { caseId, outcome, differences, rule } of impacts) {
    if (differences.length === 0) continue;
    const figures = differences.map(({ path, before, after }) => `${path} ${say(before)} → ${say(after)}`);
    lines.push(`${caseId}  ${outcome}  ${figures.join(', ')}${rule === undefined ? '' : `  (${rule})`}\n`);
  }
  return lines.join('');
}

export function addSums(to: ImpactSums, more: ImpactSums): void {
  to.counts.unchanged += more.counts.unchanged;
  to.counts.changed += more.counts.changed;
  to.counts.revived += more.counts.revived;
  to.counts.undecided += more.counts.undecided;
  for (const [rule, sums] of Object.entries(more.rules)) addTo(to, rule, sums);
}

/** Lines for people: the rules that would decide otherwise, those of most cases first. */
export function describeSums({ counts: { unchanged, changed, revived, undecided }, rules }: ImpactSums): string[] {
  const byRule = Object.entries(rules)
    .sort(([, one], [, other]) => other.cases - one.cases)
    .map(([rule, { cases, more }]) => `  ${cases} ${rule}: ${more > 0 ? '+' : ''}${formatYuan(li(more))} yuan in all`);
  return [`${unchanged} unchanged, ${changed} changed, ${revived} revived, ${undecided} not decided`, ...byRule];
}

function addTo({ rules }: ImpactSums, rule: string, { cases, more }: RuleSums): void {
  const sums = rules[rule] ?? { cases: 0, more: 0 };
  rules[rule] = { cases: sums.cases + cases, more: sums.more + more };
}

/** What a person pays for a year, or gets back. */
const SUMS = ['amounts.payable', 'amount', 'nextYear.contribution'];

function moreToPay(differences: Impact['differences']): number {
  const sum = differences.find(({ path }) => SUMS.includes(path));
  const [before, after] = [sum?.before, sum?.after].map((one) => (typeof one === 'string' ? parseYuan(one) : null));
  return typeof before === 'number' && typeof after === 'number' ? after - before : 0;
}

export const say = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
