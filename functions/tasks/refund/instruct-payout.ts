/** State "InstructPayout": the order to the treasury, and the decision to the applicant. */

import { isRefusal } from '../../cases/changes.ts';
import { claimOf } from '../../cases/claims-of-payment.ts';
import { type RefundCase, refundCaseSchema } from '../../cases/refund/case.ts';
import { instruct, orderOf } from '../../cases/refund/pay-out.ts';
import { writeRefundDecision } from '../../notices/refund/refund-decision.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { instructionId } from '../../store/keys.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { changeByStep, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { errorOf, PaymentNotClaimedError } from '../errors.ts';
import { noticedRefund } from './noticed-refund.ts';
import { REFUND_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, refundCaseSchema);
const ledger = openRefundLedger(client, tables.LEDGER_TABLE);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

// The case before the order: whoever sees the order finds a case that takes its result.
export const handler = stepHandler(taskEventSchema, REFUND_OUTCOMES.InstructPayout, async ({ caseId, at }) => {
  const found = await loadCase(cases, caseId);
  await expectClaimed(found);
  const instructed = await changeByStep(cases, caseId, (current) => instruct(current, at, instructionId), found);
  const order = orderOf(instructed);
  if (isRefusal(order)) throw errorOf(order);
  await ledger.putInstruction(order, instructed.payouts?.length ?? 0);
  await notices.put({ caseId, occasion: 'refund_decision', at, ...writeRefundDecision(noticedRefund(instructed)) });
  return { instructed: true };
});

/** The ledger has the last word before money moves. */
async function expectClaimed({ caseId, claims = [] }: RefundCase): Promise<void> {
  for (const { voucher, amount } of claims) {
    const payment = await ledger.getPayment(voucher);
    const claim = payment && claimOf(payment, caseId);
    if (claim?.caseId === caseId && claim.refund === amount && !claim.settled) continue;
    throw new PaymentNotClaimedError(`payment ${voucher}`);
  }
  if (claims.length === 0) throw new PaymentNotClaimedError('no payment');
}
