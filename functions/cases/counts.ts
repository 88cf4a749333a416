/**
 * What one case counts for in the statistics. Every figure there is a sum of these over cases, so whoever adds them up
 * anew gets the same. A case that changes counts for something else; the difference is added.
 */
import { z } from 'zod';
import { dateOfInstant, daysBetween, type LocalDate } from '../domain/calendar.ts';
import { type Li, parseYuan } from '../domain/money.ts';
import { type Case, hasEnded } from './case.ts';
import { type EventName, isBesideTheSteps } from './events.ts';
import type { HistoryEntry } from './history.ts';
import { unusedBy } from './let-go.ts';

/**
 * Raised when a case counts for something else than before, or more is kept of it: every case is counted anew then. Since 2
 * a case is listed under each day on which something happened to it, and by its amount.
 */
export const COUNTS_REVISION = 2;

/** The figures of a region are `all`, those of one university or clerk theirs, and `universities` tells them apart. */
export type Whose = 'all' | 'universities' | `university#${string}` | `clerk#${string}`;
export const ofUniversity = (code: string): Whose => `university#${code}`;
/** A subject may hold any character. */
export const ofClerk = (sub: string): Whose => `clerk#${encodeURIComponent(sub)}`;

/** What is open now; everything else belongs to a month, `2026-03`. */
export const NOW = 'open';
const monthOf = (day: LocalDate): string => day.slice(0, 7);

/** `amount`: pieces, or 厘 where `what` is a sum of money. */
export interface Count {
  region: string;
  whose: Whose;
  /** `NOW` or a month. */
  when: string;
  what: string;
  amount: number;
}

type Tell = (when: string, what: string, amount?: number) => void;

export function countsOf(found: Case): Count[] {
  const { region } = found;
  const sums = new Map<string, Count>();
  const teller =
    (whose: Whose): Tell =>
    (when, what, amount = 1) => {
      const key = `${whose} ${when} ${what}`;
      const before = sums.get(key)?.amount ?? 0;
      sums.set(key, { region, whose, when, what, amount: before + amount });
    };
  const university = found.kind === 'refund' ? found.university : undefined;
  tellCourse(found, teller('all'));
  tellMoney(found, teller('all'));
  tellValues(found, teller('all'));
  if (university !== undefined) {
    tellCourse(found, teller(ofUniversity(university)));
    tellMoney(found, teller(ofUniversity(university)));
    tellOfUniversity(found, university, teller('universities'));
  } else if (isPerson(found.openedBy)) {
    tellCourse(found, teller(ofClerk(found.openedBy)));
  }
  for (const { by, role, at, event, detail } of found.history) {
    if (event !== 'task_decided' || !isPerson(by) || role === 'university') continue;
    const { action } = actionSchema.parse(detail);
    teller(ofClerk(by))(monthOf(dateOfInstant(at)), `decided#${action}`);
  }
  return [...sums.values()].filter(({ amount }) => amount !== 0);
}

const actionSchema = z.object({ action: z.string().catch('other') });

const isPerson = (by: string): boolean => !/^(?:system|operator):/.test(by);

/** Received, where it stands, until when it waits; finished, and after how many days. */
function tellCourse(found: Case, tell: Tell): void {
  const { kind, state, openedAt } = found;
  const opened = dateOfInstant(openedAt);
  tell(monthOf(opened), `received#${kind}`);
  const ended = endedOn(found);
  if (ended === null) {
    tell(NOW, `state#${kind}#${state}`);
    const due = dueOf(found);
    if (due !== null) tell(NOW, `due#${due}`);
    return;
  }
  tell(monthOf(ended), `finished#${kind}#${state}`);
  tell(monthOf(ended), `days#${kind}#${Math.max(0, daysBetween(opened, ended))}`);
}

/** The last day of what it waits for; a parked case should have gone on at once. */
function dueOf({ state, wait, history, openedAt }: Case): LocalDate | null {
  if (state === 'parked') return dateOfInstant(history.findLast(isStep)?.at ?? openedAt);
  return wait?.due ?? null;
}

