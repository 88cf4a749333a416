/** State "Assess": what is decided for the child today, and what is to be done next. Everything leads back here. */

import type { z } from 'zod';
import { hasNewbornEnded, knownByBirthOnly, type NewbornCase, newbornCaseSchema } from '../../cases/newborn/case.ts';
import { stepEvent, wasLast } from '../../cases/steps.ts';
import { dateOfInstant, type LocalDate, startOfDay } from '../../domain/calendar.ts';
import { digestOf } from '../../domain/content/content-digest.ts';
import { NOT_PAYABLE } from '../../domain/late-payment/assessment.ts';
import { assessNewborn } from '../../domain/newborn/assess.ts';
import { decideNextStep, type Step } from '../../domain/newborn/next-step.ts';
import { openNewbornQuestions } from '../../domain/newborn/questions.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { guidanceOf } from '../../notices/guidance.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { changeCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { findChildPolicy } from './child-policy.ts';
import { planOf } from './current-child.ts';
import { assessLatePaymentOf } from './late-payment-of-child.ts';
import { NEWBORN_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'POLICIES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, newbornCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);
const policies = openPolicyStore(client, tables.POLICIES_TABLE);

export const handler = stepHandler(taskEventSchema, NEWBORN_OUTCOMES.Assess, async ({ caseId, at }) => {
  const today = dateOfInstant(at);
  let yearBefore: number | null = null;
  const assessed = await changeCase(cases, caseId, async (current) => {
    if (movedOutside(current)) return null;
    const policy = await findChildPolicy(policies, current, today);
    const { plan, guidance } = planFor(current, today, policy.on(today));
    const event = stepEvent('Assess', at, 'assessed', {
      step: plan.step,
      policy: plan.assessment.policy.version,
      deadline: plan.assessment.deadline,
      lookAgainOn: plan.lookAgainOn,
      plan: digestOf(plan),
    });
    if (wasLast(current, event)) return null;
    const { coverageYear } = policy;
    const moves = coverageYear === current.coverageYear ? {} : { moves: { coverageYear } };
    if (moves.moves && !knownByBirthOnly(current)) {
      await ledger.claimEnrolment({ personRef: current.person.ref, coverageYear, caseId, at });
      yearBefore = current.coverageYear;
    }
    return { state: 'assessing', wait: null, set: { plan, guidance }, ...moves, event };
  });
  if (yearBefore !== null) await ledger.releaseEnrolment(assessed.person.ref, yearBefore, caseId);
  const moved = movedOutside(assessed);
  if (moved) return { outcome: moved, lookAgainAt: at };
  const { step, lookAgainOn } = planOf(assessed);
  return { outcome: step, lookAgainAt: startOfDay(lookAgainOn) };
});

/** What somebody outside the state machine has decided goes before every plan. */
function movedOutside({ state, payment }: NewbornCase): z.output<typeof NEWBORN_OUTCOMES.Assess>['outcome'] | null {
  if (hasNewbornEnded(state)) return 'over';
  if (state === 'checking_payment') return 'check_payment';
  if (state === 'opening_late_payment') return 'open_late_payment';
  if (payment?.accepted === false && payment.refusalTold !== true) return 'tell_payment_refused';
  return null;
}

function planFor(current: NewbornCase, today: LocalDate, policy: PolicyVersion) {
  const { region, facts, settlement, factsRevision, plan: before } = current;
  const { bornOn, registeredOn, identities } = facts;
  const assessment = assessNewborn({ region, bornOn, registeredOn, identities, asOf: today }, policy);
  const child = {
    bornOn,
    registeredOn,
    registrationTold: current.registrationTold,
    covered: current.covered !== undefined,
    missedTold: current.missedTold,
    reminded: current.reminded,
    planned: before?.assessment ?? { deadline: null, remindOn: [] },
  };
  const questions = openNewbornQuestions(assessment, settlement, registeredOn !== undefined);
  const hearDays = policy.table.notice.queryDelay.value?.max ?? 0;
  const next = decideNextStep(child, assessment, questions, today, hearDays);
  const lateNow = next.step === 'tell_missed' || next.step === 'ask_about_late_payment';
  const late = lateNow ? assessLatePaymentOf(current, today, policy) : undefined;
  const payableLate = late !== undefined && late.timing !== null && !NOT_PAYABLE.includes(late.timing);
  const step: Step = next.step === 'ask_about_late_payment' && !payableLate ? 'over' : next.step;
  const plan = {
    factsRevision,
    assessedOn: today,
    assessment: { ...assessment, remindOn: [...new Set([...next.remindFor, ...assessment.remindOn])] },
    step,
    lookAgainOn: next.lookAgainOn,
    remindFor: next.remindFor,
    ...(late && payableLate && { late }),
  };
  return { plan, guidance: guidanceOf(policy.table) };
}
