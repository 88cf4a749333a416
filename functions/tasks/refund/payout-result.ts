import { isRefusal } from '../../cases/changes.ts';
import type { Payout, RefundCase } from '../../cases/refund/case.ts';
import { lastResult as resultOf } from '../../cases/refund/pay-out.ts';
import type { PayoutResult } from '../../cases/refund/payouts.ts';
import { errorOf } from '../errors.ts';

/** The last order with what became of it. @throws CaseStateError unless it is this. */
export function lastResultOf(current: RefundCase, outcome: PayoutResult['outcome']): Payout & { result: PayoutResult } {
  const result = resultOf(current, outcome);
  if (isRefusal(result)) throw errorOf(result);
  return result;
}
