/** Money goes back: ordered once after two people have looked, and settled once when it has arrived. */
import { dateOfInstant } from '../../domain/calendar.ts';
import { sumOfAmounts } from '../../domain/refund/claims.ts';
import { type CaseChange, isRefusal, refuse } from '../changes.ts';
import { type StepRefusal, stepEvent } from '../steps.ts';
import { refuseRefundStep } from './acts.ts';
import { endResultOf, hasBounced, hasMoneyOut, type Payout, type RefundCase } from './case.ts';
import type { Instruction, PayoutResult, RefundRecord } from './payouts.ts';

type Outcome = CaseChange<RefundCase> | StepRefusal | null;

/** The case before the order: whoever sees the order finds a case that takes its result. */
export function instruct(current: RefundCase, at: string, nameOf: (caseId: string, count: number) => string): Outcome {
  const { caseId, claims = [], payouts = [], payee } = current;
  const amount = sumOfAmounts(claims.map((claim) => claim.amount));
  const instruction = nameOf(caseId, payouts.length + 1);
  // An order stands: what follows from it is done again, in a later execution too.
  if (isOrdered(current)) return null;
  const event = stepEvent('InstructPayout', at, 'payout_instructed', { instruction, amount });
  const refused = refuseRefundStep(current, 'instruct') ?? refuseUnreviewed(current);
  if (refused) return refused;
  if (hasMoneyOut(current)) return refuse('case_state', 'an earlier order was not returned');
  const payout = { instruction, amount, issuedAt: at, account: payee.masked.number };
  return { state: 'awaiting_payout', set: { payouts: [...payouts, payout] }, event };
}

/** An order was given and nobody has said what became of it, or what was said is still to be gone on with. */
const isOrdered = ({ state, payouts = [] }: RefundCase): boolean =>
  payouts.length > 0 && (['awaiting_payout', 'settling', 'awaiting_account'] as const).some((one) => one === state);

function refuseUnreviewed({ firstReview, secondReview, openedBy, accountBy }: RefundCase): StepRefusal | null {
  const second = secondReview?.by;
  const others = [firstReview?.by, openedBy, accountBy];
  const reviewed = firstReview && second && !others.includes(second);
  return reviewed ? null : refuse('case_state', 'not reviewed by two people');
}

/** The last order, as the treasury gets it. */
export function orderOf(instructed: RefundCase): Instruction | StepRefusal {
  const { caseId, region, coverageYear, person, payee, payouts = [] } = instructed;
  const last = payouts.at(-1);
  if (!last) return refuse('case_state', 'nothing was instructed');
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

/** The last order with what became of it. */
export function lastResult(
  { payouts = [] }: RefundCase,
  outcome: PayoutResult['outcome'],
): (Payout & { result: PayoutResult }) | StepRefusal {
  const last = payouts.at(-1);
  const result = last && endResultOf(last);
  if (!last || result?.outcome !== outcome) return refuse('case_state', `the last payout was not ${outcome}`);
  return { ...last, result };
}

/** The ledger before the case: a case that says "refunded" is settled there. */
export function settleRefund(current: RefundCase, at: string, endedYears: number[]): Outcome {
  if (current.state === 'refunded') return null;
  const elsewhere = refuseRefundStep(current, 'settle');
  if (elsewhere) return elsewhere;
  const paid = lastResult(current, 'paid');
  if (isRefusal(paid)) return paid;
  const { instruction, amount } = paid;
  return { state: 'refunded', event: stepEvent('SettleRefund', at, 'refunded', { instruction, amount, endedYears }) };
}

/** What the tax side is told. */
export function recordOf(
  refunded: RefundCase,
  { amount, instruction, result }: Payout & { result: PayoutResult },
  at: string,
): RefundRecord {
  const { caseId, payouts = [], claims = [] } = refunded;
  return {
    // What was told first stays as it was told.
    ...(hasBounced(refunded) && { id: `${caseId}~${payouts.length}` }),
    ...commonOf(refunded),
    amount,
    payments: claims.map((claim) => ({ voucher: claim.voucher, amount: claim.amount })),
    instruction,
    paidOn: result.on,
    settledOn: dateOfInstant(at),
    settledAt: at,
  };
}

/** What the tax side is told of money that came back after it was told to have been given back. */
export function reversalOf(
  bounced: RefundCase,
  { instruction, amount, result }: Payout & { result: PayoutResult },
  at: string,
): RefundRecord {
  const { caseId, payouts = [], claims = [] } = bounced;
  const back = (sum: string): string => `-${sum}`;
  return {
    id: `${caseId}~${payouts.length}-bounced`,
    ...commonOf(bounced),
    amount: back(amount),
    payments: claims.map((claim) => ({ voucher: claim.voucher, amount: back(claim.amount) })),
    instruction,
    paidOn: result.on,
    settledOn: dateOfInstant(at),
    settledAt: at,
  };
}

const commonOf = ({ caseId, region, coverageYear, person, facts }: RefundCase) => ({
  caseId,
  region,
  coverageYear,
  personRef: person.ref,
  ground: facts.ground,
});
