/**
 * Which way a payment on a day takes: those with a condition come before those without, then the table's order. The first
 * that applies decides; one that may apply and stands ahead of it is a question.
 */
import { isWorkingDay, type LocalDate, yearOf } from '../calendar.ts';
import { holds, matchedEvent } from './condition.ts';
import { type Answer, anchorsOf, ask, type Inquiry, type Question } from './inquiry.ts';
import type { Way } from './model.ts';
import type { Told } from './told.ts';
import { type Bounds, boundsOf, lacksAnchor, nextOpen, stateOn, yearHasBegun } from './windows.ts';

export type Chosen =
  | {
      kind: 'way';
      way: Way;
      bounds: Bounds;
      event: LocalDate | undefined;
      /** `unstated`: nobody says when the way is open, and nothing else applies before the year. */
      state: 'open' | 'closed_day' | 'closed_channel' | 'unstated' | 'not_known';
    }
  | { kind: 'nothing'; next: { day: LocalDate; way: Way; bounds: Bounds } | null; passed: Bounds | null }
  | { kind: 'may_not_join'; told: Told<boolean> };

type Result = Chosen | { kind: 'question'; question: Question };

export function chooseWay(inquiry: Inquiry, cashOnWorkingDays: boolean): Result {
  const { rules, person } = inquiry;
  const { paidOn, channel } = person.request;
  if (rules.joins) {
    const may = holds(rules.joins.who, inquiry);
    if (may === false) return { kind: 'may_not_join', told: rules.joins.told };
    // Who may not join is told so; until it is known, the result of one who may is shown.
    if (may !== true) return { kind: 'question', question: { ...may, provisional: true } };
  }
  for (const way of rules.ways) {
    const found = tryWay(way, inquiry);
    if (found === null) continue;
    if (way.asks !== undefined && !('question' in found)) {
      inquiry.seen.push({ key: way, ...way.asks, settledBy: 'value', claimed: true });
      continue;
    }
    if ('question' in found) return { kind: 'question', question: found.question };
    const isOpen = found.state === 'open' || found.state === 'unstated';
    if (isOpen && !way.anyDayInCash && channel === 'cash' && cashOnWorkingDays && !isWorkingDay(paidOn)) {
      return { kind: 'way', way, ...found, state: 'closed_channel' };
    }
    return { kind: 'way', way, ...found };
  }
  return { kind: 'nothing', ...aroundToday(inquiry) };
}

type Found = Omit<Extract<Chosen, { kind: 'way' }>, 'kind' | 'way'>;

/** A payment for a year takes no way that buys other years only. */
function maySuit(way: Way, inquiry: Inquiry): boolean {
  const { mayTake, request } = inquiry.person;
  if (mayTake !== undefined) return mayTake(way);
  if (way.ofChildCases) return false;
  if (way.years === null || request.forYears !== undefined) return true;
  return yearsOf(way, inquiry).includes(request.coverageYear);
}

/** Null where the way does not apply to this person and day. */
function tryWay(way: Way, inquiry: Inquiry): Found | { question: Question } | null {
  const { paidOn, coverageYear } = inquiry.person.request;
  if (!maySuit(way, inquiry)) return null;
  const before = inquiry.used.length;
  let who: Answer | null = null;
  let event: LocalDate | undefined;
  if (way.ofEvents && way.who) {
    if (inquiry.person.events.length === 0 && !way.who.kind.startsWith('a')) return null;
    who = holds(way.who, inquiry);
    if (who === false) return forget(inquiry, before);
    event = matchedEvent(way.who, inquiry);
  }
  inquiry.plain ??= anchorsOf(inquiry);
  const anchors = event === undefined ? inquiry.plain : anchorsOf(inquiry, { event });
  let found: Found | null = null;
  for (const window of way.open) {
    const bounds = boundsOf(window, anchors);
    if (lacksAnchor(bounds)) continue;
    const state = stateOn(paidOn, bounds, coverageYear);
    if (state === 'before' || state === 'after') continue;
    found = { bounds, event, state };
    if (state === 'open') break;
  }
  if (found === null) return forget(inquiry, before);
  who ??= way.who === null || holds(way.who, inquiry);
  if (who === false) return forget(inquiry, before);
  if (who !== true) return { question: who };
  return certain(way, found, inquiry) ?? forget(inquiry, before);
}

