/** Reads who bears what on a way: of the two shares, of a part of the year, of each year that one payment buys. */

import type { Json, JsonObject } from '../json.ts';
import type { Cost, Part, Share, Years } from '../ways/model.ts';
import type { Told } from '../ways/told.ts';
import { beforeClause, splitCitation } from './citation.ts';
import { dayText } from './day-text.ts';
import { inPlaces, type MoneyContext } from './read-money.ts';
import { readYear } from './read-years.ts';
import { isMap, type Parsed, type Path, type ReadingPlace, right, unknownWord, wrong } from './reading.ts';

const SHARE_WORDS = ['person', 'nobody', 'none'];

export function readCost(node: Json | undefined, place: ReadingPlace, context: MoneyContext): Told<Cost> {
  const { reading } = context;
  const isWritten = isMap(node) && ['value', 'silent', 'supplied', 'proposed'].every((key) => node[key] === undefined);
  if (!isWritten) {
    return reading.told(node, uncited(node, place), (text, inner) =>
      isMap(inner) ? costMap(inner, place.path, context) : costText(text, context),
    );
  }
  const { by, note: _note, ...parts } = node;
  const own = typeof by === 'string' ? by : citedIn(parts);
  return reading.told({ value: parts, ...(own !== undefined && { by: own }) }, uncited(parts, place), () =>
    costMap(parts, place.path, context),
  );
}

/** A price needs a clause; a word of the form does not. */
const uncited = (node: Json | undefined, place: ReadingPlace): ReadingPlace => ({
  ...place,
  uncited: !/\d/.test(JSON.stringify(node ?? '')),
});

/** The clause behind the first part that names one. */
function citedIn(node: JsonObject): string | undefined {
  for (const one of Object.values(node)) {
    const found = isMap(one) ? citedIn(one) : typeof one === 'string' ? splitCitation(one) : null;
    if (typeof found === 'string') return found;
    if (found) return found.adopted ? `${found.clause} adopted` : found.clause;
  }
  return undefined;
}

const WHOLE: Part = { kind: 'whole' };
const OWN: Share = { by: 'person', part: WHOLE };
const NOBODY: Share = { by: 'nobody', part: WHOLE };

function costText(text: string, { places }: MoneyContext): Parsed<Cost> {
  switch (text) {
    case 'individual':
      return right({ individual: OWN, subsidy: NOBODY });
    case 'both':
      return right({ individual: OWN, subsidy: OWN });
    case 'none':
      return right({ individual: NOBODY, subsidy: NOBODY });
    default: {
      if (!/^\d/.test(text)) return wrong(unknownWord(text, ['individual', 'both', 'none', '金额']));
      const amount = inPlaces(places)(text);
      return amount.ok
        ? right({ individual: { by: 'person', part: { kind: 'amount', amount: amount.value } }, subsidy: NOBODY })
        : amount;
    }
  }
}

const isYear = (key: string): boolean => /^\d{4}$/.test(key) || /_year$/.test(key);

function costMap(node: JsonObject, path: Path, context: MoneyContext): Parsed<Cost> {
  const years = Object.keys(node).filter(isYear);
  if (years.length > 0) return costOfYears(node, years, path, context);
  context.reading.keys(node, path, ['individual', 'subsidy']);
  const individual = shareOf(node.individual, context);
  const subsidy = shareOf(node.subsidy, context);
  if (!individual.ok) return individual;
  if (!subsidy.ok) return subsidy;
  return right({ individual: individual.value, subsidy: subsidy.value });
}

/** `{ birth_year: { individual: { months: { from: birth } } }, next_year: individual }`. */
function costOfYears(node: JsonObject, years: readonly string[], path: Path, context: MoneyContext): Parsed<Cost> {
  context.reading.keys(node, path, years);
  const ofYears: { year: Years; cost: Cost }[] = [];
  for (const key of years) {
    const year = readYear(key);
    if (!year.ok) return year;
    const one = node[key];
    const cost = isMap(one)
      ? costMap(one, [...path, key], context)
      : costText(beforeClause(String(one ?? '')), context);
    if (!cost.ok) return cost;
    ofYears.push({ year: year.value, cost: cost.value });
  }
  const [first] = ofYears;
  return first ? right({ ...first.cost, ofYears }) : wrong('至少写明一个年度');
}

function shareOf(node: Json | undefined, context: MoneyContext): Parsed<Share> {
  if (node === undefined) return right(NOBODY);
  if (isMap(node)) {
    const part = partOf(node, context);
    return part.ok ? right({ by: 'person', part: part.value }) : part;
  }
  const word = beforeClause(String(node));
  if (word === 'person' || word === 'whole') return right(OWN);
  if (word === 'nobody' || word === 'none') return right(NOBODY);
  if (/^\d/.test(word)) {
    const amount = inPlaces(context.places)(word);
    return amount.ok ? right({ by: 'person', part: { kind: 'amount', amount: amount.value } }) : amount;
  }
  if (!Object.hasOwn(context.payers, word))
    return wrong(unknownWord(word, [...SHARE_WORDS, '金额', ...Object.keys(context.payers)], 'payers', context.payers));
  context.reading.usedNames.add(`payers.${word}`);
  return right({ by: { payer: word }, part: WHOLE });
}

const strayIn = (node: JsonObject, known: readonly string[]): string | null => {
  const found = Object.keys(node).find((key) => ![...known, 'by', 'note'].includes(key));
  return found === undefined ? null : unknownWord(found, known);
};

/** `{ part: 1/2 }`, or `{ months: { from: payment, to: year_end } }`. */
function partOf(node: JsonObject, { words }: MoneyContext): Parsed<Part> {
  const stray = strayIn(node, ['part', 'months']) ?? (isMap(node.months) ? strayIn(node.months, ['from', 'to']) : null);
  if (stray !== null) return wrong(stray);
  if (typeof node.part === 'string') {
    const [numerator, denominator] = beforeClause(node.part).split('/').map(Number);
    if (!numerator || !denominator || numerator > denominator) return wrong('应为分数,如 1/2');
    return right({ kind: 'fraction', numerator, denominator });
  }
  if (isMap(node.months)) {
    const day = dayText(words);
    const at = (key: 'from' | 'to', usual: string) => {
      const value = isMap(node.months) ? node.months[key] : undefined;
      return day(value === undefined ? usual : beforeClause(String(value)));
    };
    const [from, to] = [at('from', 'payment'), at('to', 'year_end')];
    if (!from.ok) return from;
    if (!to.ok) return to;
    return right({ kind: 'months', from: from.value, to: to.value });
  }
  return wrong('应为 person、nobody、某个负担方、金额,或 { part: 1/2 }、{ months: { from: payment, to: year_end } }');
}
