/** What goes back of which payment by the policy in force, or what a person must decide first. */
import { digestOf } from '../../domain/content/content-digest.ts';
import { claimsOf } from '../../domain/refund/claims.ts';
import { RULINGS } from '../../domain/rulings.ts';
import type { CaseChange } from '../changes.ts';
import type { Policies } from '../policies-of-case.ts';
import { hasStarted, type StepRefusal, stepEvent, wasDone } from '../steps.ts';
import { refuseRefundStep } from './acts.ts';
import type { RefundCase } from './case.ts';
import type { ClaimedPayment } from './claims.ts';
import { outcomeOf, planRefund } from './plan.ts';

/** What an order that stands is waiting for: parked after money was ordered, or after its end, and resumed. */
const ORDERED = [
  { state: 'awaiting_payout', outcome: 'await_payout' },
  { state: 'settling', outcome: 'settle' },
  { state: 'refunded', outcome: 'settle' },
  { state: 'awaiting_account', outcome: 'correct_account' },
] as const;

export const orderedOutcome = ({ state }: RefundCase) => ORDERED.find((ordered) => ordered.state === state)?.outcome;

export interface CheckedGround {
  /** As the ledger has them, in the order of the vouchers. */
  payments: Parameters<typeof planRefund>[1];
  policies: Policies<RefundCase['guidance']>;
  /** Payments that another case has, and the ending that says so. */
  held: readonly ClaimedPayment[];
  ending: RefundCase['ending'];
}

/** The claims stand in the case before they are made: whatever happens between, it knows what it may have to let go. */
export function checkGround(
  current: RefundCase,
  at: string,
  { payments, policies, held, ending }: CheckedGround,
): (CaseChange<RefundCase> & { claims: NonNullable<RefundCase['claims']> }) | StepRefusal | null {
  const elsewhere = refuseRefundStep(current, 'assess');
  if (elsewhere) return elsewhere;
  // The policy of the day of the application decides.
  const policy = policies.on(current.facts.appliedOn);
  const plan = planRefund(current, payments, policy);
  const outcome = ending ? 'held' : outcomeOf(plan.assessment, current.settlement);
  const { amount, reason } = plan.assessment;
  const event = stepEvent('CheckGround', at, 'ground_checked', {
    outcome,
    policy: policy.version,
    amount,
    reason,
    plan: digestOf(plan),
    rulings: RULINGS,
    ...(ending && { held: held.map(({ voucher, claim }) => ({ voucher, by: claim.caseId })) }),
  });
  if (wasDone(current, event) && !current.planOutdated) return null;
  const claims = claimsOf(plan.assessment);
  return {
    claims,
    state: outcome === 'refund' ? 'claiming' : 'assessing',
    set: { plan, planOutdated: undefined, guidance: policies.guidance(policy), claims, ending },
    event,
    ...hasStarted(current),
  };
}
