/** Reads when a way is open, and the spans of dates in conditions. */

import type { LocalDate } from '../calendar.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Day, Monthly, Span, Window } from '../ways/model.ts';
import type { Told } from '../ways/told.ts';
import { beforeClause } from './citation.ts';
import { type DayWords, dateOf, dayText } from './day-text.ts';
import {
  flag,
  isMap,
  type Parsed,
  type Path,
  type Reading,
  type ReadingPlace,
  right,
  unknownWord,
  wrong,
} from './reading.ts';

export interface WindowContext {
  readonly reading: Reading;
  readonly words: DayWords;
  readonly year: number;
}

export function readWindows(node: Json | undefined, place: ReadingPlace, context: WindowContext): Window[] {
  const list = Array.isArray(node) ? node : [node];
  return list.flatMap((one, index) => {
    const path = Array.isArray(node) ? [...place.path, index] : place.path;
    const found = readWindow(one, { ...place, path }, context);
    return found ? [found] : [];
  });
}

function readWindow(node: Json | undefined, place: ReadingPlace, context: WindowContext): Window | null {
  const { reading, words, year } = context;
  const { path, label } = place;
  const common = { field: path.join('.'), label, vagueStart: false };
  const end = (name: 'from' | 'to', value: Json | undefined, by: string | undefined, uncited = false): Told<Day> =>
    reading.told(
      value,
      { path: [...path, name], label: `${label}${name === 'from' ? '起始日' : '截止日'}`, by, uncited },
      dayText(words),
    );
  if (node === undefined || node === 'silent') {
    return {
      ...common,
      from: end('from', undefined, undefined),
      to: end('to', undefined, undefined),
      monthly: null,
      holidaysMoved: null,
    };
  }
  const wholeYear = /^year(\s*@(\S+))?$/.exec(typeof node === 'string' ? node : '');
  if (wholeYear) {
    const by = wholeYear[2] ?? place.by;
    const from = end('from', 'year_start', by, true);
    const to = end('to', 'year_end', by, true);
    return { ...common, from, to, monthly: null, holidaysMoved: null };
  }
  if (!isMap(node)) {
    reading.refuse(path, '应为 { from: 日期, to: 日期 },或 year(参保年度全年)');
    return null;
  }
  reading.keys(node, path, ['from', 'to', 'monthly', 'holidays', 'precision']);
  if (node.precision !== undefined && node.precision !== 'third_of_month') {
    reading.refuse([...path, 'precision'], '应为 third_of_month(10月下旬之类);写明日期的不写这一项');
  }
  const by = typeof node.by === 'string' ? node.by : place.by;
  const from = end('from', node.from, by);
  const to = end('to', node.to, by);
  checkOrder(node, path, reading, year);
  return {
    ...common,
    from,
    to,
    monthly:
      node.monthly === undefined
        ? null
        : readMonthly(node.monthly, { ...place, path: [...path, 'monthly'], by }, reading),
    holidaysMoved:
      node.holidays === undefined
        ? null
        : reading.told(
            node.holidays,
            { path: [...path, 'holidays'], label: `${label}逢节假日是否顺延`, by },
            movedText,
          ),
    vagueStart: node.precision === 'third_of_month',
  };
}

const movedText = (text: string): Parsed<boolean> => {
  if (text === 'moved') return right(true);
  if (text === 'not_moved') return right(false);
  const found = flag(text);
  return found.ok ? found : wrong('应为 moved(顺延)或 not_moved(不顺延)');
};

function readMonthly(node: Json, place: ReadingPlace, reading: Reading): Told<readonly Monthly[]> {
  return reading.told<readonly Monthly[]>(node, { ...place, label: `${place.label}每月缴费时间` }, (_, value) => {
    const list = Array.isArray(value) ? value : [value];
    const found = list.map(monthlyOf);
    const bad = found.find((one) => typeof one === 'string');
    if (typeof bad === 'string') return wrong(bad);
    return right(found.filter((one) => typeof one !== 'string'));
  });
}

function monthlyOf(node: Json): Monthly | string {
  const stray = isMap(node) ? Object.keys(node).find((key) => key !== 'days' && key !== 'months') : undefined;
  if (stray !== undefined) return `${unknownWord(stray, ['days', 'months'])}`;
  if (!isMap(node) || !Array.isArray(node.days)) return '应为 [{ days: [1, 25] }];只在某几个月的,另写 months: [9, 10]';
  const [from, to] = node.days.map(Number);
  if (node.days.length !== 2 || !from || !to || from > to || to > 31) {
    return 'days 应为每月的首日和末日,如 [1, 25]:首日不晚于末日,至多 31';
  }
  if (node.months === undefined) return { from, to };
  const months = Array.isArray(node.months) ? node.months.map(Number) : [];
  if (months.length === 0 || months.some((month) => !(month >= 1 && month <= 12)))
    return 'months 应为月份的列表,如 [9, 10]';
  return { from, to, months };
}

/** A date more than a year away from the year that is paid for is a slip of the pen; births may be earlier. */
function checkOrder(node: JsonObject, path: Path, reading: Reading, year: number): void {
  const dateAt = (name: 'from' | 'to') => {
    const value = node[name];
    return typeof value === 'string'
      ? dateOf(
          beforeClause(value)
            .replace(/^at latest\s+/, '')
            .trim(),
        )
      : null;
  };
  const [from, to] = [dateAt('from'), dateAt('to')];
  if (from !== null && to !== null && from > to) reading.refuse([...path, 'to'], `应不早于 from(${from})`);
  for (const [name, day] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (day !== null && Math.abs(Number(day.slice(0, 4)) - year) > 1) {
      reading.refuse([...path, name], `${year} 参保年度的日期应在 ${year - 1} 年至 ${year + 1} 年`);
    }
  }
}

const plainDate = (told: Told<Day> | null): LocalDate | null =>
  told?.value?.anchor.kind === 'date' && told.value.steps.length === 0 ? told.value.anchor.date : null;

/** `year`, or dates of which one end may be left out. */
export function readSpan(node: Json | undefined, place: ReadingPlace, { reading, words }: WindowContext): Span {
  if (node === undefined || node === 'year') return { kind: 'year' };
  const { path, label } = place;
  if (!isMap(node)) {
    reading.refuse(path, '应为 year(参保年度内),或 { from: 日期, to: 日期 }');
    return { kind: 'year' };
  }
  reading.keys(node, path, ['from', 'to']);
  const by = typeof node.by === 'string' ? node.by : place.by;
  const end = (name: 'from' | 'to'): Told<Day> | null =>
    node[name] === undefined
      ? null
      : reading.told(
          node[name],
          { path: [...path, name], label: `${label}${name === 'from' ? '起' : '止'}`, by, uncited: true },
          dayText(words),
        );
  if (node.from === undefined && node.to === undefined) reading.refuse(path, '至少写明 from 或 to 之一');
  const [from, to] = [end('from'), end('to')];
  const [first, last] = [plainDate(from), plainDate(to)];
  if (first !== null && last !== null && first > last) reading.refuse([...path, 'to'], `应不早于 from(${first})`);
  return { kind: 'dates', from, to };
}
