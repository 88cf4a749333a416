/** Reckons a day from its anchor: the corresponding day of a month, else the month's last; the starting day is not counted. */
import { addDays, addMonths, dayOfNextMonth, firstOfYear, type LocalDate, lastOfYear, yearOf } from '../calendar.ts';
import type { Anchor, Day, Duration, Step } from './model.ts';

export interface Anchors {
  readonly year: number;
  readonly payment: LocalDate;
  readonly birth?: LocalDate | undefined;
  readonly registration?: LocalDate | undefined;
  readonly recognition?: LocalDate | undefined;
  readonly event?: LocalDate | undefined;
  readonly wait?: Duration | undefined;
  /** The last day of a way; null where it has none. */
  lastDayOf(way: string): LocalDate | null;
  eventOn(event: string): LocalDate | null;
}

/** Null where the person has no such day. @param mayPrecedeYear of a payment for next year, whether the day may lie before it */
export function dayOf(day: Day, anchors: Anchors, mayPrecedeYear = day.mayPrecedeYear): LocalDate | null {
  if (day.anchor.kind === 'date' && day.steps.length === 0) return day.anchor.date;
  const start = anchorOf(day.anchor, anchors);
  if (start === null) return null;
  let at = start;
  for (const step of day.steps) at = take(step, at, anchors);
  if (mayPrecedeYear || !FROM_PAYMENT.has(day.anchor.kind)) return at;
  const yearStart = firstOfYear(anchors.year);
  return at < yearStart ? yearStart : at;
}

/** A day counted from these is never before the year that is paid for. */
const FROM_PAYMENT = new Set<Anchor['kind']>(['payment', 'receipt', 'recognition']);

function anchorOf(anchor: Anchor, anchors: Anchors): LocalDate | null {
  switch (anchor.kind) {
    case 'date':
      return anchor.date;
    case 'payment':
    case 'receipt':
      return anchors.payment;
    case 'birth':
      return anchors.birth ?? null;
    case 'registration':
      return anchors.registration ?? null;
    case 'recognition':
      return anchors.recognition ?? null;
    case 'event':
      return anchors.event ?? null;
    case 'never':
    case 'unsettled':
      return null;
    case 'declared_event':
      return anchors.eventOn(anchor.event);
    case 'year_start':
      return firstOfYear(anchors.year);
    case 'year_end':
      return lastOfYear(anchors.year);
    case 'next_year_start':
      return firstOfYear(anchors.year + 1);
    case 'birth_year_end':
      return anchors.birth === undefined ? null : lastOfYear(yearOf(anchors.birth));
    case 'way':
      return anchors.lastDayOf(anchor.way);
    case 'later': {
      const [one, other] = [dayOf(anchor.of[0], anchors), dayOf(anchor.of[1], anchors)];
      if (one === null || other === null) return null;
      return one > other ? one : other;
    }
  }
}

function take(step: Step, at: LocalDate, anchors: Anchors): LocalDate {
  switch (step.kind) {
    case 'next_day':
      return addDays(at, 1);
    case 'month_start':
      return monthStart(at);
    case 'next_month':
      return dayOfNextMonth(at, 1);
    case 'months':
      return addMonths(at, step.count);
    case 'days':
      return addDays(at, step.count);
    case 'wait': {
      const { wait } = anchors;
      if (wait === undefined || wait.count === 0) return at;
      return wait.unit === 'months' ? addMonths(at, wait.count) : addDays(at, wait.count);
    }
  }
}

const monthStart = (at: LocalDate): LocalDate => addDays(at, 1 - Number(at.slice(8)));
