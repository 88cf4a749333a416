/** State "InstructPayout": the order to the treasury, and the decision to the applicant. */

import { hasMoneyOut, type RefundCase, refundCaseSchema } from '../../cases/refund/case.ts';
import type { Instruction } from '../../cases/refund/payouts.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import { sumOfAmounts } from '../../domain/refund/claims.ts';
import { writeRefundDecision } from '../../notices/refund/refund-decision.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { instructionId } from '../../store/keys.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { expectState, taskEvent, wasDone } from '../case/case-steps.ts';
import { changeCase, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { CaseStateError, PaymentNotClaimedError } from '../errors.ts';
import { noticedRefund } from './noticed-refund.ts';
import { REFUND_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, refundCaseSchema);
const ledger = openRefundLedger(client, tables.LEDGER_TABLE);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);

// The case before the order: whoever sees the order finds a case that takes its result.
export const handler = stepHandler(taskEventSchema, REFUND_OUTCOMES.InstructPayout, async ({ caseId, at }) => {
  await expectClaimed(await loadCase(cases, caseId));
  const instructed = await changeCase(cases, caseId, (current) => {
    const { claims = [], payouts = [], payee } = current;
    const amount = sumOfAmounts(claims.map((claim) => claim.amount));
    const instruction = instructionId(caseId, payouts.length + 1);
    const event = taskEvent('InstructPayout', at, 'payout_instructed', { instruction, amount });
    if (wasDone(current, event)) return null;
    expectState(current, ['instructing']);
    expectReviewed(current);
    if (hasMoneyOut(current)) throw new CaseStateError('an earlier order was not returned');
    const payout = { instruction, amount, issuedAt: at, account: payee.masked.number };
    return { state: 'awaiting_payout', set: { payouts: [...payouts, payout] }, event };
  });
  await ledger.putInstruction(orderOf(instructed), instructed.payouts?.length ?? 0);
  await notices.put({ caseId, occasion: 'refund_decision', at, ...writeRefundDecision(noticedRefund(instructed)) });
  return { instructed: true };
});

function expectReviewed({ firstReview, secondReview, openedBy, accountBy }: RefundCase): void {
  const second = secondReview?.by;
  const others = [firstReview?.by, openedBy, accountBy];
  if (!firstReview || !second || others.includes(second)) throw new CaseStateError('not reviewed by two people');
}

/** The ledger has the last word before money moves. */
async function expectClaimed({ caseId, claims = [] }: RefundCase): Promise<void> {
  for (const { voucher, amount } of claims) {
    const claim = (await ledger.getPayment(voucher))?.claim;
    if (claim?.caseId === caseId && claim.refund === amount && !claim.settled) continue;
    throw new PaymentNotClaimedError(`payment ${voucher}`);
  }
  if (claims.length === 0) throw new PaymentNotClaimedError('no payment');
}

function orderOf(instructed: RefundCase): Instruction {
  const { caseId, region, coverageYear, person, payee, payouts = [] } = instructed;
  const last = payouts.at(-1);
  if (!last) throw new CaseStateError('nothing was instructed');
  const { instruction, amount, issuedAt } = last;
  return {
    instruction,
    caseId,
    region,
    coverageYear,
    personRef: person.ref,
    person: { idNumber: person.masked.idNumber, name: person.masked.name },
    amount,
    payee,
    issuedOn: dateOfInstant(issuedAt),
    issuedAt,
  };
}
