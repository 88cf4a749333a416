/** What has to be paid, until when and for what, or what a person must decide first. */
import { dateOfInstant } from '../../domain/calendar.ts';
import { digestOf } from '../../domain/content/content-digest.ts';
import { type PaymentPlan, planPayment } from '../../domain/late-payment/payment-plan.ts';
import { RULINGS } from '../../domain/rulings.ts';
import { openQuestions } from '../../domain/settlement.ts';
import { type CaseChange, isRefusal, refuse } from '../changes.ts';
import type { Policies } from '../policies-of-case.ts';
import { hasStarted, type StepRefusal, stepEvent, wasDone } from '../steps.ts';
import { refuseLatePaymentStep } from './acts.ts';
import type { LatePaymentCase } from './case.ts';

export function assessLatePaymentCase(
  current: LatePaymentCase,
  at: string,
  policies: Policies<LatePaymentCase['guidance']>,
): CaseChange<LatePaymentCase> | StepRefusal | null {
  const elsewhere = refuseLatePaymentStep(current, 'assess');
  if (elsewhere) return elsewhere;
  const today = dateOfInstant(at);
  const plan = planPayment(current.facts, today, policies.on);
  const next = nextAfter({ plan, settlement: current.settlement });
  if (isRefusal(next)) return next;
  const { policy, amounts, timing } = plan.assessment;
  const event = stepEvent('Assess', at, 'assessed', {
    outcome: next.outcome,
    policy: policy.version,
    assessedFor: plan.assessedFor,
    timing,
    payable: amounts.payable,
    plan: digestOf(plan),
    rulings: RULINGS,
  });
  if (wasDone(current, event) && !current.planOutdated) return null;
  return {
    set: { plan, planOutdated: undefined, guidance: policies.guidance(policies.on(today)) },
    event,
    ...hasStarted(current),
  };
}

/** What the execution does next. Nothing goes on where a figure is missing and the decision doesn't ask for it. */
export function nextAfter({
  plan,
  settlement,
}: Pick<LatePaymentCase, 'plan' | 'settlement'>): { outcome: PaymentPlan['outcome'] | 'ask' } | StepRefusal {
  if (!plan) return refuse('undecided', 'assessed without a plan');
  const { reviews, confirmations } = openQuestions(plan.assessment, settlement);
  if (reviews.length > 0 || confirmations.length > 0) return { outcome: 'ask' };
  const { amounts, benefit } = plan.assessment;
  if (plan.outcome !== 'cannot_be_paid' && (amounts.payable === null || benefit.start === null)) {
    return refuse('undecided', 'neither an amount with a first day of benefits nor a question');
  }
  return { outcome: plan.outcome };
}
