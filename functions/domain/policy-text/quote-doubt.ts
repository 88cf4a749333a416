/**
 * Whether the words behind a value write the value: its amount, day, duration, percentage, age or days of a month. A quote
 * may state a value in another way, so that nothing is refused: a person looks at it.
 */
import { DateTime } from 'luxon';
import type { Json } from '../json.ts';
import { dayAfter, daysIn, isoOf } from './figures.ts';
import { makeReadable } from './readable.ts';
import { chineseNumber, withFigures } from './written-numbers.ts';

interface Doubted {
  /** Path in the table: the first day of a span may be the day behind the last one of another. */
  field: string;
  /** As a table has it, without its clause. */
  value: Json;
  /** The words behind it, as they are written. */
  quote: string;
  /** What people pay by the table, in yuan: an aid may be written as what it takes off, or as a share. */
  individual?: readonly number[];
  /** The words do not say it outright: other days in them are no other value. */
  inferred?: boolean;
}

/** What the quote writes of one kind of figure, each as it would be said, and which of them are the value. */
interface Written {
  said: readonly string[];
  stands: boolean;
  /** What is missed where the quote writes nothing of the kind; left out where words do as well. */
  kind?: string;
  /** A day or a length: what is inferred may be another one than those that the quote writes. */
  isTime?: boolean;
}

/** A sentence in Chinese; null where the value stands in the words, or is none that words write in figures. */
export function quoteDoubt({ field, value, quote, individual = [], inferred = false }: Doubted): string | null {
  if (quote.trim() === '') return null;
  const text = withFigures(makeReadable(quote).text);
  const missing = figuresOf(value, field, text, individual).filter(({ stands }) => !stands);
  const found = inferred ? missing.filter(({ isTime, said }) => !isTime && said.length > 0) : missing;
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
/** A day of the calendar that is counted from the turn of the year. */
const TURN = /^(?:next_)?(?:birth_)?year_(start|end) ([+-]) (\d{1,3}) days?$/;
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
      const counted = durationIn(text, lengths, of);
      return { ...counted, stands: counted.stands || turnIn(text, value) };
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
  // Who pays late pays the public money too: it is what 1070 is more than 400.
  const between = said.flatMap((one) => said.map((other) => other - one)).filter((one) => one > 0);
  return {
    kind: '金额',
    said: said.map((one) => `${one} 元`),
    stands: amount === 0 || [...numbers, ...taken, ...between].some((one) => Math.abs(one - amount) < NEAR),
  };
}

function percentageIn(text: string, percentage: number): Written {
  const said = [...text.matchAll(/(\d{1,3}(?:\.\d{1,2})?)%/g)].map(([, one]) => Number(one));
  return { kind: '比例', said: said.map((one) => `${one}%`), stands: said.includes(percentage) };
}

/** 天 and 个月 are lengths wherever they stand; 日 and 月 are, where no day of a calendar is meant. */
const LENGTH =
  /(不足|不到|未满|不满)?(?:(第)(\d{1,3}|[一二三四五六七八九十]{1,3})(?:个?(?:自然)?(月)|(天|日))|(?<!\d)(\d{1,3})(?:(个(?:自然)?月)|(天|个?工作日))|(?<![\d年月至到\-~—])(\d{1,3})(?:(月(?=以?之?内))|(日(?=及?以?之?[内后]))|(年(?!度|\d)))|(半年))/g;

interface Length {
  length: number;
  of: string;
  said: string;
}

/** Before the 4th month begin 3 of them, and less than 90 days are 89 at most. */
function lengthsIn(text: string): Length[] {
  return [...text.matchAll(LENGTH)].flatMap((match): Length[] => {
    const [, less, ordinal, nth, , nthDay, number, months, days, bare, bareMonths, bareDays, , half] = match;
    if (half !== undefined) return [{ length: 6, of: 'month', said: '半年' }];
    if (ordinal !== undefined) {
      const count = chineseNumber(nth ?? '') ?? Number(nth);
      if (nthDay === undefined) return [{ length: count - 1, of: 'month', said: `第 ${count} 个月` }];
      return [count, count - 1].map((length) => ({ length, of: 'day', said: `第 ${count} 天` }));
    }
    const count = Number(number ?? bare);
    if (months !== undefined || bareMonths !== undefined)
      return [{ length: count, of: 'month', said: `${count} 个月` }];
    if (days === undefined && bareDays === undefined) return [{ length: 12 * count, of: 'month', said: `${count} 年` }];
    const counts = less === undefined ? [count] : [count, count - 1];
    return counts.map((length) => ({ length, of: 'day', said: `${count} 天` }));
  });
}

function durationIn(text: string, counts: readonly number[], unit: string): Written {
  const lengths = lengthsIn(text);
  return {
    kind: '期限',
    said: lengths.map(({ said }) => said),
    stands: lengths.some(({ length, of }) => counts.includes(length) && of === unit),
    isTime: true,
  };
}

/** `year_start - 1 days`: the 31st of December, or before the 1st of January. */
function turnIn(text: string, value: string): boolean {
  const [, turn, sign, count] = TURN.exec(value) ?? [];
  if (count === undefined) return false;
  const first = DateTime.utc(2026, turn === 'start' ? 1 : 12, turn === 'start' ? 1 : 31);
  const meant = first.plus({ days: sign === '-' ? -Number(count) : Number(count) });
  return daysIn(text).some((day) => {
    const isBefore = /^(?:之|以)?前/.test(text.slice(day.to));
    const { month, day: number } = isBefore ? meant.plus({ days: 1 }) : meant;
    return day.exact && day.month === month && day.day === number;
  });
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
  // Who has it since 2025 had none before: the day before is the last one of 2024.
  const isYear = years.includes(year) || years.includes(iso.endsWith('-12-31') ? year + 1 : year - 1);
  const isTurn = /-(?:12-31|01-01)$/.test(iso) && (isWithin || isYear);
  const said = days.map(({ year: of, month, day, exact }) =>
    [...(of === null ? [] : [`${of} 年`]), `${month} 月`, ...(exact ? [`${day} 日`] : [])].join(' '),
  );
  return { said, stands: stands || isTurn, isTime: true };
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