function forget(inquiry: Inquiry, length: number): null {
  if (inquiry.used.length > length) inquiry.used.length = length;
  return null;
}

/** What of the window itself is open: a way that nobody dates, a bound that others may stay below, a choice of years. */
function certain(way: Way, found: Found, inquiry: Inquiry): Found | { question: Question } | null {
  const { request } = inquiry.person;
  const { window, unstated } = found.bounds;
  if (way.allowed !== null && way.allowed.value !== true) return { ...found, state: 'not_known' };
  if (unstated) {
    const begun = yearHasBegun(request.paidOn, request.coverageYear);
    if (datedWayOpen(way, begun, inquiry)) return null;
    if (!begun) return { ...found, state: 'unstated' };
    const answer = ask(inquiry, windowQuestion(way, found.bounds, 'timing_silent'));
    if (typeof answer !== 'boolean') return { question: answer };
    return answer ? { ...found, state: 'unstated' } : null;
  }
  if (window.to?.value?.atLatest) {
    const answer = ask(inquiry, windowQuestion(way, found.bounds, 'at_latest'));
    if (typeof answer !== 'boolean') return { question: answer };
    if (!answer) return null;
  }
  return chosenYears(way, found, inquiry);
}

function windowQuestion(way: Way, { window }: Bounds, code: 'timing_silent' | 'at_latest'): Question {
  const told = window.to ?? window.from;
  const message =
    code === 'at_latest'
      ? `“${way.label}”至迟到何日由当地决定,本表没有写明当地的截止日`
      : `政策表未规定“${way.label}”的起止日期,不能确定当日适用哪一种办理情形`;
  return {
    key: window,
    code,
    field: told?.field ?? window.field,
    label: told?.label ?? window.label,
    message,
    settledBy: 'value',
    claimed: true,
    provisional: code === 'at_latest',
    readings: [`当日仍在“${way.label}”内`, `当日已不在“${way.label}”内`],
  };
}

/** A late way with a date of its own: the period without dates is over when it has begun; before the year, by a stated first day. */
function datedWayOpen(than: Way, begun: boolean, inquiry: Inquiry): boolean {
  const { paidOn, coverageYear } = inquiry.person.request;
  const anchors = anchorsOf(inquiry);
  return inquiry.rules.ways.some(
    (way) =>
      way !== than &&
      way.kind === 'late' &&
      way.who === null &&
      way.open.some((window) => {
        const bounds = boundsOf(window, anchors);
        if (bounds.unstated || lacksAnchor(bounds) || (!begun && bounds.from === null)) return false;
        return stateOn(paidOn, bounds, coverageYear) !== 'before';
      }),
  );
}

