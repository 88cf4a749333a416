/** A person as the rules of a table ask for one: the facts of a request of any kind under one set of names. */
import { ageOn, type LocalDate } from '../calendar.ts';
import type { Identity, LatePaymentRequest } from '../late-payment/request.ts';
import type { PolicyVersion } from '../policy.ts';
import type { Way } from './model.ts';

export interface Person {
  readonly request: LatePaymentRequest;
  /** Identities held on the day of payment. */
  readonly identities: readonly Identity[];
  readonly events: readonly { kind: string; on: LocalDate }[];
  readonly registeredOn: LocalDate | undefined;
  /** Which ways may be taken; those that buy the year that is asked about, if undefined. */
  readonly mayTake: ((way: Way) => boolean) | undefined;
  /** Tables of the region's other years, by which a payment for several years is priced. */
  readonly tables: TableOfYear | undefined;
}

export type TableOfYear = (year: number) => PolicyVersion | undefined;

/** What leaving a scheme is called as an event. */
export const EVENT_OF_SCHEME = {
  employee: 'left_employee_scheme',
  military: 'discharged',
  military_spouse: 'accompanying_spouse',
  prison: 'released',
  other: 'other',
} as const;

export function personOf(
  request: LatePaymentRequest,
  registeredOn?: LocalDate,
  mayTake?: (way: Way) => boolean,
  tables?: TableOfYear,
): Person {
  const { paidOn, identities } = request;
  return {
    request,
    identities:
      identities === undefined || identities.length === 0
        ? NONE
        : identities.filter(({ identifiedOn }) => identifiedOn === undefined || identifiedOn <= paidOn),
    events: eventsOf(request),
    registeredOn,
    mayTake,
    tables,
  };
}

const NONE: readonly never[] = [];

/** What had happened to a person by the day of payment. */
export function eventsOf({ paidOn, events, exit }: LatePaymentRequest): Person['events'] {
  if (events === undefined && exit === undefined) return NONE;
  const all = [...(events ?? []), ...(exit ? [{ kind: EVENT_OF_SCHEME[exit.scheme], on: exit.on }] : [])];
  return all.filter(({ on }) => on <= paidOn);
}

/** Full years on a day; undefined without a birth date. */
export const ageOfPerson = ({ request }: Person, on: LocalDate): number | undefined =>
  request.birthDate === undefined ? undefined : ageOn(request.birthDate, on);

/** Lapsed coverage years before this one: as given, or those since the last insured year. */
export function lapsedYears({ history, coverageYear }: LatePaymentRequest): number[] {
  if (history?.lapsedYears !== undefined) {
    return [...new Set(history.lapsedYears)].filter((year) => year < coverageYear).sort((a, b) => a - b);
  }
  const insured = (history?.insuredYears ?? []).filter((year) => year < coverageYear);
  if (insured.length === 0) return [];
  const last = Math.max(...insured);
  return Array.from({ length: coverageYear - 1 - last }, (_, index) => last + 1 + index);
}

/** Years that lapsed in a row just before the coverage year (连续断缴). */
export function lapsedInARow(lapsed: readonly number[], coverageYear: number): number {
  let count = 0;
  while (lapsed.includes(coverageYear - 1 - count)) count += 1;
  return count;
}

export const historyGiven = ({ history }: LatePaymentRequest): boolean =>
  history?.firstEnrolment === true || (history?.insuredYears?.length ?? 0) > 0 || history?.lapsedYears !== undefined;
