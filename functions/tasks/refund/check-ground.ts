/** State "CheckGround": what goes back of which payment by the policy in force, or what a person must decide first. */

import type { Payment } from '../../cases/ledger.ts';
import { type RefundCase, refundCaseSchema } from '../../cases/refund/case.ts';
import { digestOf } from '../../domain/content/content-digest.ts';
import { claimsOf } from '../../domain/refund/claims.ts';
import { guidanceOf } from '../../notices/guidance.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { expectState, taskEvent, wasDone } from '../case/case-steps.ts';
import { changeCase, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { policyByDay } from '../case/policy-by-day.ts';
import { CaseStateError } from '../errors.ts';
import { outcomeOf, planRefund } from './decide-refund.ts';
import { type HeldPayment, heldEnding } from './held-payments.ts';
import { REFUND_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'POLICIES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, refundCaseSchema);
const ledger = openRefundLedger(client, tables.LEDGER_TABLE);
const policies = openPolicyStore(client, tables.POLICIES_TABLE);

/** Parked after money was ordered, and resumed: the order stands. */
const ORDERED = [
  { state: 'awaiting_payout', outcome: 'await_payout' },
  { state: 'settling', outcome: 'settle' },
  { state: 'awaiting_account', outcome: 'correct_account' },
] as const;

/** Until two people have looked at what comes back, it can be decided again. */
const CHECKED: readonly RefundCase['state'][] = ['assessing', 'claiming'];

export const handler = stepHandler(taskEventSchema, REFUND_OUTCOMES.CheckGround, async ({ caseId, at }) => {
  const found = await loadCase(cases, caseId);
  const ordered = ORDERED.find(({ state }) => state === found.state);
  if (ordered) return { outcome: ordered.outcome };
  const policyOn = await policyByDay(policies, found);
  const payments = await loadPayments(found);
  const held = payments.flatMap(({ voucher, claim }): HeldPayment[] =>
    claim && claim.caseId !== caseId ? [{ voucher, claim }] : [],
  );
  const ending = held.length > 0 ? await heldEnding(held, cases, at) : undefined;
  const checked = await changeCase(
    cases,
    caseId,
    async (current) => {
      expectState(current, CHECKED);
      const policy = policyOn(current.facts.appliedOn);
      const plan = planRefund(current, payments, policy);
      const outcome = ending ? 'held' : outcomeOf(plan.assessment, current.settlement);
      const { amount, reason } = plan.assessment;
      const event = taskEvent('CheckGround', at, 'ground_checked', {
        outcome,
        policy: policy.version,
        amount,
        reason,
        plan: digestOf(plan),
        ...(ending && { held: held.map(({ voucher, claim }) => ({ voucher, by: claim.caseId })) }),
      });
      if (wasDone(current, event) && !current.planOutdated) return null;
      const claims = claimsOf(plan.assessment);
      await releaseUnwanted(current, claims);
      return {
        state: outcome === 'refund' ? 'claiming' : 'assessing',
        // Before they are claimed: whatever happens between, the case knows what it may have to let go.
        set: {
          plan,
          planOutdated: undefined,
          guidance: guidanceOf(policy.table),
          claims,
          ending,
        },
        event,
        // Here the execution runs: nothing is left to be done about its start.
        ...(current.pending?.kind === 'start' && { pending: null }),
      };
    },
    found,
  );
  return { outcome: checked.ending ? ('held' as const) : answerOf(checked) };
});

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

/** What an earlier check claimed and this one gives nothing back of. */
async function releaseUnwanted(
  { caseId, claims = [] }: RefundCase,
  wanted: NonNullable<RefundCase['claims']>,
): Promise<void> {
  const kept = new Set(wanted.map(({ voucher }) => voucher));
  for (const { voucher } of claims) if (!kept.has(voucher)) await ledger.releasePayment(voucher, caseId);
}
