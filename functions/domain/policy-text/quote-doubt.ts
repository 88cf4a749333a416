/**
 * Whether the words behind a value write the value: its amount, day, duration, percentage, age or days of a month. A quote
 * may state a value in another way, so that nothing is refused: a person looks at it.
 */
import type { Json } from '../json.ts';
import { dayAfter, daysIn, isoOf } from './figures.ts';
import { makeReadable } from './readable.ts';
import { withFigures } from './written-numbers.ts';

interface Doubted {
  /** Path in the table: the first day of a span may be the day behind the last one of another. */
  field: string;
  /** As a table has it, without its clause. */
  value: Json;
  /** The words behind it, as they are written. */
  quote: string;
  /** What people pay by the table, in yuan: an aid may be written as what it takes off, or as a share. */
  individual?: readonly number[];
}

/** What the quote writes of one kind of figure, each as it would be said, and which of them are the value. */
interface Written {
  said: readonly string[];
  stands: boolean;
  /** What is missed where the quote writes nothing of the kind; left out where words do as well. */
  kind?: string;
}

/** A sentence in Chinese; null where the value stands in the words, or is none that words write in figures. */
export function quoteDoubt({ field, value, quote, individual = [] }: Doubted): string | null {
  if (quote.trim() === '') return null;
  const text = withFigures(makeReadable(quote).text);
  const found = figuresOf(value, field, text, individual).filter(({ stands }) => !stands);
  const said = [...new Set(found.flatMap((one) => one.said))];
  const [missed] = found.flatMap(({ kind }) => kind ?? []);
  if (said.length === 0) return missed === undefined ? null : `与引文不符：引文没有写${missed}`;
  const shown = said.slice(0, MOST_SAID).join('、');
  return `与引文不符：引文写的是 ${shown}${said.length > MOST_SAID ? ' 等' : ''}`;
}

const MOST_SAID = 4;
/** In yuan: half a fen. */
const NEAR = 0.005;

const AMOUNT = /^(?:at least )?(\d{1,9}\.\d{2,3})$/;
const PERCENTAGE = /^(\d{1,3})%(?: of individual)?$/;
const DURATION = /^(?:at least )?(\d{1,3}) (month|day)s?$/;
const STEP = /[+-] (\d{1,3}) (month|day)s?(?= |$)/g;
const DAY = /^(\d{4})-(\d{2})-(\d{2})/;

const isFirst = (field: string): boolean => field.endsWith('.from');

/** Every figure of a value, however deep, beside what the text writes of its kind. */
function figuresOf(value: Json, field: string, text: string, individual: readonly number[]): Written[] {
  if (Array.isArray(value)) return value.flatMap((one) => figuresOf(one, field, text, individual));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, part]) => {
      if (key === 'by' || key === 'note') return [];
      if (key === 'age') return agesOf(part, text);
      if (key === 'days') return [daysOfMonth(part, text)];
      return figuresOf(part, `${field}.${key}`, text, individual);
    });
  }
  if (typeof value !== 'string') return [];
  const amount = AMOUNT.exec(value)?.[1];
  if (amount !== undefined) return [amountIn(text, Number(amount), individual)];
  const percentage = PERCENTAGE.exec(value)?.[1];
  if (percentage !== undefined) return [percentageIn(text, Number(percentage))];
  const [, count, unit = ''] = DURATION.exec(value) ?? [];
  if (count !== undefined) return [durationIn(text, [Number(count)], unit)];
  return [
    ...(DAY.test(value) ? [dayIn(text, value.slice(0, 10), field)] : []),
    ...[...value.matchAll(STEP)].map(([, length, of = '']) => {
      // What comes after 90 days begins on the 91st.
      const lengths = isFirst(field) ? [Number(length), Number(length) - 1] : [Number(length)];
      return durationIn(text, lengths, of);
    }),
  ];
}

/** Nothing to pay is said in words. */
function amountIn(text: string, amount: number, individual: readonly number[]): Written {
  const said = [...text.matchAll(/(\d{1,9}(?:\.\d{1,3})?)元/g)].map(([, one]) => Number(one));
  const shares = [...text.matchAll(/(\d{1,3})%/g)].map(([, one]) => Number(one) / 100);
  const numbers = [...text.matchAll(/(?<![\d.])\d{1,9}(?:\.\d{1,3})?(?![\d.])/g)].map(Number);
  const taken = individual.flatMap((whole) => [
    ...said.map((one) => whole - one),
    ...shares.flatMap((share) => [whole * share, whole - whole * share]),
  ]);
  return {
    kind: '金额',
    said: said.map((one) => `${one} 元`),
    stands: amount === 0 || [...numbers, ...taken].some((one) => Math.abs(one - amount) < NEAR),
  };
}

