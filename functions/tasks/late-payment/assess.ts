/** State "Assess": what has to be paid, until when and for what, or what a person must decide first. */

import { isRefusal } from '../../cases/changes.ts';
import { assessLatePaymentCase, nextAfter } from '../../cases/late-payment/assess.ts';
import { latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { LATE_PAYMENT_ENDINGS } from '../../cases/late-payment/close.ts';
import { leftLatePayment } from '../../cases/late-payment/left.ts';
import { startOfDay } from '../../domain/calendar.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { guidanceOf } from '../../notices/guidance.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { changeByStep, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { policyByDay } from '../case/policy-by-day.ts';
import { errorOf } from '../errors.ts';
import { LATE_PAYMENT_OUTCOMES } from './outcomes.ts';

const { CASES_TABLE, POLICIES_TABLE } = readConfiguration(['CASES_TABLE', 'POLICIES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, CASES_TABLE, latePaymentCaseSchema);
const policies = openPolicyStore(client, POLICIES_TABLE);

export const handler = stepHandler(taskEventSchema, LATE_PAYMENT_OUTCOMES.Assess, async ({ caseId, at }) => {
  const found = await loadCase(cases, caseId);
  // What has ended, and was not carried out: each effect of its end is made again.
  if (found.state === 'insured') return { outcome: 'tell_insured' as const, benefitsFrom: null };
  const ended = LATE_PAYMENT_ENDINGS.find((ending) => ending === found.state);
  if (ended) return { outcome: 'ended' as const, ending: ended, benefitsFrom: null };
  const left = leftLatePayment(found);
  if (left) {
    const isForBenefits = left.outcome === 'waits_for_benefits';
    return { ...left, benefitsFrom: isForBenefits ? left.waitsUntil : null };
  }
  // Parked after it was paid, and resumed: what is decided is decided.
  if (found.state === 'checking_payment') return { outcome: 'check_payment' as const, benefitsFrom: null };
  const policyOn = await policyByDay(policies, found);
  const policy = { on: policyOn, guidance: ({ table }: PolicyVersion) => guidanceOf(table) };
  const assessed = await changeByStep(cases, caseId, (current) => assessLatePaymentCase(current, at, policy), found);
  const next = nextAfter(assessed);
  if (isRefusal(next)) throw errorOf(next);
  const start = assessed.plan?.assessment.benefit.start;
  return { outcome: next.outcome, benefitsFrom: start ? startOfDay(start) : null };
});
