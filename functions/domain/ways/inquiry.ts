/**
 * One run of a table's rules over a person and a day. What is not known is a question; a run may assume an answer to one,
 * so that both results can be shown side by side.
 */
import { type LocalDate, yearOf } from '../calendar.ts';
import { type Anchors, dayOf } from './day.ts';
import type { Day, Duration, Rules, Span } from './model.ts';
import type { Person } from './person.ts';
import type { Told } from './told.ts';

export interface Question {
  /** What a run can assume an answer to. */
  readonly key: object;
  readonly code: string;
  readonly field: string;
  readonly label?: string | undefined;
  readonly message: string;
  readonly settledBy: 'fact' | 'value';
  /** The person has said something that makes the fact matter. */
  readonly claimed: boolean;
  /** Until it is answered, the result of the first reading is shown. */
  readonly provisional?: boolean;
  /** What the two answers are called. */
  readonly readings?: readonly [string, string];
}

export type Answer = boolean | Question;

export interface Inquiry {
  readonly person: Person;
  readonly rules: Rules;
  readonly assumed: ReadonlyMap<object, boolean>;
  /** Values that decided a condition. */
  readonly used: Told<unknown>[];
  /** Results that stand but must be seen by a person. */
  readonly seen: Question[];
  /** The days that need no event, reckoned once. */
  plain?: Anchors | undefined;
  /** The last day of a way by name. */
  readonly lastDayOf: (way: string) => LocalDate | null;
}

export interface AnchorFacts {
  event?: LocalDate | undefined;
  recognition?: LocalDate | undefined;
  wait?: Duration | undefined;
}

export function anchorsOf({ person, lastDayOf }: Inquiry, facts: AnchorFacts = {}): Anchors {
  const { request, events, registeredOn } = person;
  return {
    year: request.coverageYear,
    payment: request.paidOn,
    birth: request.birthDate,
    registration: registeredOn,
    recognition: facts.recognition,
    event: facts.event,
    wait: facts.wait,
    lastDayOf,
    eventOn: (name) => events.findLast(({ kind }) => kind === name)?.on ?? null,
  };
}

/** What is assumed of a question in this run; the question itself where nothing is. */
export const ask = (inquiry: Inquiry, question: Question): Answer => inquiry.assumed.get(question.key) ?? question;

/** Whether a date lies in a span; an end that nobody states asks. */
export function within(on: LocalDate, span: Span, inquiry: Inquiry): Answer {
  const { coverageYear, paidOn } = inquiry.person.request;
  if (span.kind === 'year') return on.startsWith(String(coverageYear));
  if (span.kind === 'payment_year') return yearOf(on) === yearOf(paidOn);
  const anchors = anchorsOf(inquiry);
  const bound = (told: Told<Day> | null): LocalDate | null | Question => {
    if (told === null) return null;
    if (told.value === null) return silentEnd(told);
    inquiry.used.push(told);
    return dayOf(told.value, anchors);
  };
  const from = bound(span.from);
  if (from !== null && typeof from !== 'string') return ask(inquiry, from);
  if (from !== null && on < from) return false;
  const to = bound(span.to);
  if (to !== null && typeof to !== 'string') return ask(inquiry, to);
  return to === null || on <= to;
}

export const silentEnd = (told: Told<unknown>): Question => ({
  key: told,
  code: 'condition_silent',
  field: told.field,
  label: told.label,
  message: `政策表未规定“${told.label}”:${told.note ?? ''}`,
  settledBy: 'value',
  claimed: true,
});
