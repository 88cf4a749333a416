import type { Payout, RefundCase } from '../../cases/refund/case.ts';
import type { PayoutResult } from '../../cases/refund/payouts.ts';
import { CaseStateError } from '../errors.ts';

/** The last order with what became of it. @throws CaseStateError unless it is this. */
export function lastResult(
  { payouts = [] }: RefundCase,
  outcome: PayoutResult['outcome'],
): Payout & { result: PayoutResult } {
  const last = payouts.at(-1);
  if (last?.result?.outcome !== outcome) throw new CaseStateError(`the last payout was not ${outcome}`);
  return { ...last, result: last.result };
}
