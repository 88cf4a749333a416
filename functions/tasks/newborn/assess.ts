/** State "Assess": what is decided for the child today, and what is to be done next. Everything leads back here. */

import { caseSchema } from '../../cases/case.ts';
import { assessNewbornCase, movedOutside, yearsHandedOn } from '../../cases/newborn/assess.ts';
import { knownByBirthOnly, newbornCaseSchema } from '../../cases/newborn/case.ts';
import { leftNewborn } from '../../cases/newborn/left.ts';
import { dateOfInstant, startOfDay } from '../../domain/calendar.ts';
import { guidanceOf } from '../../notices/guidance.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { takeFromLedger } from '../../store/ledger/take-payment.ts';
import { openReminderStore } from '../../store/messages/reminder-store.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { changeByStep, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { planNewbornReminder } from '../reminders/plan-for-case.ts';
import { findChildPolicy } from './child-policy.ts';
import { knownPlanOf } from './current-child.ts';
import { NEWBORN_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'POLICIES_TABLE', 'REMINDERS_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, newbornCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);
const policies = openPolicyStore(client, tables.POLICIES_TABLE);
const reminders = openReminderStore(client, tables.REMINDERS_TABLE);

const paying = { cases: openCaseStore(client, tables.CASES_TABLE, caseSchema), ledger };

export const handler = stepHandler(taskEventSchema, NEWBORN_OUTCOMES.Assess, async ({ caseId, at }) => {
  const found = await loadCase(cases, caseId);
  const left = leftNewborn(found);
  if (left) {
    // A case of an earlier release has no reminder planned: its executions reminded by themselves.
    await planNewbornReminder(reminders, found, at);
    const { outcome, lookAgainAt, waitsUntil } = left;
    return { outcome, lookAgainAt, ...(waitsUntil && { waitsUntil }) };
  }
  const today = dateOfInstant(at);
  // Paid already, by what lies in the ledger: nobody is reminded of it, or told to have missed it.
  await takeFromLedger(await loadCase(cases, caseId), at, paying);
  const assessed = await changeByStep(
    cases,
    caseId,
    async (current) => {
      if (movedOutside(current)) return null;
      const child = await findChildPolicy(policies, current, today);
      const { coverageYear } = child;
      const policy = child.on(today);
      const change = assessNewbornCase(current, at, { coverageYear, policy, guidance: guidanceOf(policy.table) });
      if (change?.moves && !knownByBirthOnly(current)) {
        await ledger.claimEnrolment({ personRef: current.person.ref, coverageYear, caseId, at });
      }
      return change;
    },
    found,
  );
  for (const year of yearsHandedOn(assessed)) await ledger.releaseEnrolment(assessed.person.ref, year, caseId);
  await planNewbornReminder(reminders, assessed, at);
  // Its end was not carried out: each effect of it is made again.
  if (assessed.state === 'insured' && assessed.covered) return { outcome: 'tell_covered' as const, lookAgainAt: at };
  const moved = movedOutside(assessed);
  if (moved) return { outcome: moved, lookAgainAt: at };
  const { step, lookAgainOn } = knownPlanOf(assessed);
  return { outcome: step, lookAgainAt: startOfDay(lookAgainOn) };
});
