import { DateTime, IANAZone } from 'luxon';

/** When a schedule fires. */
export type ScheduleTimes =
  /** Every so many milliseconds from when the schedule was made. */
  | { kind: 'rate'; everyMs: number }
  /** At clock times of a zone: the first after `after` (ms), or undefined when there is none. */
  | { kind: 'cron'; next(after: number): number | undefined };

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Years that are searched for the next time: 29 February comes at the latest after eight. */
const searchedDays = 9 * 366;

/**
 * Reads `rate(5 minutes)` or `cron(0 9 * * ? *)` (minutes hours day-of-month month day-of-week year).
 *
 * @throws RangeError for another expression, an unknown zone, or `L` (but for the day of the month), `W` and `#`.
 */
export function parseScheduleExpression(expression: string, timezone: string): ScheduleTimes {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) {
    const [, count, unit] = rate;
    const milliseconds = unit === 'minute' || unit === 'hour' || unit === 'day' ? unitMs[unit] : 0;
    if (Number(count) < 1) throw new RangeError(`${expression} never fires`);
    return { kind: 'rate', everyMs: Number(count) * milliseconds };
  }
  const cron = /^cron\(([^()]+)\)$/.exec(expression);
  const fields = cron?.[1]?.trim().split(/\s+/) ?? [];
  const [minute, hour, dayOfMonth, month, dayOfWeek, year] = fields;
  if (fields.length !== 6 || !minute || !hour || !dayOfMonth || !month || !dayOfWeek || !year) {
    throw new RangeError(`the schedule expression ${expression} is not known to this machine`);
  }
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new RangeError(`${expression}: exactly one of day of the month and day of the week must be ?`);
  }
  if (!IANAZone.isValidZone(timezone)) throw new RangeError(`there is no time zone ${timezone}`);

  const minutes = readField(minute, 0, 59, expression);
  const hours = readField(hour, 0, 23, expression);
  const inMonths = readField(month, 1, 12, expression, months);
  const years = year === '*' ? undefined : readField(year, 1970, 2199, expression);
  const lastDay = dayOfMonth === 'L';
  const days = dayOfMonth === '?' || lastDay ? undefined : readField(dayOfMonth, 1, 31, expression);
  const onWeekdays = dayOfWeek === '?' ? undefined : readField(dayOfWeek, 1, 7, expression, weekdays);
  refuseNever(expression, inMonths, days, years);

  const isOn = (day: DateTime) =>
    inMonths.has(day.month) &&
    (years === undefined || years.has(day.year)) &&
    (days === undefined || days.has(day.day)) &&
    (!lastDay || day.day === day.daysInMonth) &&
    // Luxon counts from Monday as 1, cron from Sunday as 1.
    (onWeekdays === undefined || onWeekdays.has((day.weekday % 7) + 1));

  return {
    kind: 'cron',
    next(after) {
      let day = DateTime.fromMillis(after, { zone: timezone }).startOf('day');
      for (let searched = 0; searched < searchedDays; searched++) {
        if (isOn(day)) {
          const first = firstTimeOn(day, hours, minutes, after);
          if (first !== undefined) return first;
        }
        day = day.plus({ days: 1 });
      }
      return undefined;
    },
  };
}

/** The most days that a month can have. */
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** @throws RangeError for days that none of the months and years has, such as 30 February */
function refuseNever(
  expression: string,
  inMonths: Set<number>,
  days: Set<number> | undefined,
  years: Set<number> | undefined,
): void {
  if (days === undefined) return;
  const comes = [...inMonths].some((month) =>
    [...days].some((day) => {
      if (day > (longest[month - 1] ?? 0)) return false;
      if (month !== 2 || day < 29 || years === undefined) return true;
      return [...years].some((year) => DateTime.fromObject({ year }).isInLeapYear);
    }),
  );
  if (!comes) throw new RangeError(`${expression}: no such day ever comes`);
}

function firstTimeOn(day: DateTime, hours: Set<number>, minutes: Set<number>, after: number): number | undefined {
  for (const hour of [...hours].sort((a, b) => a - b)) {
    for (const minute of [...minutes].sort((a, b) => a - b)) {
      const time = day.set({ hour, minute });
      // A time that the clocks skip in spring does not come on that day.
      if (time.hour === hour && time.minute === minute && time.toMillis() > after) return time.toMillis();
    }
  }
  return undefined;
}

/** Values of one field: `*`, `5`, `1-5`, `MON,WED`, `0/15`, `1-31/2`. */
function readField(text: string, low: number, high: number, expression: string, names: string[] = []): Set<number> {
  const values = new Set<number>();
  const first = names.length === 7 ? 1 : low;
  const read = (part: string): number => {
    const named = names.indexOf(part.toUpperCase());
    const value = named >= 0 ? named + first : Number(part);
    if (!/^(\d+|[A-Za-z]{3})$/.test(part) || !Number.isInteger(value) || value < low || value > high) {
      throw new RangeError(`${expression}: ${text} is not known to this machine`);
    }
    return value;
  };
  for (const part of text.split(',')) {
    const [span = '', step] = part.split('/');
    const [from = '', to] = span.split('-');
    const start = span === '*' ? low : read(from);
    const end = span === '*' || (to === undefined && step !== undefined) ? high : read(to ?? from);
    // EventBridge takes no range over the end: what runs from evening to morning are two.
    if (end < start) throw new RangeError(`${expression}: ${span} runs backwards and would never fire`);
    const every = step === undefined ? 1 : Number(step);
    if (!Number.isInteger(every) || every < 1)
      throw new RangeError(`${expression}: ${text} is not known to this machine`);
    for (let value = start; value <= end; value += every) values.add(value);
  }
  return values;
}
