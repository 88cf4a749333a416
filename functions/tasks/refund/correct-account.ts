/** State "CorrectAccount": the bank returned the money; a task to get the right account, and the applicant is told. */

import { type RefundCase, refundCaseSchema } from '../../cases/refund/case.ts';
import { reversalOf } from '../../cases/refund/pay-out.ts';
import { REFUND_OPENINGS } from '../../cases/refund/waits.ts';
import { writeAccountWrong } from '../../notices/refund/refund-ended.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWaitOf } from '../case/open-wait.ts';
import { noticedRefund } from './noticed-refund.ts';
import { REFUND_TURNS } from './outcomes.ts';
import { lastResultOf } from './payout-result.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, refundCaseSchema);
const ledger = openRefundLedger(client, tables.LEDGER_TABLE);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

export const handler = taskHandler(waitEventSchema, async (event) => {
  const { caseId, at } = event;
  const waiting = await openWaitOf(cases, event, REFUND_OPENINGS[REFUND_TURNS.CorrectAccount], whyReturned);
  const returned = lastResultOf(waiting, 'returned');
  const { instruction, result } = returned;
  if (returned.bounced) await takeBack(waiting, returned, at);
  else await ledger.closeInstruction(instruction, result);
  const notice = writeAccountWrong(noticedRefund(waiting), result.reason);
  // Money can come back more than once: each order is an occasion of its own.
  await notices.put({ caseId, occasion: `account_wrong_${waiting.payouts?.length}`, at, ...notice });
});

/** What was settled when the bank had paid is settled no longer; the payments stay this case's. */
async function takeBack(bounced: RefundCase, returned: ReturnType<typeof lastResultOf>, at: string): Promise<void> {
  const { caseId, claims = [] } = bounced;
  const { instruction, bounced: bounce } = returned;
  if (bounce) await ledger.bounceInstruction(instruction, bounce);
  for (const { voucher } of claims) await ledger.unsettlePayment(voucher, caseId, instruction);
  await ledger.putRefund(reversalOf(bounced, returned, at));
}

function whyReturned(current: RefundCase) {
  const { result } = lastResultOf(current, 'returned');
  const differences = [
    `银行于 ${result.on} 退回款项：${result.reason ?? '未说明原因'}。`,
    `原收款账户：${current.payee.masked.holder},${current.payee.bank},${current.payee.masked.number}。`,
  ];
  return { reviews: [], confirmations: [], differences };
}
