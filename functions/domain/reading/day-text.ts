/** Reads a day: an anchor and steps from left to right, such as `payment > month_start + 3 months`. */
import { type LocalDate, localDateSchema } from '../calendar.ts';
import type { Anchor, Day, Duration, Step } from '../ways/model.ts';
import { type Parsed, right, unknownWord, wrong } from './reading.ts';

const ANCHORS = [
  'payment',
  'receipt',
  'birth',
  'registration',
  'recognition',
  'event',
  'year_start',
  'year_end',
  'next_year_start',
  'birth_year_end',
] as const;
const STEPS = ['next_day', 'month_start', 'next_month'] as const;
const MOST_STEPS = 4;
const MOST_DAYS = 400;
const MOST_MONTHS = 24;

export interface DayWords {
  /** Names of ways and of declared events that a day may start from. */
  readonly ways: readonly string[];
  readonly events: readonly string[];
}

export const dateOf = (text: string): LocalDate | null => {
  const parsed = localDateSchema.safeParse(text);
  return parsed.success ? parsed.data : null;
};

const LATER = 'later of ';
const AND = ' and ';

export const dayText =
  (words: DayWords) =>
  (text: string): Parsed<Day> => {
    const atLatest = /^at latest\s+/.test(text);
    const rest = text.replace(/^at latest\s+/, '');
    const and = rest.startsWith(LATER) ? rest.indexOf(AND, LATER.length + 1) : -1;
    if (and > 0) {
      const [one, other] = [
        dayText(words)(rest.slice(LATER.length, and)),
        dayText(words)(rest.slice(and + AND.length)),
      ];
      if (!one.ok) return one;
      if (!other.ok) return other;
      return right(compose({ kind: 'later', of: [one.value, other.value] }, [], false, atLatest));
    }
    const tokens = rest.split(/\s+/).filter((token) => token !== '');
    const anchor = anchorOf(tokens[0] ?? '', words);
    if (!anchor.ok) return anchor;
    const steps = stepsOf(tokens.slice(1));
    if (!steps.ok) return steps;
    return right(compose(anchor.value, steps.value.steps, steps.value.mayPrecedeYear, atLatest));
  };

/** A first day of benefits: the text may also say that there are none. */
export const dayOrNever =
  (words: DayWords) =>
  (text: string): Parsed<Day> =>
    text === 'none' ? right(compose({ kind: 'never' }, [], false, false)) : dayText(words)(text);

const compose = (anchor: Anchor, steps: Step[], mayPrecedeYear: boolean, atLatest: boolean): Day => ({
  anchor,
  steps,
  usesWait: steps.some(({ kind }) => kind === 'wait'),
  mayPrecedeYear,
  atLatest,
});

function anchorOf(token: string, { ways, events }: DayWords): Parsed<Anchor> {
  if (/^\d/.test(token)) {
    const date = dateOf(token);
    return date === null ? wrong(notADate(token)) : right({ kind: 'date', date });
  }
  const kind = ANCHORS.find((one) => one === token);
  if (kind) return right({ kind });
  if (events.includes(token)) return right({ kind: 'declared_event', event: token });
  if (ways.includes(token)) return right({ kind: 'way', way: token });
  if (/\p{Script=Han}/u.test(token)) return wrong(`“${token}”应写成起算日和步骤：${DAYS_IN_CHINESE}`);
  if (token === 'wait' || STEPS.some((step) => step === token)) {
    return wrong(`先写从哪一天起算，如 payment ${token === 'wait' ? '+' : '>'} ${token}`);
  }
  if (/.[>+]./.test(token)) return wrong(`“${token}”各部分之间空一格，如 payment > next_day、payment + 3 months`);
  return wrong(unknownWord(token, [...ANCHORS, ...ways, ...events]));
}

const DAYS_IN_CHINESE =
  '缴费次日写 payment > next_day,缴费次月 payment > next_month,缴费满3个月 payment + 3 months,出生之日 birth';

