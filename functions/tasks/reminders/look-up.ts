/**
 * What is looked up before anything is said to somebody, and whether there is still something to say. Whoever plans a
 * reminder and whoever sends it ask here, so that a person is judged in one place.
 */
import type { Case } from '../../cases/case.ts';
import { deathIn, isInsuredElsewhere, yearsStillPaid } from '../../cases/known-of-person.ts';
import { hasNewbornEnded } from '../../cases/newborn/case.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { ReminderOccasion } from '../../domain/reminder/steps.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import { personOfSubject } from '../../store/keys.ts';
import type { RollStore } from '../../store/ledger/roll-store.ts';
import type { Recipient } from '../outbox/recipients.ts';

export interface LookUpSources {
  cases: Pick<CaseStore<Case>, 'get' | 'ofPerson'>;
  roll: Pick<RollStore, 'standingOf'>;
}

type Standing = Awaited<ReturnType<RollStore['standingOf']>>;

export interface LookedUp {
  /** Null for a person on a region's roll, and where the case is not there. */
  found: Case | null;
  /** All cases of the person, whatever has become of them. */
  known: Case[];
  /** What the ledger says of the person; null where the case is not there. */
  standing: Standing | null;
  /** Whether the person whom it is about is known to be dead, by a list or by a case. */
  died: boolean;
  /** Null where nobody knows how to reach the person. */
  recipient: Recipient | null;
}

/** @param subject a case, or a person on a region's roll */
export async function lookUp(subject: string, today: LocalDate, { cases, roll }: LookUpSources): Promise<LookedUp> {
  const personRef = personOfSubject(subject);
  if (personRef !== null) {
    const [told, known] = await Promise.all([roll.standingOf(personRef, today), cases.ofPerson(personRef)]);
    const paidYears = [...told.paidYears, ...told.givenBack.flatMap((payment) => yearsStillPaid(payment, known))];
    const standing = { ...told, paidYears };
    const { contact, stopped } = standing;
    const recipient = contact && { ref: personRef, sealed: contact.sealed, stopped };
    return { found: null, known, standing, died: hasDied(known, standing), recipient };
  }
  const found = await cases.get(subject);
  if (!found) return { found: null, known: [], standing: null, died: false, recipient: null };
  const lookedUp = await lookUpCase(found, today, roll);
  const known = await cases.ofPerson(found.person.ref);
  if (found.kind !== 'newborn') return { ...lookedUp, known, died: hasDied(known, lookedUp.standing) };
  const { recipient, standing } = lookedUp;
  const parentDied = hasDied(await cases.ofPerson(found.parent.ref), standing);
  // The child's rights go on: on paper, for whoever cares for it now, and not to the phone of the dead.
  return {
    ...lookedUp,
    known,
    died: deathIn(known) !== null,
    recipient: { ...recipient, stopped: recipient.stopped || parentDied },
  };
}

/** As `lookUp`, of a case that was just read. */
export async function lookUpCase(
  found: Case,
  today: LocalDate,
  roll: LookUpSources['roll'],
): Promise<LookedUp & { found: Case; standing: Standing; recipient: Recipient }> {
  // Of a newborn the parent is told: the child has no phone.
  const { ref, sealed } = found.kind === 'newborn' ? found.parent : found.person;
  const standing = await roll.standingOf(ref, today);
  const known = [found];
  // Of a newborn the standing is the parent's.
  const died = found.kind === 'newborn' ? deathIn(known) !== null : hasDied(known, standing);
  return { found, known, standing, died, recipient: { ref, sealed, stopped: standing.stopped } };
}

const hasDied = (known: readonly Case[], { diedOn }: Standing): boolean => diedOn !== null || deathIn(known) !== null;

export type SilentReason = 'no_case' | 'stop_list' | 'not_awaited' | 'own_case' | 'died' | 'insured_elsewhere' | 'left';

/** Why nothing is to be said any more; null where something is. */
export function whySilent(
  { occasion, coverageYear }: { occasion: ReminderOccasion; coverageYear: number },
  { found, known, standing, died }: LookedUp,
): SilentReason | null {
  if (standing === null) return 'no_case';
  if (died) return 'died';
  if (standing.stopped) return 'stop_list';
  const last = { paidOn: standing.lastPaidOn, openedAt: found?.openedAt ?? null, enrolled: standing.enrolled };
  if (occasion !== 'documents' && isInsuredElsewhere(known, coverageYear, last)) return 'insured_elsewhere';
  if (occasion === 'period' && standing.openYears.includes(coverageYear)) return 'own_case';
  // Whoever left during the year is not expected to pay for the next one.
  if (occasion === 'period') return standing.leftYears.includes(coverageYear - 1) ? 'left' : null;
  return found !== null && isAwaited(occasion, found) ? null : 'not_awaited';
}

/** Whether the case still waits for what the reminder is about. */
function isAwaited(occasion: Exclude<ReminderOccasion, 'period'>, found: Case): boolean {
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
