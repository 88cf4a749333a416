/** State "Assess": what has to be paid, until when and for what, or what a person must decide first. */

import { latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { dateOfInstant, startOfDay } from '../../domain/calendar.ts';
import { digestOf } from '../../domain/content/content-digest.ts';
import { type PaymentPlan, planPayment } from '../../domain/late-payment/payment-plan.ts';
import { openQuestions, type Settlement } from '../../domain/settlement.ts';
import { guidanceOf } from '../../notices/guidance.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { expectState, taskEvent, wasDone } from '../case/case-steps.ts';
import { changeCase, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { policyByDay } from '../case/policy-by-day.ts';
import { UndecidedError } from '../errors.ts';
import { LATE_PAYMENT_OUTCOMES } from './outcomes.ts';

const { CASES_TABLE, POLICIES_TABLE } = readConfiguration(['CASES_TABLE', 'POLICIES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, CASES_TABLE, latePaymentCaseSchema);
const policies = openPolicyStore(client, POLICIES_TABLE);

export const handler = stepHandler(taskEventSchema, LATE_PAYMENT_OUTCOMES.Assess, async ({ caseId, at }) => {
  const found = await loadCase(cases, caseId);
  // Parked after it was paid, and resumed: what is decided is decided.
  if (found.state === 'checking_payment') return { outcome: 'check_payment' as const, benefitsFrom: null };
  const policyOn = await policyByDay(policies, found);
  const today = dateOfInstant(at);
  const assessed = await changeCase(cases, caseId, (current) => {
    expectState(current, ['assessing']);
    const plan = planPayment(current.facts, today, policyOn);
    const { policy, amounts, timing } = plan.assessment;
    const event = taskEvent('Assess', at, 'assessed', {
      outcome: answerOf(plan, current.settlement),
      policy: policy.version,
      assessedFor: plan.assessedFor,
      timing,
      payable: amounts.payable,
      plan: digestOf(plan),
    });
    if (wasDone(current, event) && !current.planOutdated) return null;
    return { set: { plan, planOutdated: undefined, guidance: guidanceOf(policyOn(today).table) }, event };
  });
  const { plan, settlement } = assessed;
  if (!plan) throw new UndecidedError('assessed without a plan');
  const { start } = plan.assessment.benefit;
  return { outcome: answerOf(plan, settlement), benefitsFrom: start && startOfDay(start) };
});

/** @throws UndecidedError where a figure is missing and the decision doesn't ask for it. */
function answerOf(plan: PaymentPlan, settlement: Settlement): PaymentPlan['outcome'] | 'ask' {
  const { reviews, confirmations } = openQuestions(plan.assessment, settlement);
  if (reviews.length > 0 || confirmations.length > 0) return 'ask';
  const { amounts, benefit } = plan.assessment;
  if (plan.outcome !== 'cannot_be_paid' && (amounts.payable === null || benefit.start === null)) {
    throw new UndecidedError('neither an amount with a first day of benefits nor a question');
  }
  return plan.outcome;
}
