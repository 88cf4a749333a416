/** State "CheckPayment": the decision again for the day of collection, and whether it is the one of the notice. */

import { caseSchema } from '../../cases/case.ts';
import { type LatePaymentCase, latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { checkLatePayment, isAsNoticed } from '../../cases/late-payment/pay.ts';
import { startOfDay } from '../../domain/calendar.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { changeByStep, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { expectNotGivenBack } from '../case/given-back.ts';
import { policyByDay } from '../case/policy-by-day.ts';
import { CaseStateError } from '../errors.ts';
import { findDifferences } from './compare-payment.ts';
import { LATE_PAYMENT_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'POLICIES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, latePaymentCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);
const known = { cases: openCaseStore(client, tables.CASES_TABLE, caseSchema), ledger };
const policies = openPolicyStore(client, tables.POLICIES_TABLE);

export const handler = stepHandler(taskEventSchema, LATE_PAYMENT_OUTCOMES.CheckPayment, async ({ caseId, at }) => {
  const found = await loadCase(cases, caseId);
  const policyOn = await policyByDay(policies, found);
  await expectRecorded(found);
  await expectNotGivenBack(found, known);
  const by = { policyOn, differences: findDifferences };
  const checked = await changeByStep(cases, caseId, (current) => checkLatePayment(current, at, by), found);
  // Paid is paid, whatever is decided about it: the tax office is not to collect it again.
  await ledger.closeCollection(caseId, 'paid', at);
  const start = checked.collected?.benefit.start ?? null;
  return {
    expected: isAsNoticed(checked, findDifferences),
    benefitsFrom: start && startOfDay(start),
  };
});

/** The tax office's record is what was paid; a case that says otherwise is not gone on with. */
async function expectRecorded({ payment }: LatePaymentCase): Promise<void> {
  const recorded = payment && (await ledger.getPayment(payment.voucher));
  if (recorded?.amount === payment?.amount && recorded?.collectedOn === payment?.collectedOn) return;
  throw new CaseStateError('the payment of the case is not the one in the ledger');
}