const isStep = ({ event }: HistoryEntry): boolean => !isBesideTheSteps(event);

/** A case that has ended may get these, and its end stays the day that it was. */
const AFTER_THE_END: readonly EventName[] = [
  'recovery_noted',
  'recovery_confirmed',
  'recovery_rejected',
  'case_resumed',
  'execution_renewed',
  'wait_taken_over',
];

function endedOn({ state, history, openedAt }: Case): LocalDate | null {
  if (!hasEnded(state)) return null;
  const end = history.findLast((entry) => isStep(entry) && !AFTER_THE_END.some((name) => name === entry.event));
  return dateOfInstant(end?.at ?? openedAt);
}

function tellMoney(found: Case, tell: Tell): void {
  if (found.kind === 'refund') {
    for (const { amount, result, bounced } of found.payouts ?? []) {
      const returned = bounced ?? (result?.outcome === 'returned' ? result : undefined);
      if (returned) tell(monthOf(returned.on), 'returned');
      else if (result) {
        tell(monthOf(result.on), 'refunds');
        tell(monthOf(result.on), 'refunded', readAmount(amount));
      }
    }
    for (const { amount, on, confirmed } of found.recoveries ?? []) {
      if (confirmed) tell(monthOf(on), 'recovered', readAmount(amount));
    }
    return;
  }
  const { payment } = found;
  if (!payment || payment.accepted === false || (hasEnded(found.state) && unusedBy(found).length > 0)) return;
  tell(monthOf(payment.collectedOn), `payments#${found.kind}`);
  tell(monthOf(payment.collectedOn), `collected#${found.kind}`, readAmount(payment.amount));
}

/** Of what is stored. @throws RangeError for what is no amount */
function readAmount(amount: string): Li {
  const read = parseYuan(amount);
  if (read === null) throw new RangeError(`${amount} is no amount`);
  return read;
}

const settledSchema = z.object({
  confirmed: z.array(z.string()).default([]).catch([]),
  supplied: z
    .array(z.object({ field: z.string() }))
    .default([])
    .catch([]),
  instead: z.array(z.string()).default([]).catch([]),
});

/** What people confirmed, supplied, or put in the place of what was adopted: the next notice should say it. */
function tellValues({ history }: Case, tell: Tell): void {
  for (const { event, at, detail } of history) {
    if (event !== 'task_decided') continue;
    const { confirmed, supplied, instead } = settledSchema.parse(detail);
    const month = monthOf(dateOfInstant(at));
    for (const field of confirmed) tell(month, `value#confirmed#${field}`);
    for (const { field } of supplied) {
      tell(month, `value#${instead.includes(field) ? 'replaced' : 'supplied'}#${field}`);
    }
  }
}

function tellOfUniversity(found: Case, university: string, tell: Tell): void {
  const inOne: Record<string, string> = { received: 'received', finished: 'finished', state: 'open' };
  tellCourse(found, (when, what) => {
    const name = inOne[what.slice(0, what.indexOf('#'))];
    if (name !== undefined) tell(when, `${name}#${university}`);
  });
  tellMoney(found, (when, what, amount) => tell(when, `${what}#${university}`, amount));
}

/** What is to be added so that `before` becomes `after`. */
export function differenceOf(before: readonly Count[], after: readonly Count[]): Count[] {
  const sums = new Map<string, Count>();
  const add = (count: Count, sign: 1 | -1) => {
    const key = [count.region, count.whose, count.when, count.what].join(' ');
    sums.set(key, { ...count, amount: (sums.get(key)?.amount ?? 0) + sign * count.amount });
  };
  for (const count of before) add(count, -1);
  for (const count of after) add(count, 1);
  return [...sums.values()].filter(({ amount }) => amount !== 0);
}

export const countSchema = z.object({
  region: z.string(),
  whose: z.custom<Whose>((value) => typeof value === 'string'),
  when: z.string(),
  what: z.string(),
  amount: z.int(),
});
