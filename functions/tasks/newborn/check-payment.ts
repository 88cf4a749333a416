/** State "CheckPayment": the decision for the day of collection, and whether amount and first day of benefits are known. */

import { caseSchema } from '../../cases/case.ts';
import { isRefusal } from '../../cases/changes.ts';
import { type NewbornCase, newbornCaseSchema } from '../../cases/newborn/case.ts';
import { checkNewbornPayment, isAsExpected, paymentToCheck } from '../../cases/newborn/pay.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { changeByStep } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { expectNotGivenBack } from '../case/given-back.ts';
import { CaseStateError } from '../errors.ts';
import { policyOfPayment } from './child-policy.ts';
import { findPaymentDifferences } from './compare-newborn-payment.ts';
import { NEWBORN_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'POLICIES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, newbornCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);
const known = { cases: openCaseStore(client, tables.CASES_TABLE, caseSchema), ledger };
const policies = openPolicyStore(client, tables.POLICIES_TABLE);

export const handler = stepHandler(taskEventSchema, NEWBORN_OUTCOMES.CheckPayment, async ({ caseId, at }) => {
  const checked = await changeByStep(cases, caseId, async (current) => {
    const payment = paymentToCheck(current);
    if (isRefusal(payment)) return payment;
    await expectRecorded(payment);
    await expectNotGivenBack(current, known);
    const policyOn = await policyOfPayment(policies, current);
    return checkNewbornPayment(current, at, { policyOn, differences: findPaymentDifferences });
  });
  return { expected: isAsExpected(checked, findPaymentDifferences) };
});

/** The tax office's record is what was paid; a case that says otherwise is not gone on with. */
async function expectRecorded({ voucher, amount, collectedOn }: NonNullable<NewbornCase['payment']>): Promise<void> {
  const recorded = await ledger.getPayment(voucher);
  if (recorded?.amount === amount && recorded.collectedOn === collectedOn) return;
  throw new CaseStateError('the payment of the case is not the one in the ledger');
}
