/** State "ClaimPayments": each payment is this case's alone from here, or the case ends and says whose it is. */

import { hasEnded } from '../../cases/case.ts';
import { isRefusal } from '../../cases/changes.ts';
import { refuseRefundStep } from '../../cases/refund/acts.ts';
import { type RefundCase, refundCaseSchema } from '../../cases/refund/case.ts';
import { type ClaimedPayment, endClaimed, keepClaims, wantedClaims } from '../../cases/refund/claims.ts';
import { stayingIn, yearsBack } from '../../cases/refund/years-back.ts';
import { isSameVoucher } from '../../domain/voucher.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openStayingPayments } from '../../store/ledger/staying-payments.ts';
import { changeByStep, expectNot, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { errorOf, PaymentNotClaimedError } from '../errors.ts';
import { claimedEnding } from './claimed-payments.ts';
import { REFUND_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, refundCaseSchema);
const ledger = openRefundLedger(client, tables.LEDGER_TABLE);
const staying = openStayingPayments(client, tables.LEDGER_TABLE);

export const handler = stepHandler(taskEventSchema, REFUND_OUTCOMES.ClaimPayments, async ({ caseId, at }) => {
  const found = await loadCase(cases, caseId);
  if (found.state === 'refused') return { claimed: false };
  expectNot(refuseRefundStep(found, 'claim'));
  const other = await keepOne(found);
  if (other) {
    const { message, ...held } = other;
    const ending = { reason: 'payment_claimed', message };
    await changeByStep(cases, caseId, (current) => endClaimed(current, at, { held: [held], ending }));
    return { claimed: false };
  }
  const held = await claimAll(found, at);
  if (held.length === 0) {
    await changeByStep(cases, caseId, (current) => keepClaims(current, at));
    return { claimed: true };
  }
  const ending = await claimedEnding(held, cases, at);
  await changeByStep(cases, caseId, (current) => endClaimed(current, at, { held, ending }));
  return { claimed: false };
});

/**
 * Of duplicates one payment of each year stays, whatever another desk keeps or gives back: null if nobody is in the way.
 * It is kept, or said to leave, before anything is claimed.
 */
async function keepOne(found: RefundCase) {
  const { caseId, facts, plan, person } = found;
  if (!plan) return null;
  if (facts.ground === 'duplicate_payment') {
    for (const { coverageYear, voucher } of stayingIn(found)) {
      const kept = await staying.keep({ personRef: person.ref, coverageYear, voucher, caseId }, stands);
      if (kept.ok) continue;
      const other = isSameVoucher(kept.voucher, voucher)
        ? `本案要保留的凭证 ${voucher} 已由案件 ${kept.by} 退费`
        : `案件 ${kept.by} 已决定保留凭证 ${kept.voucher}，与本案保留的凭证 ${voucher} 不同`;
      const message = `${coverageYear} 年度须保留一笔缴费：${other}，本案不能再退。`;
      return { voucher: kept.voucher, claim: { caseId: kept.by }, message };
    }
    return null;
  }
  for (const { coverageYear, vouchers } of yearsBack(found)) {
    for (const voucher of vouchers) {
      const left = await staying.leave({ personRef: person.ref, coverageYear, voucher, caseId }, isOpen);
      if (left.ok) continue;
      const message = `${coverageYear} 年度的重复缴费正在案件 ${left.by} 中退还，该年度保留凭证 ${voucher}，须待该案办结后再申请。`;
      return { voucher, claim: { caseId: left.by }, message };
    }
  }
  return null;
}

async function isOpen(caseId: string): Promise<boolean> {
  const other = await cases.get(caseId);
  return other !== null && !hasEnded(other.state);
}

/** An open case, or one that has given money back. */
async function stands(caseId: string): Promise<boolean> {
  const other = await cases.get(caseId);
  return other !== null && (other.state === 'refunded' || !hasEnded(other.state));
}

async function claimAll(found: RefundCase, at: string): Promise<ClaimedPayment[]> {
  const { caseId, person } = found;
  const wanted = wantedClaims(found);
  if (isRefusal(wanted)) throw errorOf(wanted);
  const held: ClaimedPayment[] = [];
  for (const { voucher, ...claim } of wanted) {
    const outcome = await ledger.claimPayment({ voucher, caseId, at, personRef: person.ref, ...claim });
    if (outcome.ok) continue;
    if (outcome.reason === 'changed') throw new PaymentNotClaimedError(`payment ${voucher} is not what was decided on`);
    held.push({ voucher, claim: outcome.claim });
  }
  return held;
}
