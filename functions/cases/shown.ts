/** What a desk has before it when it decides. A decision names it by its digest, and it is held against today's. */
import { addDays, type LocalDate } from '../domain/calendar.ts';
import type { Decision } from '../domain/decision.ts';
import { assessOn, planPayment } from '../domain/late-payment/payment-plan.ts';
import { assessNewborn } from '../domain/newborn/assess.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { differencesOf, shownOf } from '../domain/shown.ts';
import type { Case } from './case.ts';
import { type Refusal, refuse } from './changes.ts';
import type { LatePaymentCase } from './late-payment/case.ts';
import type { NewbornCase } from './newborn/case.ts';
import type { RefundCase } from './refund/case.ts';
import { planRefund } from './refund/plan.ts';

/** What a case is decided on today, beside its own facts. */
export interface Today {
  day: LocalDate;
  /** Of its kind's day, with what was supplied for the case. */
  policy: PolicyVersion;
  /** Of a refund, as the ledger has them. */
  payments: Parameters<typeof planRefund>[1];
  /** In a list: without the last day to pay, which takes a decision for each day of the year. */
  inList?: boolean;
}

/** The decision that the open task is about. */
export function decisionShown(current: Case): Decision | undefined {
  if (current.kind !== 'refund' && current.wait?.kind === 'payment_question') return current.collected;
  return current.plan?.assessment;
}

/** Null where nothing is decided yet. */
export function digestShown(current: Case): string | null {
  const decision = decisionShown(current);
  return decision ? shownOf(decision) : null;
}

/** The waits in which a desk agrees to what would be decided on that day; other figures stand as they were told. */
const OF_THE_DAY = ['decision', 'first_review', 'second_review'];

export const isOfTheDay = ({ wait, plan }: Case): boolean =>
  wait !== undefined && plan !== undefined && OF_THE_DAY.includes(wait.kind);

/** The case with what would be decided today in place of what was decided when the desk was asked. */
export function asOfToday(current: Case, today: Today): Case {
  if (!isOfTheDay(current)) return current;
  switch (current.kind) {
    case 'late-payment':
      return latePaymentToday(current, today);
    case 'refund':
      return refundToday(current, today);
    case 'newborn':
      return newbornToday(current, today);
  }
}

function latePaymentToday(current: LatePaymentCase, { day, policy, inList }: Today): LatePaymentCase {
  const { facts, plan } = current;
  if (!plan) return current;
  if (!inList) return { ...current, plan: planPayment(facts, day, () => policy) };
  return { ...current, plan: { ...plan, ...assessOn(facts, day, policy) } };
}

const refundToday = (current: RefundCase, { policy, payments }: Today): RefundCase => ({
  ...current,
  plan: planRefund(current, payments, policy),
});

function newbornToday(current: NewbornCase, { day, policy }: Today): NewbornCase {
  const { region, facts, plan } = current;
  if (!plan) return current;
  const { bornOn, registeredOn, identities } = facts;
  const assessment = assessNewborn({ region, bornOn, registeredOn, identities, asOf: day }, policy);
  return { ...current, plan: { ...plan, assessment: { ...assessment, remindOn: plan.assessment.remindOn } } };
}

/** Days on which somebody may have looked, before today. */
const DAYS_BACK = 120;

/** What a digest names: what the case has, or what a late payer was shown on a day since. */
export function decisionNamed(shown: string, current: Case, { day, policy }: Pick<Today, 'day' | 'policy'>) {
  const asked = decisionShown(current);
  if (!asked || shownOf(asked) === shown || current.kind !== 'late-payment') return asked;
  for (let back = 0; back <= DAYS_BACK; back += 1) {
    const { assessment } = assessOn(current.facts, addDays(day, -back), policy);
    if (shownOf(assessment) === shown) return assessment;
  }
  return undefined;
}

export interface Consent {
  /** As the decision names it; whoever names nothing agrees to what the task was opened with. */
  shown: string;
  /** What that was; undefined where nobody can say any more. */
  seen: Decision | undefined;
  now: Decision;
}

/** Whether somebody agrees to something else than what would be decided. */
export function refuseUnseen({ shown, seen, now }: Consent): Refusal<'figures_changed'> | null {
  const today = shownOf(now);
  if (shown === today) return null;
  const differences = seen ? differencesOf(seen, now) : [];
  return refuse('figures_changed', '您看到的测算和今天的不同，没有办理。请核对今天的测算后再决定。', {
    issues: differences.map(({ path, was, is }) => ({
      path,
      message: `看到的是“${was || '无'}”，今天是“${is || '无'}”`,
    })),
    members: { seen: shown, shown: today },
  });
}
