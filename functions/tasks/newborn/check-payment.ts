/** State "CheckPayment": the decision for the day of collection, and whether amount and first day of benefits are known. */

import { type NewbornCase, newbornCaseSchema } from '../../cases/newborn/case.ts';
import { stepEvent, wasLast } from '../../cases/steps.ts';
import { digestOf } from '../../domain/content/content-digest.ts';
import { assessNewborn } from '../../domain/newborn/assess.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { changeCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { policyByDay } from '../case/policy-by-day.ts';
import { CaseChangedError, CaseStateError } from '../errors.ts';
import { benefitFrom, isAsExpected } from './compare-newborn-payment.ts';
import { NEWBORN_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'POLICIES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, newbornCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);
const policies = openPolicyStore(client, tables.POLICIES_TABLE);

export const handler = stepHandler(taskEventSchema, NEWBORN_OUTCOMES.CheckPayment, async ({ caseId, at }) => {
  const checked = await changeCase(cases, caseId, async (current) => {
    const { state, region, facts, payment } = current;
    if (state !== 'checking_payment') throw new CaseChangedError();
    if (!payment) throw new CaseStateError('no payment was confirmed');
    await expectRecorded(payment);
    const policyOn = await policyByDay(policies, current);
    const { collectedOn } = payment;
    const { bornOn, registeredOn, identities } = facts;
    const request = { region, bornOn, registeredOn, identities, asOf: collectedOn, paidOn: collectedOn };
    const collected = assessNewborn(request, policyOn(collectedOn));
    const after = { ...current, collected };
    const event = stepEvent('CheckPayment', at, 'payment_checked', {
      voucher: payment.voucher,
      collectedOn,
      expected: isAsExpected(after),
      policy: collected.policy.version,
      collected: digestOf(collected),
      benefitStart: benefitFrom(after),
    });
    return wasLast(current, event) ? null : { set: { collected, collectedFor: facts }, event };
  });
  return { expected: isAsExpected(checked) };
});

/** The tax office's record is what was paid; a case that says otherwise is not gone on with. */
async function expectRecorded({ voucher, amount, collectedOn }: NonNullable<NewbornCase['payment']>): Promise<void> {
  const recorded = await ledger.getPayment(voucher);
  if (recorded?.amount === amount && recorded.collectedOn === collectedOn) return;
  throw new CaseStateError('the payment of the case is not the one in the ledger');
}
