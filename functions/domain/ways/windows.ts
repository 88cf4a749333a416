/** When a way is open: on a day, until which day, and from which day next. */
import {
  addDays,
  dayOfMonth,
  firstOfYear,
  isWorkingDay,
  type LocalDate,
  lastOfYear,
  workingDayFrom,
} from '../calendar.ts';
import { type Anchors, dayOf } from './day.ts';
import type { Monthly, Way, Window } from './model.ts';

export interface Bounds {
  readonly window: Window;
  /** Null: nobody states it, or the window has no such end. */
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
  /** A last day on a holiday that is moved: the days from it on are open whatever the days of the month say. */
  readonly movedFrom: LocalDate | null;
  /** No end is stated. */
  readonly unstated: boolean;
}

/** Bounds of windows between days that are dates: the same for everybody. */
const FIXED = new WeakMap<Window, Bounds>();

export function boundsOf(window: Window, anchors: Anchors): Bounds {
  const known = FIXED.get(window);
  if (known !== undefined) return known;
  const bounds = reckon(window, anchors);
  if (isFixed(window.from) && isFixed(window.to)) FIXED.set(window, bounds);
  return bounds;
}

const isFixed = (told: Window['from']): boolean =>
  told?.value?.anchor.kind === undefined || told.value.anchor.kind === 'date';

function reckon(window: Window, anchors: Anchors): Bounds {
  const { from, to, holidaysMoved } = window;
  const first = from?.value ? dayOf(from.value, anchors) : null;
  const last = to?.value ? dayOf(to.value, anchors) : null;
  const moved = last !== null && holidaysMoved?.value === true ? workingDayFrom(last) : last;
  return {
    window,
    from: first,
    to: moved,
    movedFrom: moved === last ? null : last,
    unstated: (from === null || from.value === null) && (to === null || to.value === null),
  };
}

/** Whether a stated end of the window can't be reckoned for this person: a window that counts from a day that nobody has. */
export const lacksAnchor = ({ window, from, to }: Bounds): boolean =>
  (from === null && window.from?.value != null) || (to === null && window.to?.value != null);

export type WindowState = 'before' | 'open' | 'closed_day' | 'after';

export function stateOn(on: LocalDate, bounds: Bounds, year: number): WindowState {
  const { from, to } = bounds;
  if (from !== null && on < from) return 'before';
  if (on > (to ?? lastOfYear(year))) return 'after';
  return isOpenDay(on, bounds) ? 'open' : 'closed_day';
}

/** Open on the days of the month that the window names; months that it does not name are open throughout. */
function isOpenDay(on: LocalDate, { window, movedFrom }: Bounds): boolean {
  const monthly: readonly Monthly[] | null = window.monthly?.value ?? null;
  if (monthly === null || (movedFrom !== null && on > movedFrom)) return true;
  const month = Number(on.slice(5, 7));
  const day = dayOfMonth(on);
  const rules = monthly.filter(({ months }) => months === undefined || months.includes(month));
  return rules.length === 0 || rules.some(({ from, to }) => day >= from && day <= to);
}

/** The first day after one on which the window is open; null if there is none. */
export function nextOpen(after: LocalDate, bounds: Bounds, year: number, workingDay = false): LocalDate | null {
  const { from, to } = bounds;
  const last = to ?? lastOfYear(year);
  let day = addDays(after, 1);
  if (from !== null && day < from) day = from;
  while (day <= last) {
    if (isOpenDay(day, bounds) && (!workingDay || isWorkingDay(day))) return day;
    day = addDays(day, 1);
  }
  return null;
}

/** The last open day up to one. */
export function lastOpenUpTo(on: LocalDate, bounds: Bounds): LocalDate | null {
  let day = bounds.to !== null && bounds.to < on ? bounds.to : on;
  for (let left = 62; left > 0; left -= 1) {
    if (bounds.from !== null && day < bounds.from) return null;
    if (isOpenDay(day, bounds)) return day;
    day = addDays(day, -1);
  }
  return null;
}

/** Without a known period, only a payment before the year has begun can't be late. */
export const yearHasBegun = (on: LocalDate, year: number): boolean => on > firstOfYear(year);

/** The last day of a way's windows; null where one of them has none. */
export function lastDayOfWay(way: Way, anchors: Anchors): LocalDate | null {
  const days = way.open.map((window) => boundsOf(window, anchors).to);
  return days.includes(null)
    ? null
    : (days
        .filter((day) => day !== null)
        .sort()
        .at(-1) ?? null);
}

/** Days that count from a birth are a newborn's. */
export const countsFromBirth = ({ from, to }: Window): boolean =>
  [from, to].some((told) => told?.value?.anchor.kind === 'birth' || told?.value?.anchor.kind === 'birth_year_end');
