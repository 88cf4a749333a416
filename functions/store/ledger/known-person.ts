/**
 * The one place where what is known of a person is read: payments, enrolments, lists, deaths, and the cases of all
 * offices. Whoever tries, opens, decides, asks for money, reminds, ends or tells benefits judges by this.
 */
import type { Case } from '../../cases/case.ts';
import { isGivenBack } from '../../cases/claims-of-payment.ts';
import { deathIn, yearsStillPaid } from '../../cases/known-of-person.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { CaseStore } from '../cases/case-store.ts';
import type { PersonRecords, RollStore } from './roll-store.ts';

export interface KnownPerson extends PersonRecords {
  personRef: string;
  /** All cases, whatever has become of them. */
  cases: Case[];
  /** Years that somebody is enrolled or has paid for; what was given back of a payment is not counted. */
  paidYears: number[];
  /** The last day of collection of a payment of which nothing was given back. */
  lastPaidOn: LocalDate | null;
  /** By an authority's list, or by a case of any office. */
  died: boolean;
}

export interface KnowingStores {
  cases: Pick<CaseStore<Case>, 'ofPerson'>;
  roll: Pick<RollStore, 'recordsOf'>;
}

/**
 * Eventually consistent: what was recorded in the last second may be missing.
 * @param read a case of the person that was read in this moment
 */
export async function knowPerson(personRef: string, stores: KnowingStores, read?: Case): Promise<KnownPerson> {
  const [records, cases] = await Promise.all([
    stores.roll.recordsOf(personRef),
    stores.cases.ofPerson(personRef, read),
  ]);
  const { payments, enrolled, diedOn } = records;
  const whole = payments.filter((payment) => !isGivenBack(payment));
  return {
    ...records,
    personRef,
    cases,
    paidYears: [
      ...enrolled.map(({ coverageYear }) => coverageYear),
      ...payments.flatMap((payment) => yearsStillPaid(payment, cases)),
    ],
    lastPaidOn: whole.at(-1)?.collectedOn ?? null,
    died: diedOn !== null || deathIn(cases) !== null,
  };
}
