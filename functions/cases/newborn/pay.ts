/** A newborn's payment: decided again for the day of collection, and covered from its first day. */
import { dateOfInstant, firstOfYear, type LocalDate, lastOfYear, yearOf } from '../../domain/calendar.ts';
import { digestOf } from '../../domain/content/content-digest.ts';
import { assessNewborn } from '../../domain/newborn/assess.ts';
import { openNewbornQuestions } from '../../domain/newborn/questions.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { RULINGS } from '../../domain/rulings.ts';
import { type CaseChange, isRefusal, refuse } from '../changes.ts';
import { type StepRefusal, stepEvent, wasDone, wasLast } from '../steps.ts';
import { takesAct } from './acts.ts';
import type { NewbornCase } from './case.ts';
import { planOf } from './plan-of-child.ts';

type Outcome = CaseChange<NewbornCase> | StepRefusal | null;

/** Sentences on what differs from the decision for the day of collection, or is open. */
type Differences = (paid: NewbornCase) => readonly string[];

export function checkNewbornPayment(
  current: NewbornCase,
  at: string,
  { policyOn, differences }: { policyOn: (day: LocalDate) => PolicyVersion; differences: Differences },
): Outcome {
  const { region, facts } = current;
  const payment = paymentToCheck(current);
  if (isRefusal(payment)) return payment;
  const { collectedOn } = payment;
  const { bornOn, registeredOn, identities } = facts;
  const paid = { asOf: collectedOn, paidOn: collectedOn, ...forYearsOf(current) };
  const request = { region, bornOn, registeredOn, identities, ...paid };
  const collected = assessNewborn(request, policyOn(collectedOn));
  const after = { ...current, collected };
  const event = stepEvent('CheckPayment', at, 'payment_checked', {
    voucher: payment.voucher,
    collectedOn,
    expected: isAsExpected(after, differences),
    policy: collected.policy.version,
    collected: digestOf(collected),
    rulings: RULINGS,
    benefitStart: benefitFrom(after),
  });
  return wasLast(current, event) ? null : { set: { collected, collectedFor: facts }, event };
}

/** The years that a payment says to be for, as far as it can be the child's own; nothing where it does not say. */
export function forYearsOf({ facts, payment }: Pick<NewbornCase, 'facts' | 'payment'>): { forYears?: number[] } {
  const birthYear = yearOf(facts.bornOn);
  const years = payment?.coverageYears?.filter((year) => year === birthYear || year === birthYear + 1) ?? [];
  return years.length > 0 ? { forYears: years } : {};
}

/** The years that the child is insured for by its cover, each from which day and until when. */
export function coveredYears({
  coverageYear,
  covered,
  collected,
}: NewbornCase): { coverageYear: number; from: LocalDate; until: LocalDate }[] {
  if (!covered) return [];
  const years = (collected?.forYears ?? [collected?.policy.coverageYear ?? coverageYear]).toSorted((a, b) => a - b);
  const only = years.length === 1;
  return years.map((year) => ({
    coverageYear: year,
    from: only || year === yearOf(covered.from) ? covered.from : firstOfYear(year),
    until: only || year === years.at(-1) ? (covered.until ?? lastOfYear(year)) : lastOfYear(year),
  }));
}

export function paymentToCheck({ state, payment }: NewbornCase): NonNullable<NewbornCase['payment']> | StepRefusal {
  if (!takesAct(state, 'check_payment')) return refuse('case_changed', '');
  return payment ?? refuse('case_state', 'no payment was confirmed');
}

/** The first day of benefits: by the rules or, where they leave it open, as a caseworker said. */
export const benefitFrom = ({ collected, payment }: Pick<NewbornCase, 'collected' | 'payment'>): LocalDate | null =>
  collected?.benefit?.start ?? payment?.benefitFrom ?? null;

export const questionsOfPayment = ({ collected, settlement, facts }: NewbornCase) =>
  collected
    ? openNewbornQuestions(collected, settlement, facts.registeredOn !== undefined)
    : { reviews: [], confirmations: [] };

/** A caseworker's acceptance covers every difference, but not a first day of benefits that nobody knows. */
export function isAsExpected(paid: NewbornCase, differences: Differences): boolean {
  if (!paid.payment || !paid.collected || benefitFrom(paid) === null) return false;
  if (paid.payment.accepted === true) return true;
  const { reviews, confirmations } = questionsOfPayment(paid);
  return reviews.length === 0 && confirmations.length === 0 && differences(paid).length === 0;
}

/** The coming year is paid, or free. The case goes before the notice: nobody is told of cover by a case that was ended. */
export function cover(current: NewbornCase, at: string, differences: Differences): Outcome {
  // It is: what follows from it is done again.
  if (current.state === 'insured' && current.covered) return null;
  const event = stepEvent('TellCovered', at, 'covered', { coverageYear: current.coverageYear });
  if (wasDone(current, event)) return null;
  if (!isPaid(current, differences) && !isFree(current)) return refuse('case_changed', '');
  const isOver = !awaitsRegistration(current, dateOfInstant(at)) && !isRegistrationUntold(current);
  const state = isOver ? 'insured' : 'assessing';
  const covered = coverOf(current);
  return isRefusal(covered) ? covered : { state, wait: null, set: { covered }, event };
}

const isPaid = (current: NewbornCase, differences: Differences): boolean =>
  current.state === 'checking_payment' && isAsExpected(current, differences);

const isFree = ({ state, plan }: NewbornCase): boolean => state === 'assessing' && plan?.step === 'tell_covered';

/** The parents do not know yet that the child is registered. */
const isRegistrationUntold = ({ facts, registrationTold }: NewbornCase): boolean =>
  facts.registeredOn !== undefined && !registrationTold;

/** Registration in the birth year still brings that year's benefits: the case stays open for it. */
function awaitsRegistration({ facts, plan }: NewbornCase, today: LocalDate): boolean {
  const required = plan?.assessment.registrationRequired === true;
  return required && facts.registeredOn === undefined && today <= lastOfYear(yearOf(facts.bornOn));
}

function coverOf(current: NewbornCase): NonNullable<NewbornCase['covered']> | StepRefusal {
  const { coverageYear, collected, payment } = current;
  if (!payment) {
    const plan = planOf(current);
    if (isRefusal(plan)) return plan;
    const from = plan.assessment.nextYear.benefitStart ?? firstOfYear(coverageYear);
    return { from, until: lastOfYear(coverageYear) };
  }
  const from = benefitFrom(current);
  if (from === null) return refuse('undecided', 'the day on which benefits begin is not known');
  return { from, until: collected?.benefit?.end ?? lastOfYear(collected?.policy.coverageYear ?? coverageYear) };
}
