/** Days, spans, durations and amounts as such texts write them. */
import { DateTime } from 'luxon';
import type { Json } from '../json.ts';

export interface WrittenDay {
  /** Null where the text leaves the year out. */
  year: number | null;
  month: number;
  day: number;
  /** `third` for 下旬 and the like: exact to the third of a month only. */
  exact: boolean;
  from: number;
  to: number;
}

const DAY =
  /(?:(20\d{2})年(?:度)?)?(?:(?:当年|次年|上年|每年)的?)?(\d{1,2})月(?:份)?(?:(\d{1,2})日|(底|末)|(上旬|中旬|下旬))?|(20\d{2})(\d{2})(\d{2})日|(20\d{2})年(底|末)/g;
const THIRDS: Readonly<Record<string, number>> = { 上旬: 1, 中旬: 11, 下旬: 21 };

/** Every day that a text names; a month alone is its first day, 底 its last. */
export function daysIn(text: string): WrittenDay[] {
  const found: WrittenDay[] = [];
  for (const match of text.matchAll(DAY)) {
    const [whole, year, month, day, end, third, lostYear, lostMonth, lostDay, endYear] = match;
    const from = match.index;
    const to = from + whole.length;
    if (endYear !== undefined) {
      found.push({ year: Number(endYear), month: 12, day: 31, exact: true, from, to });
      continue;
    }
    const said = year ?? lostYear;
    const inMonth = Number(month ?? lostMonth);
    if (inMonth < 1 || inMonth > 12) continue;
    const last = DateTime.local(said === undefined ? 2001 : Number(said), inMonth, 1).daysInMonth ?? 31;
    const number = day ?? lostDay;
    const exactDay = number === undefined ? (end === undefined ? (THIRDS[third ?? ''] ?? 1) : last) : Number(number);
    if (exactDay < 1 || exactDay > 31) continue;
    found.push({
      year: said === undefined ? null : Number(said),
      month: inMonth,
      day: Math.min(exactDay, said === undefined ? 31 : last),
      exact: number !== undefined || end !== undefined,
      from,
      to,
    });
  }
  return found;
}

export interface Span {
  /** ISO dates. */
  from: string;
  to: string;
  /** False where a year had to be supplied, or a day is 下旬. */
  exact: boolean;
  /** Where it stands in the sentence. */
  at: number;
  end: number;
}

const BETWEEN = /^(?:起|开始)?,?(?:至|到|[-—~]{1,2})(?:次年)?$/;

/** `2024年9月1日至2025年2月25日` and its shorter forms. A span without a year is that before the year paid for. */
export function spansIn(text: string, coverageYear: number): Span[] {
  const days = daysIn(text);
  const found: Span[] = [];
  for (let index = 0; index + 1 < days.length; index += 1) {
    const [first, second] = [days[index], days[index + 1]];
    if (!first || !second || !BETWEEN.test(text.slice(first.to, second.from))) continue;
    const year = first.year ?? (second.year === null ? coverageYear - 1 : yearBefore(first, second));
    const laterYear = second.year ?? (second.month < first.month ? year + 1 : year);
    const to = second.exact ? second : endOfMonth(second, laterYear);
    found.push({
      from: isoOf(year, first),
      to: isoOf(laterYear, to),
      exact: first.exact && (first.year !== null || second.year !== null),
      at: first.from,
      end: second.to,
    });
  }
  return found;
}

const yearBefore = (first: WrittenDay, { year, month }: WrittenDay): number =>
  first.month > month ? Number(year) - 1 : Number(year);
const endOfMonth = (day: WrittenDay, year: number): WrittenDay => ({
  ...day,
  day: DateTime.local(year, day.month, 1).daysInMonth ?? 31,
});

export function isoOf(year: number, { month, day }: Pick<WrittenDay, 'month' | 'day'>): string {
  const last = DateTime.local(year, month, 1).daysInMonth ?? day;
  return `${year}-${String(month).padStart(2, '0')}-${String(Math.min(day, last)).padStart(2, '0')}`;
}

export const dayAfter = (iso: string): string => DateTime.fromISO(iso).plus({ days: 1 }).toISODate() ?? iso;

/** In yuan: an amount of a table, or what its parts add up to; NaN for anything else. */
export function sumOf(value: Json | undefined): number {
  const isInParts = typeof value === 'object' && value !== null && !Array.isArray(value) && Array.isArray(value.parts);
  if (!isInParts) return typeof value === 'string' ? Number(value) : Number.NaN;
  const amounts = JSON.stringify(value).match(/\d{1,5}\.\d{2}/g) ?? [];
  return amounts.reduce((sum, one) => sum + Number(one), 0);
}

const NUMERALS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
};

/** `3`, `三`, `十二`; null for what is no number up to 99. */
export function numberOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,4}$/.test(text)) return Number(text);
  const tens = text.indexOf('十');
  if (tens < 0) return NUMERALS[text] ?? null;
  const left = tens === 0 ? 1 : NUMERALS[text.slice(0, tens)];
  const right = text.endsWith('十') ? 0 : NUMERALS[text.slice(tens + 1)];
  return left === undefined || right === undefined ? null : left * 10 + right;
}

/** `400` as a table writes it; three decimals stay. */
export function amountOf(text: string): string {
  const [yuan = '0', parts = ''] = text.split('.');
  return `${Number(yuan)}.${parts.padEnd(2, '0')}`;
}
