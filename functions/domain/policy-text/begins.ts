/** From when benefits run, as such texts write it: a day in the notation of a table, and the wait that is in it. */
import { numberOf } from './figures.ts';

export interface Begins {
  begins: string;
  wait?: string;
}

const UNIT: Readonly<Record<string, string>> = { 个月: 'months', 月: 'months', 天: 'days', 日: 'days' };

interface Phrase {
  is: RegExp;
  means(number: number, unit: string): Begins;
}

const later = (number: number, unit: string): string => `${number} ${unit}`;

const PHRASES: readonly Phrase[] = [
  {
    is: /缴费(?:的)?次月起(?:的|算,?)?第([一二三四五六七八九十]{1,3}|\d{1,2})个?月/,
    means: (number) => ({ begins: 'payment > next_month + wait', wait: later(number - 1, 'months') }),
  },
  {
    is: /缴费(?:的)?当月起(?:计)?算,?(?:自)?第([一二三四五六七八九十]{1,3}|\d{1,2})个?月/,
    means: (number) => ({ begins: 'payment > month_start + wait', wait: later(number - 1, 'months') }),
  },
  {
    is: /缴费(?:当)?月起(?:的|,)?第([一二三四五六七八九十]{1,3}|\d{1,2})个(?:自然)?月/,
    means: (number) => ({ begins: `payment > month_start + ${number - 1} months` }),
  },
  {
    is: /缴费(?:的)?当月起([一二三四五六七八九十]{1,3}|\d{1,2})(个月)内?为/,
    means: (number, unit) => ({ begins: 'payment > month_start + wait', wait: later(number, unit) }),
  },
  {
    is: /缴费(?:之日|到账之日)?(?:起)?(?:满|,?等待)?([一二三四五六七八九十]{1,3}|\d{1,3})(个月|天|日)(?:之)?后/,
    means: (number, unit) => ({ begins: 'payment + wait', wait: later(number, unit) }),
  },
  {
    is: /缴费之日起有?([一二三四五六七八九十]{1,3}|\d{1,3})(个月|天|日)的?(?:待遇)?等待期/,
    means: (number, unit) => ({ begins: 'payment + wait', wait: later(number, unit) }),
  },
  {
    is: /缴费(?:完成)?(?:的|之日的|后的|后)?次日(?:零时)?(?:起|开始)/,
    means: () => ({ begins: 'payment > next_day' }),
  },
  {
    is: /(?:缴费|补缴|完清费用)(?:完成)?(?:的|后的|后)?次月(?:1日|一日)?(?:起|开始|至)/,
    means: () => ({ begins: 'payment > next_month' }),
  },
  { is: /缴(?:费|纳保险费)的?当月(?:1日)?(?:起|开始)(?!算|计)/, means: () => ({ begins: 'payment > month_start' }) },
  { is: /缴费(?:之日|当日|当天)(?:起|开始)(?:即可)?(?:享受|,享受)/, means: () => ({ begins: 'payment' }) },
];

/** The first day that a sentence states for who pays; null where it states none. */
export function beginsOf(text: string): Begins | null {
  for (const { is, means } of PHRASES) {
    const match = is.exec(text);
    if (match === null) continue;
    const [, number, unit = ''] = match;
    const read = numberOf(number);
    if (number !== undefined && read === null) continue;
    return means(read ?? 0, UNIT[unit] ?? 'months');
  }
  return null;
}

/** `3个月的待遇等待期`, `等待期3个月(按90天计算)`: how long one waits, in the notation of a table. */
export function waitOf(text: string): string | null {
  const inDays = /按(\d{2,3})(?:天|日)计/.exec(text)?.[1];
  const match =
    /(?:(不低于|不少于|至少)(?:为)?)?([一二三四五六七八九十]{1,3}|\d{1,3})(个月|天|日)的?(?:固定)?(?:的)?(?:医保)?(?:待遇)?等待期/.exec(
      text,
    ) ?? /等待期(?:为)?(?:(不低于|不少于|至少))?(?:为)?([一二三四五六七八九十]{1,3}|\d{1,3})(个月|天|日)/.exec(text);
  if (match === null) return null;
  const [, least, number, unit = ''] = match;
  const read = numberOf(number);
  if (read === null) return null;
  const said = inDays === undefined ? later(read, UNIT[unit] ?? 'months') : `${inDays} days`;
  return least === undefined ? said : `at least ${said}`;
}
