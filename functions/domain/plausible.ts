/**
 * Values that nobody can mean: a day long before the insurance or a lifetime ahead, a death before the birth, a sum
 * that no year costs. Assessments, openings, decisions, payments and files all ask here.
 */
import { addMonths, type LocalDate, localDate, yearOf } from './calendar.ts';
import { formatYuan, type Li, li, parseYuan } from './money.ts';

export interface Implausible {
  /** Dotted path of the field. */
  path: string;
  message: string;
}

const EARLIEST_BIRTH = localDate('1900-01-01');
const EARLIEST_DAY = localDate('1990-01-01');
/** The last coverage year is 2100. */
const LATEST_DAY = localDate('2101-12-31');
/** One payment is for ten years at most, and no year costs a tenth of this. */
const HIGHEST_PAYMENT = li(100_000_000);
/** A payment comes in the year before its first one, or two years before where it was prepaid early. */
const YEARS_AHEAD = 2;

const BIRTHS: readonly string[] = ['birthDate', 'bornOn'];

/** A sentence that says what would be right; null where the day can be meant. */
export function implausibleDay(day: LocalDate, earliest: LocalDate = EARLIEST_DAY): string | null {
  return day < earliest || day > LATEST_DAY ? `应在 ${earliest} 至 ${LATEST_DAY} 之间,请核对年份` : null;
}

export const implausibleAmount = (amount: Li): string | null =>
  amount > HIGHEST_PAYMENT ? `应不超过 ${formatYuan(HIGHEST_PAYMENT)} 元,请核对小数点` : null;

/** Whether a payment of that day can be for these years. */
export function implausiblePaymentDay(paidOn: LocalDate, coverageYears: readonly number[]): string | null {
  const first = Math.min(...coverageYears);
  return yearOf(paidOn) < first - YEARS_AHEAD ? `比参保年度 ${first} 早了 ${YEARS_AHEAD} 年以上,请核对年份` : null;
}

/** Every day of a request or of facts, wherever it stands; none but a birth is before the birth that is known. */
export function implausibleDays(facts: object, bornOn?: LocalDate): Implausible[] {
  const days = daysIn(facts);
  const births = days.filter(({ path }) => BIRTHS.includes(path)).map(({ day }) => day);
  const born = bornOn ?? births[0];
  return days.flatMap(({ path, day }) => {
    const isBirth = BIRTHS.includes(path);
    const message =
      implausibleDay(day, isBirth ? EARLIEST_BIRTH : EARLIEST_DAY) ??
      // A family may be recognised before a child is born to it.
      (!isBirth && !path.startsWith('identities.') && born !== undefined && day < born
        ? `不能早于出生日期 ${born}`
        : null);
    return message === null ? [] : [{ path, message }];
  });
}

interface StatedDay {
  path: string;
  day: LocalDate;
}

/** Every day in a value, with its dotted path. */
function daysIn(value: unknown, path = '', found: StatedDay[] = []): StatedDay[] {
  if (typeof value === 'string') {
    if (isDay(value)) found.push({ path, day: localDate(value) });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) daysIn(inner, path === '' ? key : `${path}.${key}`, found);
  }
  return found;
}

/** What a schema let through as a date is one. */
const isDay = (text: string): boolean =>
  text.length === 10 && /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(Date.parse(text));

/** A day or a sum that somebody states of a table, wherever it stands in the value. Null where all can be meant. */
export function implausibleValue(value: unknown): string | null {
  if (typeof value === 'object' && value !== null) {
    return (
      Object.values(value)
        .map(implausibleValue)
        .find((message) => message !== null) ?? null
    );
  }
  if (typeof value !== 'string') return null;
  if (isDay(value)) return implausibleDay(localDate(value));
  const amount = parseYuan(value);
  return amount === null ? null : implausibleAmount(amount);
}

const at = (path: string, message: string | null): Implausible[] => (message === null ? [] : [{ path, message }]);

const notAfter = (path: string, day: LocalDate | undefined, limit: LocalDate, what: string): Implausible[] =>
  at(path, day !== undefined && day > limit ? `不能晚于${what} ${limit}` : null);

interface Refund {
  ground: string;
  appliedOn: LocalDate;
  eventOn?: LocalDate | undefined;
  departure?: { on: LocalDate } | undefined;
  payments?: readonly { paidOn: LocalDate; coverageYears: readonly number[]; amount: Li }[];
}

/** Events that can be known before they take effect: a person changes to another insurance on a day to come. */
const KNOWN_AHEAD: readonly string[] = ['employee_insurance', 'enrolled_elsewhere'];

/** @param bornOn of the insured person, where it is known */
export function implausibleRefund(refund: Refund, bornOn?: LocalDate): Implausible[] {
  const { ground, appliedOn, eventOn, departure, payments = [] } = refund;
  const lastEvent = KNOWN_AHEAD.includes(ground) ? addMonths(appliedOn, 12) : appliedOn;
  const what = lastEvent === appliedOn ? '申请日' : '申请日后一年';
  return [
    ...implausibleDays(refund, bornOn),
    ...notAfter('eventOn', eventOn, lastEvent, what),
    ...notAfter('departure.on', departure?.on, appliedOn, '申请日'),
    ...payments.flatMap(({ paidOn, coverageYears, amount }, index) => [
      ...notAfter(`payments.${index}.paidOn`, paidOn, appliedOn, '申请日'),
      ...at(`payments.${index}.paidOn`, implausiblePaymentDay(paidOn, coverageYears)),
      ...at(`payments.${index}.amount`, amount > 0 ? implausibleAmount(amount) : '应大于 0 元,没有缴费就没有退费'),
    ]),
  ];
}

/** A person who is assessed for a day was born by then, and what is said to be done was done by then. */
export function implausibleOn(
  day: LocalDate,
  facts: { birthDate?: LocalDate | undefined; bornOn?: LocalDate | undefined },
): Implausible[] {
  return [
    ...implausibleDays(facts),
    ...notAfter('birthDate', facts.birthDate, day, ''),
    ...notAfter('bornOn', facts.bornOn, day, ''),
  ];
}
