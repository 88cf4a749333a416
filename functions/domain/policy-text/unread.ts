/**
 * What no proposal has of a text: sentences that nothing was read from, and the parts of a sentence whose amount, day,
 * percentage or duration is in none of the values that were read from it.
 */
import type { Json } from '../json.ts';
import { beginsOf } from './begins.ts';
import { amountOf, daysIn, numberOf } from './figures.ts';
import { groupsIn } from './groups.ts';
import type { Damage, Words } from './proposal.ts';
import { mayDecide, type Sentence } from './sentences.ts';
import { withFigures } from './written-numbers.ts';

/** What was read from a sentence. */
interface Said {
  field: string;
  value: Json;
}
interface Priced {
  individual: readonly number[];
  /** Individual and fiscal together. */
  both: readonly number[];
}
type Unread = Words & { damage: readonly Damage[] };

const OF_GROUPS = /who|newborn|aid|student|ways_out/;
const HAS_FIGURE = /\d(?:元|%|月|日|天|年)/;
const IN_BRACKETS = /\([^()]{0,80}\)/g;
const PART = /[^,;。]{1,400}[,;。]?/g;
const AMOUNT = /(增加|提高|上调|增长)?(\d{1,7}(?:\.\d{1,3})?)元/g;
const PERCENTAGE = /(\d{1,3})%/g;
const DURATION = /([一二三四五六七八九十两]{1,3}|\d{1,3})(?:个月|天|个工作日|工作日|周岁)/g;
/** `30日内`: a duration, and no day of a month. */
const DAYS_LONG = /(?<![\d月至到\-~—])(\d{1,3})日(?:及|以|之)?(?:内|后)/g;
/** A sentence in which one amount is what others add up to. */
const SUMS_UP = /合计|总计|总额|共(?!同)|其中|分别|筹资标准/;
/** In yuan: half a fen. */
const NEAR = 0.005;

/**
 * @param given the text as it was given
 * @param read values by the start of the sentence that they were read from
 * @param priced what people pay, and both shares of it, as numbers
 */
export function unreadIn(
  given: string,
  sentences: readonly Sentence[],
  read: ReadonlyMap<number, readonly Said[]>,
  priced: Priced,
): Unread[] {
  return sentences.filter(mayDecide).flatMap((sentence): Unread[] => {
    const { start, end, quote, damage, text, at } = sentence;
    const said = read.get(start);
    if (said === undefined) return [{ start, end, quote, damage }];
    const isCovered = coverOf(said, priced, text);
    return [...text.matchAll(PART)]
      .filter(([part]) => !isCovered(part))
      .map(({ 0: part, index }) => {
        const from = at[index] ?? start;
        const to = (at[index + part.length - 1] ?? end - 1) + 1;
        return { start: from, end: to, quote: given.slice(from, to), damage };
      });
  });
}

function coverOf(said: readonly Said[], { individual, both }: Priced, sentence: string): (part: string) => boolean {
  const fields = said.map(({ field }) => field).join(' ');
  const words = said.map(({ value }) => JSON.stringify(value)).join(' ');
  const amounts = said.flatMap(amountsIn);
  const ofAid = said.filter(({ field }) => field.startsWith('aid.')).flatMap(amountsIn);
  // Of several in one sentence the sum may stand beside them, and the sentence says so: a subsidy of its parts, both shares.
  const sums = !SUMS_UP.test(sentence)
    ? []
    : [
        amounts.reduce((sum, one) => sum + one, 0),
        ...amounts.flatMap((one, at) => amounts.slice(at + 1).map((other) => one + other)),
      ];
  const numbers = new Set([...words.matchAll(/\d{1,4}/g)].map(Number));
  // An amount of a late phase is read as what it is made of.
  const late = said.filter(({ field }) => /^ways\.(?:late|event)\w{0,9}\.cost$/.test(field)).map(({ value }) => value);
  const hasBegins = (part: string): boolean => {
    const begins = beginsOf(part)?.begins;
    // Counted from the registration where nothing is paid.
    return (
      begins === undefined ||
      words.includes(`"${begins}"`) ||
      words.includes(`"${begins.replace('payment', 'registration')}"`)
    );
  };
  const hasAmount = (amount: number): boolean =>
    [...amounts, ...sums].some((one) => near(one, amount)) ||
    ofAid.some((one) => individual.some((whole) => near(whole - one, amount))) ||
    (late.includes('both') && both.some((one) => near(one, amount))) ||
    (late.includes('individual') && individual.includes(amount));
  const hasPercentage = (percent: number): boolean =>
    words.includes(`${percent}%`) ||
    ofAid.some((one) =>
      individual.some((whole) => near((whole * percent) / 100, one) || near(whole - (whole * percent) / 100, one)),
    );
  // A figure says itself whether it was read. Words of a group alone may be whom a value of the sentence is for.
  const hasGroups = (part: string): boolean =>
    OF_GROUPS.test(fields) || HAS_FIGURE.test(part) || groupsIn(part.replaceAll(IN_BRACKETS, '')).length === 0;
  return (part) =>
    hasGroups(part) &&
    hasBegins(part) &&
    [...withFigures(part).matchAll(AMOUNT)].every(
      ([, more, amount = '']) => more !== undefined || hasAmount(Number(amountOf(amount))),
    ) &&
    [...part.matchAll(PERCENTAGE)].every(([, percent]) => hasPercentage(Number(percent))) &&
    [...part.matchAll(DURATION), ...part.matchAll(DAYS_LONG)].every(([, length]) => {
      const number = numberOf(length);
      return number === null || numbers.has(number) || numbers.has(number + 1) || numbers.has(number - 1);
    }) &&
    daysIn(part).every(({ month, day }) => hasDay(words, month, day));
}

const amountsIn = ({ value }: Said): number[] => [...JSON.stringify(value).matchAll(/\d{1,5}\.\d{2,3}/g)].map(Number);

const near = (one: number, other: number): boolean => Math.abs(one - other) < NEAR;

/** A day of a table may be the one before or behind that of the text; the ends of a year have their words. */
function hasDay(words: string, month: number, day: number): boolean {
  if (/year_(?:start|end)/.test(words) && ((month === 1 && day === 1) || (month === 12 && day === 31))) return true;
  const said = [...words.matchAll(/\d{4}-(\d{2})-(\d{2})/g)].map(([, m, d]) => 31 * Number(m) + Number(d));
  const sought = 31 * month + day;
  return said.some((one) => Math.abs(one - sought) <= 3 || Math.abs(one - sought) >= 371);
}
