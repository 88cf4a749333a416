/**
 * State "OpenLatePaymentCase": the late-payment case with everything that is known of the child. Its id follows from
 * this case's, so that a second try finds the first; the minute's healing starts it.
 */

import { latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { latePaymentIdOf, openLatePaymentOf } from '../../cases/late-payment/open.ts';
import { type NewbornCase, newbornCaseSchema } from '../../cases/newborn/case.ts';
import { handOver, refuseHandover } from '../../cases/newborn/close.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { changeByStep, expectNot, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { NEWBORN_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE']);
const client = openDocumentClient();
const children = openCaseStore(client, tables.CASES_TABLE, newbornCaseSchema);
const latePayments = openCaseStore(client, tables.CASES_TABLE, latePaymentCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);

export const handler = stepHandler(taskEventSchema, NEWBORN_OUTCOMES.OpenLatePaymentCase, async ({ caseId, at }) => {
  const child = await loadCase(children, caseId);
  expectNot(refuseHandover(child, at));
  const latePaymentCase = child.latePaymentCase ?? (await handYearOver(child, at));
  if (latePaymentCase === latePaymentIdOf(child)) {
    const { opened, event } = openLatePaymentOf(child, at);
    await latePayments.put(opened, event);
  }
  await changeByStep(children, caseId, (current) => handOver(current, at, latePaymentCase));
  await ledger.births.settle(child.birth.ref, caseId);
  return { ended: 'late_payment_opened' as const };
});

/** The child's year goes from this case to the late payment; if another case has it, that is the one. */
async function handYearOver(child: NewbornCase, at: string): Promise<string> {
  const claim = {
    personRef: child.person.ref,
    coverageYear: child.coverageYear,
    caseId: latePaymentIdOf(child),
    at,
  };
  const outcome = await ledger.claimEnrolment(claim);
  if (outcome.ok) return claim.caseId;
  if (outcome.reason === 'open_case' && outcome.caseId === child.caseId) {
    await ledger.takeOverEnrolment(claim, outcome);
    return claim.caseId;
  }
  return outcome.caseId;
}