function percentageIn(text: string, percentage: number): Written {
  const said = [...text.matchAll(/(\d{1,3}(?:\.\d{1,2})?)%/g)].map(([, one]) => Number(one));
  return { kind: '比例', said: said.map((one) => `${one}%`), stands: said.includes(percentage) };
}

const LENGTH =
  /(?<![\d年月至到\-~—])(\d{1,3})(?:(个月|月(?=以?之?内))|(天|个?工作日|日(?=以?之?内))|(年(?!度|\d)))|(半年)/g;

function durationIn(text: string, counts: readonly number[], unit: string): Written {
  const lengths = [...text.matchAll(LENGTH)].map(([, number, months, days, , half]) => {
    if (half !== undefined) return { length: 6, of: 'month', said: '半年' };
    if (months !== undefined) return { length: Number(number), of: 'month', said: `${number} 个月` };
    if (days !== undefined) return { length: Number(number), of: 'day', said: `${number} 天` };
    return { length: 12 * Number(number), of: 'month', said: `${number} 年` };
  });
  return {
    kind: '期限',
    said: lengths.map(({ said }) => said),
    stands: lengths.some(({ length, of }) => counts.includes(length) && of === unit),
  };
}

function dayIn(text: string, iso: string, field: string): Written {
  const year = Number(iso.slice(0, 4));
  const days = daysIn(text);
  const stands = days.some((day) => {
    if (day.year !== null && day.year !== year && dayAfter(isoOf(day.year, day)) !== iso) return false;
    const written = isoOf(day.year ?? year, day);
    const isBefore = /^(?:之|以)?前/.test(text.slice(day.to)) && dayAfter(iso) === written;
    const isInMonth = !day.exact && written.slice(5, 7) === iso.slice(5, 7);
    return written === iso || isBefore || isInMonth || (isFirst(field) && dayAfter(written) === iso);
  });
  const sorted = days.flatMap((day) => (day.year === null ? [] : [isoOf(day.year, day)])).sort();
  const isWithin = (sorted[0] ?? iso) < iso && iso < (sorted.at(-1) ?? iso);
  // A span over the turn of a year is two, and 2024年出生 is from its first day to its last.
  const years = [...text.matchAll(/(20\d{2})年(?!度|\d)/g)].map(([, one]) => Number(one));
  const isTurn = /-(?:12-31|01-01)$/.test(iso) && (isWithin || years.includes(year));
  const said = days.map(({ year: of, month, day, exact }) =>
    [...(of === null ? [] : [`${of} 年`]), `${month} 月`, ...(exact ? [`${day} 日`] : [])].join(' '),
  );
  return { said, stands: stands || isTurn };
}

/** Either bound may be written from the other side: 60 周岁以下 is under 61. */
function agesOf(part: Json, text: string): Written[] {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return [];
  const written = [...text.matchAll(/(\d{1,3})(?:周岁|岁)/g)].map(([, one]) => Number(one));
  const ages = [...written, ...(text.includes('未成年') ? [18] : [])];
  return [part.from, part.under].flatMap((bound) => {
    const years = Number(String(bound ?? '').split(' ')[0] || Number.NaN);
    if (Number.isNaN(years)) return [];
    return [{ said: written.map((one) => `${one} 周岁`), stands: ages.includes(years) || ages.includes(years - 1) }];
  });
}

/** `[1, 25]`: each month from the 1st to the 25th. */
function daysOfMonth(part: Json, text: string): Written {
  const spans = [...text.matchAll(/(?<!\d|\d月)(\d{1,2})日?(?:至|到|[-—~]{1,2})(?:当月)?(\d{1,2})日/g)];
  const [from, to] = Array.isArray(part) ? part.map(Number) : [];
  return {
    said: spans.map(([, first, last]) => `${first} 日至 ${last} 日`),
    stands: spans.some(([, first, last]) => Number(first) === from && Number(last) === to),
  };
}