/** A date as people write it is told as the form has it; one that no calendar has, with the last day of its month. */
function notADate(text: string): string {
  const [, year = '', month = '', day = ''] =
    /^(\d{4})\D(\d{1,2})\D(\d{1,2}|底)\D?$/.exec(text.normalize('NFKC')) ?? [];
  const last = lastDayOf(Number(year), Number(month));
  if (last === null) return `“${text}”不是存在的日期，应写作年-月-日，如 2026-03-10`;
  if (day === '底') return `“${text}”应写作 ${last}`;
  const written = `${last.slice(0, 8)}${day.padStart(2, '0')}`;
  return dateOf(written) === null
    ? `“${text}”不是存在的日期：${Number(year)} 年 ${Number(month)} 月的最后一天是 ${last}`
    : `“${text}”应写作 ${written}`;
}

function lastDayOf(year: number, month: number): LocalDate | null {
  if (year === 0 || month < 1 || month > 12) return null;
  return dateOf(new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10));
}

function stepsOf(tokens: readonly string[]): Parsed<{ steps: Step[]; mayPrecedeYear: boolean }> {
  const steps: Step[] = [];
  let mayPrecedeYear = false;
  for (let at = 0; at < tokens.length; ) {
    const [sign, word = '', unit = ''] = tokens.slice(at);
    if (sign === '>') {
      if (word === 'may_precede_year') mayPrecedeYear = true;
      else {
        const kind = STEPS.find((one) => one === word);
        if (!kind) return wrong(unknownWord(word, [...STEPS, 'may_precede_year']));
        steps.push({ kind });
      }
      at += 2;
    } else if (sign === '+' && word === 'wait') {
      steps.push({ kind: 'wait' });
      at += 2;
    } else if (sign === '+' || sign === '-') {
      const first = tokens.slice(at + 3, at + 6).join(' ') === 'counting the first';
      const step = countStep(word, unit, sign === '-', first);
      if (!step.ok) return step;
      steps.push(step.value);
      at += first ? 6 : 3;
    } else {
      return wrong(`“${sign}”应为 >、+ 或 -:一天从左往右写,如 payment > next_month + 6 months`);
    }
  }
  if (steps.length > MOST_STEPS) return wrong(`一天至多写 ${MOST_STEPS} 步`);
  const monthAfterWait = steps.slice(steps.findIndex(({ kind }) => kind === 'wait') + 1);
  if (steps.some(({ kind }) => kind === 'wait') && monthAfterWait.some(({ kind }) => kind !== 'days')) {
    if (monthAfterWait.some(({ kind }) => kind === 'months')) return wrong('等待期之后不再加月数');
  }
  return right({ steps, mayPrecedeYear });
}

function countStep(count: string, unit: string, back: boolean, countingFirst: boolean): Parsed<Step> {
  const number = /^\d+$/.test(count) ? Number(count) : Number.NaN;
  const months = /^months?$/.test(unit);
  if (Number.isNaN(number) || (!months && !/^days?$/.test(unit))) {
    return wrong(`“${count} ${unit}”应为月数或天数,如 3 months、90 days`);
  }
  if (number > (months ? MOST_MONTHS : MOST_DAYS)) return wrong(`至多 ${MOST_MONTHS} 个月或 ${MOST_DAYS} 天`);
  const sum = (countingFirst ? number - 1 : number) * (back ? -1 : 1);
  return right({ kind: months ? 'months' : 'days', count: sum });
}

/** `3 months`, `90 days`, `at least 3 months`. */
export function durationText(text: string): Parsed<Duration> {
  const match = /^(at least )?(\d+) (months?|days?)$/.exec(text);
  if (!match) return wrong('应为月数或天数,如 3 months、90 days、at least 3 months');
  const count = Number(match[2]);
  const unit = match[3]?.startsWith('month') ? ('months' as const) : ('days' as const);
  if (count > (unit === 'months' ? MOST_MONTHS : MOST_DAYS)) return wrong(`至多 ${MOST_MONTHS} 个月或 ${MOST_DAYS} 天`);
  return right({ unit, count, atLeast: match[1] !== undefined });
}

/** `1 months` or `1`. */
export function monthsText(text: string): Parsed<number> {
  const match = /^(\d+)( months?)?$/.exec(text);
  return match && Number(match[1]) <= MOST_MONTHS ? right(Number(match[1])) : wrong('应为月数,如 1 months');
}
