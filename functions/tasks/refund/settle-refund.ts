/** State "SettleRefund": the money has arrived. Ledger first: a case that says "refunded" is settled there. */

import { caseSchema } from '../../cases/case.ts';
import { lastOf } from '../../cases/history.ts';
import { refuseRefundStep } from '../../cases/refund/acts.ts';
import { type RefundCase, refundCaseSchema } from '../../cases/refund/case.ts';
import { recordOf, settleRefund } from '../../cases/refund/pay-out.ts';
import { yearsBack } from '../../cases/refund/years-back.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { endsEnrolment } from '../../domain/refund/ends-enrolment.ts';
import { numbered } from '../../domain/reminder/steps.ts';
import { writeRefundPaid } from '../../notices/refund/refund-ended.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { changeByStep, expectNot, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { PaymentNotClaimedError } from '../errors.ts';
import { endOthers } from './end-others.ts';
import { noticedRefund } from './noticed-refund.ts';
import { REFUND_OUTCOMES } from './outcomes.ts';
import { lastResultOf } from './payout-result.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, refundCaseSchema);
const all = openCaseStore(client, tables.CASES_TABLE, caseSchema);
const ledger = openRefundLedger(client, tables.LEDGER_TABLE);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

export const handler = stepHandler(taskEventSchema, REFUND_OUTCOMES.SettleRefund, async ({ caseId, at }) => {
  const paid = await loadCase(cases, caseId);
  expectNot(refuseRefundStep(paid, 'settle'));
  const payout = lastResultOf(paid, 'paid');
  const { amount, result, instruction } = payout;
  await ledger.closeInstruction(instruction, result);
  await settleClaims(paid, instruction, result.on);
  await endOthers(paid, at, { cases: all, ledger });
  const endedYears = await endYears(paid, at);
  await ledger.putRefund(recordOf(paid, payout, at));
  const settled = await changeByStep(cases, caseId, (current) => settleRefund(current, at, endedYears), paid);
  const notice = writeRefundPaid(noticedRefund(settled), { amount, ...result }, yearsEnded(settled));
  // Paid once more after the first came back: said once more.
  const paidTimes = settled.payouts?.filter((order) => order.result?.outcome === 'paid').length ?? 1;
  await notices.put({ caseId, occasion: numbered('refund_paid', paidTimes), at, ...notice });
  return { refunded: true };
});

async function settleClaims({ caseId, claims = [] }: RefundCase, instruction: string, on: LocalDate): Promise<void> {
  for (const { voucher, amount: refund } of claims) {
    const settled = await ledger.settlePayment({ voucher, caseId, refund }, { instruction, on });
    if (!settled) throw new PaymentNotClaimedError(`payment ${voucher}`);
  }
}

/** The years whose enrolment this case has ended, now or in an earlier try: nobody is insured by what went back. */
async function endYears(paid: RefundCase, at: string): Promise<number[]> {
  const { caseId, region, person, facts } = paid;
  const by = { caseId, ground: facts.ground, endedAt: at };
  const ended: number[] = [];
  for (const year of yearsBack(paid)) {
    const given = { ...year, personRef: person.ref, region, endsOthers: endsEnrolment(facts.ground), by };
    if ((await ledger.years.giveBack(given)) === 'ended') ended.push(year.coverageYear);
  }
  return ended;
}

/** As the case's own history says: a function that is tried again finds nothing left to end. */
function yearsEnded({ history }: RefundCase): number[] {
  const years = lastOf(history, 'refunded')?.detail.endedYears;
  return Array.isArray(years) ? years.filter((year) => typeof year === 'number') : [];
}
