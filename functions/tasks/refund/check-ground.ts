/** State "CheckGround": what goes back of which payment by the policy in force, or what a person must decide first. */

import { caseSchema } from '../../cases/case.ts';
import { isRefusal } from '../../cases/changes.ts';
import type { Payment } from '../../cases/ledger.ts';
import { type RefundCase, refundCaseSchema } from '../../cases/refund/case.ts';
import { checkGround, orderedOutcome } from '../../cases/refund/check.ts';
import { type ClaimedPayment, unwantedClaims } from '../../cases/refund/claims.ts';
import { REFUND_ENDINGS } from '../../cases/refund/close.ts';
import { leftRefund } from '../../cases/refund/left.ts';
import { outcomeOf } from '../../cases/refund/plan.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { guidanceOf } from '../../notices/guidance.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { leftOfPayment, type PaymentLeft } from '../../store/ledger/left-of-payment.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { changeByStep, loadCase } from '../case/change-case.ts';
import { endForDeath } from '../case/end-for-death.ts';
import { taskEventSchema } from '../case/event.ts';
import { policyByDay } from '../case/policy-by-day.ts';
import { CaseStateError } from '../errors.ts';
import { claimedEnding } from './claimed-payments.ts';
import { REFUND_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'POLICIES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, refundCaseSchema);
const ledger = openRefundLedger(client, tables.LEDGER_TABLE);
const all = openCaseStore(client, tables.CASES_TABLE, caseSchema);
const others = openLedgerStore(client, tables.LEDGER_TABLE);
const policies = openPolicyStore(client, tables.POLICIES_TABLE);

export const handler = stepHandler(taskEventSchema, REFUND_OUTCOMES.CheckGround, async ({ caseId, at }) => {
  const found = await loadCase(cases, caseId);
  const ended = REFUND_ENDINGS.find((ending) => ending === found.state);
  // It was not carried out: each effect of its end is made again.
  if (ended) return { outcome: 'ended' as const, ending: ended };
  const left = leftRefund(found);
  if (left) return left;
  const ordered = orderedOutcome(found);
  if (ordered) return { outcome: ordered };
  await endDemands(found, at);
  const policyOn = await policyByDay(policies, found);
  const inForce = { on: policyOn, guidance: ({ table }: PolicyVersion) => guidanceOf(table) };
  const payments: PaymentLeft[] = [];
  const held: ClaimedPayment[] = [];
  for (const payment of await loadPayments(found)) {
    const left = await leftOfPayment(payment, caseId, cases);
    payments.push('left' in left ? left.left : payment);
    if ('held' in left) held.push({ voucher: payment.voucher, claim: left.held });
  }
  const ending = held.length > 0 ? await claimedEnding(held, cases, at) : undefined;
  const checked = await changeByStep(
    cases,
    caseId,
    async (current) => {
      const change = checkGround(current, at, { payments, policies: inForce, held, ending });
      if (change === null || isRefusal(change)) return change;
      for (const { voucher } of unwantedClaims(current, change.claims)) await ledger.releasePayment(voucher, caseId);
      return change;
    },
    found,
  );
  return { outcome: checked.ending ? ('held' as const) : answerOf(checked) };
});

/** Whoever applies for the heirs says that the person has died: nothing of anybody asks for money any more. */
async function endDemands({ caseId, facts, person }: RefundCase, at: string): Promise<void> {
  const { ground, eventOn, appliedOn } = facts;
  if (ground !== 'death') return;
  const reason = `退费案件 ${caseId} 载明参保人已经死亡，办理终止`;
  const death = { diedOn: eventOn ?? appliedOn, at, source: caseId, by: 'system:CheckGround', reason };
  await endForDeath(person.ref, death, { cases: all, ledger: others, refunds: ledger });
}

function answerOf({ plan, settlement }: RefundCase) {
  if (!plan) throw new CaseStateError('checked without a plan');
  return outcomeOf(plan.assessment, settlement);
}

/** @throws CaseStateError if one is not the person's, or not there: what the case was opened with has changed. */
async function loadPayments({ facts, person }: RefundCase): Promise<Payment[]> {
  const found = await Promise.all(facts.vouchers.map((voucher) => ledger.getPayment(voucher)));
  return found.map((payment, index) => {
    if (payment?.personRef === person.ref) return payment;
    throw new CaseStateError(`payment ${facts.vouchers[index]} is not in the ledger for this person`);
  });
}
