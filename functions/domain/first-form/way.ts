/** What the ways of a table of the first form have in common, and the days on which they hang. */
import { addDays, type LocalDate } from '../calendar.ts';
import type { Sourced } from '../policy/sourced.ts';
import type { Condition, Cost, Day, Monthly, Way, Window } from '../ways/model.ts';
import type { Told } from '../ways/told.ts';
import { type FirstForm, meant, onDate, toldOf } from './told.ts';

export type Cited = NonNullable<Way['cites']>[number];

export const INDIVIDUAL: Cost = cost('person', 'nobody');
export const BOTH: Cost = cost('person', 'person');
export const FREE: Cost = cost('nobody', 'nobody');

export function cost(individual: Cost['individual']['by'], subsidy: Cost['subsidy']['by']): Cost {
  return { individual: { by: individual, part: { kind: 'whole' } }, subsidy: { by: subsidy, part: { kind: 'whole' } } };
}

export type WayOfForm = Omit<Way, 'ends'>;
type Given = Pick<Way, 'name' | 'kind' | 'label' | 'open' | 'cost' | 'begins'> & Partial<Way>;

/** What most ways of the form have in common. */
export const way = (given: Given): WayOfForm => ({
  field: given.name,
  who: null,
  allowed: null,
  years: null,
  aid: meant('applies', given.name),
  wait: { kind: 'left_out', field: 'wait.fixedMonths', label: '固定待遇等待期(月)' },
  say: null,
  part: null,
  ofNewborns: false,
  ofEvents: false,
  ...given,
});

export const inBlock = (name: string): Way['wait'] => ({ kind: 'block', told: meant('table', name) });
export const noWait = (name: string): Way['wait'] => ({ kind: 'none', told: meant('none', name) });
export const individual = (name: string): Told<Cost> => meant(INDIVIDUAL, name);

export const fixed = (field: string, date: LocalDate): Told<Day> => meant(onDate(date), field);

export function window(
  form: FirstForm,
  field: string,
  days: Pick<Window, 'from' | 'to'>,
  monthly: Sourced<{ fromDay: number; toDay: number }> | null = null,
): Window {
  const inMonth = (days: { fromDay: number; toDay: number }): readonly Monthly[] => [
    { from: days.fromDay, to: days.toDay },
  ];
  return {
    field,
    label: field,
    ...days,
    monthly: monthly?.value ? toldOf(form, `${field}.monthlyWindow`, monthly, inMonth) : null,
    holidaysMoved: null,
    vagueStart: false,
  };
}

/** The last day of the period, or of its extension; null where the text has none. */
export function lastDay({ table: { period, extension } }: FirstForm) {
  const [field, end] = extension ? (['extension.end', extension.end] as const) : (['period.end', period.end] as const);
  return end.value === null ? null : { field, end, date: end.value };
}

/** Who has an identity that the table aids. */
export const ANY_AIDED: Condition = { kind: 'category', codes: [], anyAided: true, recognised: null };

export const timingOf = (told: Told<Day> | null): Cited[] =>
  told === null ? [] : [{ at: 'timing', rule: 'timing', told }];

/** That the period is over, and until when one may pay after it. */
export function afterPeriod(form: FirstForm, end?: Told<Day>): Cited[] {
  const last = lastDay(form);
  return [
    ...(last ? timingOf(toldOf(form, last.field, last.end, onDate)) : []),
    ...(end && end.value !== null ? timingOf(end) : []),
  ];
}

/** The same value, for another day that follows from it. */
export const movedTo = (told: Told<Day>, date: LocalDate): Told<Day> =>
  told.standing === 'silent' ? told : { ...told, value: onDate(date) };

/** The day after the period or its extension. */
export const dayAfter = ({ field, date }: NonNullable<ReturnType<typeof lastDay>>): Told<Day> =>
  fixed(field, addDays(date, 1));
