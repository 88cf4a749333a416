/** State "TellCovered": the coming year is paid; recorded once, told once. */

import { caseSchema } from '../../cases/case.ts';
import { type NewbornCase, newbornCaseSchema } from '../../cases/newborn/case.ts';
import { cover, coveredYears } from '../../cases/newborn/pay.ts';
import { writeNewbornCovered } from '../../notices/newborn/newborn-covered.ts';
import { withNextYear } from '../../notices/newborn/with-next-year.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openRollStore } from '../../store/ledger/roll-store.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { openReminderStore } from '../../store/messages/reminder-store.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { changeByStep, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { expectInsuring, expectNotGivenBack } from '../case/given-back.ts';
import { CaseStateError, UndecidedError } from '../errors.ts';
import { findPaymentDifferences } from './compare-newborn-payment.ts';
import { noticedChild } from './current-child.ts';
import { followNextYear } from './follow-next-year.ts';
import { NEWBORN_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE', 'POLICIES_TABLE', 'REMINDERS_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, newbornCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);
const known = { cases: openCaseStore(client, tables.CASES_TABLE, caseSchema), ledger };
const notices = openNoticeStore(client, tables.NOTICES_TABLE);
const policies = openPolicyStore(client, tables.POLICIES_TABLE);
const reminders = openReminderStore(client, tables.REMINDERS_TABLE);
const roll = openRollStore(client, tables.LEDGER_TABLE);

// The case first: nobody is told of cover by a case that was ended at the last moment.
export const handler = stepHandler(taskEventSchema, NEWBORN_OUTCOMES.TellCovered, async ({ caseId, at }) => {
  const found = await loadCase(cases, caseId);
  await expectNotGivenBack(found, known);
  const told = await changeByStep(cases, caseId, (current) => cover(current, at, findPaymentDifferences), found);
  const { covered, payment, collected } = told;
  if (!covered) throw new UndecidedError('covered without a first day');
  await recordEnrolments(told, at);
  const noticed = noticedChild(told);
  const next = await followNextYear(told, at, { policies, reminders, roll });
  const decided = collected ?? noticed.assessment;
  const notice = withNextYear(writeNewbornCovered(noticed, decided, covered, payment), next);
  await notices.put({ caseId, occasion: 'newborn_covered', at, ...notice });
  if (told.state !== 'insured') return { ended: 'not_ended' as const };
  await ledger.births.settle(told.birth.ref, caseId);
  return { ended: 'insured' as const };
});

/** Each year that was paid for; what the case holds of another year is let go, so that it can be paid for. */
async function recordEnrolments(told: NewbornCase, at: string): Promise<void> {
  const { caseId, region, coverageYear, person, payment } = told;
  const years = coveredYears(told);
  for (const { coverageYear: year, from, until } of years) {
    if (year !== coverageYear) {
      const claim = await ledger.claimEnrolment({ personRef: person.ref, coverageYear: year, caseId, at });
      if (!claim.ok && claim.caseId !== caseId) throw new CaseStateError(`the year ${year} is held by ${claim.caseId}`);
    }
    const recorded = await ledger.recordEnrolment(person.ref, year, {
      caseId,
      region,
      ...(payment && { amount: payment.amount, voucher: payment.voucher }),
      benefitStart: from,
      benefitEnd: until,
      recordedAt: at,
    });
    if (!recorded) await expectInsuring({ ...told, coverageYear: year }, ledger);
  }
  if (!years.some((one) => one.coverageYear === coverageYear) && told.state === 'insured') {
    await ledger.releaseEnrolment(person.ref, coverageYear, caseId);
  }
}
