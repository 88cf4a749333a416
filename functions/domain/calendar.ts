/**
 * Local calendar dates of Asia/Shanghai as `YYYY-MM-DD` strings: they compare as text, and no instant or
 * time zone can shift them.
 */
import stateCouncil from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { DateTime } from 'luxon';
import { z } from 'zod';

export type LocalDate = string & { readonly kind: 'local date' };

export const TIME_ZONE = 'Asia/Shanghai';

/** Days since 1970 of the text of a date; a day that its month does not have is one of the next month's. */
const dayNumber = (text: string): number =>
  Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8))) / MILLISECONDS_A_DAY;

const MILLISECONDS_A_DAY = 86_400_000;

/** Texts of the days that were asked for: a decision writes few days, a million decisions write the same ones. */
const TEXTS = new Map<number, LocalDate>();
/** Two centuries. */
const KEPT_TEXTS = 73_000;

const hasShape = (text: string): text is LocalDate => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** @throws RangeError for a day before the year 0 or after 9999 */
function textOfDay(day: number): LocalDate {
  const known = TEXTS.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
  if (!hasShape(text)) throw new RangeError(`${text} is not a calendar date`);
  if (TEXTS.size < KEPT_TEXTS) TEXTS.set(day, text);
  return text;
}

const isLocalDate = (text: string): text is LocalDate =>
  hasShape(text) && text.slice(5, 7) <= '12' && text.slice(8) <= '31' && textOfDay(dayNumber(text)) === text;

/** @throws RangeError if the text is not a calendar date. */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError(`${text} is not a calendar date`);
  return text;
}

const write = (moment: DateTime): LocalDate => localDate(moment.toISODate() ?? '');

/** The local date on which an instant falls. `instant` is ISO 8601 with an offset, or epoch milliseconds. */
export function dateOfInstant(instant: string | number): LocalDate {
  const moment = typeof instant === 'number' ? DateTime.fromMillis(instant) : DateTime.fromISO(instant);
  return write(moment.setZone(TIME_ZONE));
}

/** ISO instant (UTC) of a local date's first moment. */
export const startOfDay = (date: LocalDate): string =>
  DateTime.fromISO(date, { zone: TIME_ZONE }).toUTC().toISO() ?? '';

export const addDays = (date: LocalDate, days: number): LocalDate => textOfDay(dayNumber(date) + days);

/** Days from one date to another: 0 for the same, below zero where the other is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from);

/** The corresponding day `months` later; the month's last day where there is none (民法典 202). */
export const addMonths = (date: LocalDate, months: number): LocalDate =>
  dayOfMonthAfter(date, months, Number(date.slice(8)));

/** A day of the month that begins `months` later; its last day where it has no such day. */
function dayOfMonthAfter(date: LocalDate, months: number, day: number): LocalDate {
  const first = (later: number): number =>
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + later) / MILLISECONDS_A_DAY;
  const start = first(months);
  return textOfDay(Math.min(start + day, first(months + 1)) - 1);
}

export const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));
export const dayOfMonth = (date: LocalDate): number => Number(date.slice(8));
/** First and last days of years: every decision asks for those of a few years. */
const YEARS = new Map<number, { first: LocalDate; last: LocalDate }>();
function daysOfYear(year: number): { first: LocalDate; last: LocalDate } {
  const known = YEARS.get(year);
  if (known !== undefined) return known;
  const days = { first: localDate(`${year}-01-01`), last: localDate(`${year}-12-31`) };
  if (YEARS.size < 1000) YEARS.set(year, days);
  return days;
}
export const firstOfYear = (year: number): LocalDate => daysOfYear(year).first;
export const lastOfYear = (year: number): LocalDate => daysOfYear(year).last;

/** `day` of the month after the one of `date`. */
export const dayOfNextMonth = (date: LocalDate, day: number): LocalDate => dayOfMonthAfter(date, 1, day);

/** Full years of age on a date (周岁: a year is full on the birthday). */
export const ageOn = (birthDate: LocalDate, on: LocalDate): number =>
  yearOf(on) - yearOf(birthDate) - (on.slice(5) < birthDate.slice(5) ? 1 : 0);

/** Sunday is 0, Saturday 6. */
const isWeekend = (date: LocalDate): boolean => new Date(date).getUTCDay() % 6 === 0;

/**
 * Working day of the State Council's calendar, make-up days included. Its days are read as data: the package's own code
 * builds them anew wherever it is loaded, 25 ms of processor for each function.
 */
export const isWorkingDay = (date: LocalDate): boolean =>
  date in stateCouncil.workdays || !(date in stateCouncil.holidays || isWeekend(date));

/** The first working day on or after a date. */
export function workingDayFrom(date: LocalDate): LocalDate {
  let day = date;
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return day;
}

/** The n-th working day after a date; the date itself is not counted (民法典 201). */
export function workingDaysAfter(date: LocalDate, count: number): LocalDate {
  let day = date;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** Days are reckoned from what people type: a year or two beyond the calendar's last would be none. */
const LAST_DAY = '2999-12-31';

export const localDateSchema = z.string().transform((text, context) => {
  if (isLocalDate(text) && text <= LAST_DAY) return text;
  context.addIssue({ code: 'custom', message: '应为存在的日期,格式 YYYY-MM-DD,如 "2026-03-10"' });
  return z.NEVER;
});
