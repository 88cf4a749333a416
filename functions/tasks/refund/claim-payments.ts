/** State "ClaimPayments": each payment is this case's alone from here, or the case ends and says whose it is. */

import { type RefundCase, refundCaseSchema } from '../../cases/refund/case.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { expectState, taskEvent, wasDone } from '../case/case-steps.ts';
import { changeCase, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { CaseStateError, PaymentNotClaimedError } from '../errors.ts';
import { type HeldPayment, heldEnding } from './held-payments.ts';
import { REFUND_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, refundCaseSchema);
const ledger = openRefundLedger(client, tables.LEDGER_TABLE);

export const handler = stepHandler(taskEventSchema, REFUND_OUTCOMES.ClaimPayments, async ({ caseId, at }) => {
  const found = await loadCase(cases, caseId);
  if (found.state === 'refused') return { claimed: false };
  expectState(found, ['claiming']);
  const held = await claimAll(found, at);
  if (held.length === 0) {
    await changeCase(cases, caseId, (current) => {
      expectState(current, ['claiming']);
      const vouchers = (current.claims ?? []).map(({ voucher }) => voucher);
      const event = taskEvent('ClaimPayments', at, 'payments_claimed', { vouchers });
      return wasDone(current, event) ? null : { event };
    });
    return { claimed: true };
  }
  const ending = await heldEnding(held, cases, at);
  await changeCase(cases, caseId, (current) => {
    if (current.state === 'refused') return null;
    expectState(current, ['claiming']);
    const by = held.map(({ voucher, claim }) => ({ voucher, by: claim.caseId }));
    return { state: 'refused', set: { ending }, event: taskEvent('ClaimPayments', at, 'payments_held', { held: by }) };
  });
  return { claimed: false };
});

/** In the order of their numbers, so that of two cases that want the same ones the first gets all. */
async function claimAll({ caseId, person, claims, plan }: RefundCase, at: string): Promise<HeldPayment[]> {
  if (!plan || !claims || claims.length === 0) throw new CaseStateError('nothing to claim was decided');
  const held: HeldPayment[] = [];
  for (const { voucher, amount: refund } of claims.toSorted((a, b) => (a.voucher < b.voucher ? -1 : 1))) {
    const paid = plan.payments.find((payment) => payment.voucher === voucher)?.amount ?? '';
    const outcome = await ledger.claimPayment({ voucher, caseId, at, personRef: person.ref, paid, refund });
    if (outcome.ok) continue;
    if (outcome.reason === 'changed') throw new PaymentNotClaimedError(`payment ${voucher} is not what was decided on`);
    held.push({ voucher, claim: outcome.claim });
  }
  return held;
}