/** Ways that fit and differ in the years that one payment buys are the payer's choice. */
function chosenYears(way: Way, found: Found, inquiry: Inquiry): Found | { question: Question } | null {
  const { forYears } = inquiry.person.request;
  if (way.years === null) return found;
  const years = yearsOf(way, inquiry);
  if (forYears !== undefined) return sameYears(years, forYears) ? found : null;
  const others = inquiry.rules.ways.filter(
    (other) =>
      other !== way &&
      inquiry.assumed.get(other) !== false &&
      maySuit(other, inquiry) &&
      other.years !== null &&
      !sameYears(yearsOf(other, inquiry), years),
  );
  const rival = others.find((other) => {
    const who = other.who === null || holds(other.who, inquiry);
    if (who !== true) return false;
    const { paidOn, coverageYear } = inquiry.person.request;
    return other.open.some((window) => {
      const bounds = boundsOf(window, anchorsOf(inquiry));
      return !lacksAnchor(bounds) && stateOn(paidOn, bounds, coverageYear) === 'open';
    });
  });
  if (!rival) return found;
  const answer = ask(inquiry, {
    key: way,
    code: 'fact_missing',
    field: 'forYears',
    label: '所缴年度',
    message: `可以选择缴哪一年的费用:${years.join('、')} 年度,或 ${yearsOf(rival, inquiry).join('、')} 年度`,
    settledBy: 'fact',
    claimed: true,
    readings: [`为 ${years.join('、')} 年度缴费`, `为 ${yearsOf(rival, inquiry).join('、')} 年度缴费`],
  });
  if (typeof answer !== 'boolean') return { question: answer };
  return answer ? found : null;
}

const sameYears = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((year) => other.includes(year));

/** The years that one payment by this way buys; the table's own where it names none. */
export function yearsOf(way: Way, { person }: Inquiry): number[] {
  const { coverageYear, paidOn, birthDate } = person.request;
  const birthYear = birthDate === undefined ? coverageYear : yearOf(birthDate);
  return (way.years ?? [coverageYear]).map((year) => {
    switch (year) {
      case 'birth_year':
        return birthYear;
      case 'next_year':
        return birthYear + 1;
      case 'payment_year':
        return yearOf(paidOn);
      default:
        return year;
    }
  });
}

/** Where nothing is open today: what opens next for this person, and what has ended. */
function aroundToday(inquiry: Inquiry): Omit<Extract<Chosen, { kind: 'nothing' }>, 'kind'> {
  const { person, rules } = inquiry;
  const { paidOn, coverageYear } = person.request;
  let next: Extract<Chosen, { kind: 'nothing' }>['next'] = null;
  let passed: Bounds | null = null;
  for (const way of rules.ways) {
    if ((way.allowed !== null && way.allowed.value !== true) || way.asks || !maySuit(way, inquiry)) continue;
    const who = way.who === null || holds(way.who, inquiry);
    if (who === false) continue;
    const event = way.ofEvents && way.who ? matchedEvent(way.who, inquiry) : undefined;
    for (const window of way.open) {
      const bounds = boundsOf(window, anchorsOf(inquiry, { event }));
      if (lacksAnchor(bounds) || bounds.unstated) continue;
      const day = nextOpen(paidOn, bounds, coverageYear);
      if (day !== null && (next === null || day < next.day)) next = { day, way, bounds };
      const wasOpen = bounds.to !== null && bounds.to < paidOn && (bounds.from === null || bounds.from <= bounds.to);
      if (wasOpen && bounds.to >= (passed?.to ?? bounds.to)) passed = bounds;
    }
  }
  return { next, passed };
}

/** The next day on which this person can pay, on working days only where that holds for the channel. */
export function nextOpenDay(inquiry: Inquiry, chosen: Way, workingDay: boolean): LocalDate | null {
  const { person, rules } = inquiry;
  const { paidOn, coverageYear } = person.request;
  let first: LocalDate | null = null;
  for (const way of rules.ways) {
    const isLater = way.kind === 'late' && chosen.kind !== 'late';
    if (isLater || way.asks || !maySuit(way, inquiry) || (way.allowed !== null && way.allowed.value !== true)) continue;
    const who = way.who === null || holds(way.who, inquiry);
    if (who !== true) continue;
    const event = way.ofEvents && way.who ? matchedEvent(way.who, inquiry) : undefined;
    for (const window of way.open) {
      const bounds = boundsOf(window, anchorsOf(inquiry, { event }));
      if (lacksAnchor(bounds) || bounds.unstated) continue;
      const day = nextOpen(paidOn, bounds, coverageYear, workingDay);
      if (day !== null && (first === null || day < first)) first = day;
    }
  }
  return first;
}
