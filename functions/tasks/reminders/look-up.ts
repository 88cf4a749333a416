/**
 * What is looked up before anything is said to somebody, and whether there is still something to say. Whoever reminds and
 * whoever sends ask here, so that a person is judged in one place.
 */
import type { Case } from '../../cases/case.ts';
import { isInsuredElsewhere, payingFor } from '../../cases/known-of-person.ts';
import { hasNewbornEnded } from '../../cases/newborn/case.ts';
import type { ReminderOccasion } from '../../domain/reminder/steps.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import { personOfSubject } from '../../store/keys.ts';
import { type KnowingStores, type KnownPerson, knowPerson } from '../../store/ledger/known-person.ts';
import type { Recipient } from '../outbox/recipients.ts';

export interface LookUpSources extends KnowingStores {
  cases: Pick<CaseStore<Case>, 'get' | 'ofPerson'>;
}

export interface LookedUp {
  /** Null for a person on a region's roll, and where the case is not there. */
  found: Case | null;
  /** Whom it is about; null where the case is not there. */
  person: KnownPerson | null;
  /** Null where nobody knows how to reach the person. */
  recipient: Recipient | null;
}

/** @param subject a case, or a person on a region's roll */
export async function lookUp(subject: string, sources: LookUpSources): Promise<LookedUp> {
  const personRef = personOfSubject(subject);
  if (personRef !== null) {
    const person = await knowPerson(personRef, sources);
    return { found: null, person, recipient: await recipientOnRoll(person, sources) };
  }
  const found = await sources.cases.get(subject);
  if (!found) return { found: null, person: null, recipient: null };
  const person = await knowPerson(found.person.ref, sources, found);
  const { ref, sealed } = found.person;
  if (found.kind !== 'newborn') return { found, person, recipient: { ref, sealed, stopped: person.stopped } };
  return { found, person, recipient: await guardianOf(found.parent, sources) };
}

/** Of a newborn the parent is told. What a dead parent would be told goes on paper, to whoever cares for the child now. */
export async function guardianOf(
  { ref, sealed }: { ref: string; sealed: string },
  sources: KnowingStores,
): Promise<Recipient> {
  const { stopped, died } = await knowPerson(ref, sources);
  return { ref, sealed, stopped: stopped || died, ...(stopped && { wished: true }) };
}

/** A child that nobody has a telephone of is written to under its guardian's. */
async function recipientOnRoll(
  { personRef, contact, stopped }: KnownPerson,
  sources: KnowingStores,
): Promise<Recipient | null> {
  if (contact === null) return null;
  const { sealed, guardian } = contact;
  return guardian === undefined ? { ref: personRef, sealed, stopped } : guardianOf({ ref: guardian, sealed }, sources);
}

export type SilentReason =
  | 'no_case'
  | 'stop_list'
  | 'not_awaited'
  | 'own_case'
  | 'died'
  | 'insured_elsewhere'
  | 'paid_elsewhere'
  | 'left';

/** Why nothing is to be said any more; null where something is. */
export function whySilent(
  { occasion, coverageYear }: { occasion: ReminderOccasion; coverageYear: number },
  { found, person, recipient }: LookedUp,
): SilentReason | null {
  if (person === null) return 'no_case';
  if (person.died) return 'died';
  if (person.stopped || recipient?.wished) return 'stop_list';
  const last = { paidOn: person.lastPaidOn, openedAt: found?.openedAt ?? null, enrolled: person.enrolled };
  if (occasion !== 'documents' && isInsuredElsewhere(person.cases, coverageYear, last)) return 'insured_elsewhere';
  if (occasion === 'period' && person.openYears.includes(coverageYear)) return 'own_case';
  // Whoever left during the year is not expected to pay for the next one.
  if (occasion === 'period') return person.leftYears.includes(coverageYear - 1) ? 'left' : null;
  if (found === null || !isAwaited(occasion, found)) return 'not_awaited';
  return occasion !== 'documents' && paidElsewhere(found, person) !== null ? 'paid_elsewhere' : null;
}

/** Another region's payment for the year of a case: nobody is asked to pay twice. */
export function paidElsewhere(
  { region, coverageYear }: Pick<Case, 'region' | 'coverageYear'>,
  person: KnownPerson,
): { region: string } | null {
  const paying = payingFor(coverageYear, person);
  return paying.some((one) => one.region === region) ? null : (paying[0] ?? null);
}

/** Whether the case still waits for what the reminder is about. */
export function isAwaited(occasion: Exclude<ReminderOccasion, 'period'>, found: Case): boolean {
  switch (occasion) {
    case 'documents':
      return found.state === 'awaiting_documents';
    case 'payment_notice':
    case 'exit_window':
      return found.kind === 'late-payment' && found.state === 'awaiting_payment';
    case 'newborn':
      return found.kind === 'newborn' && !hasNewbornEnded(found.state);
  }
}
