import type { RefundState } from '../../domain/refund/states.ts';
import { endResultOf, type RefundCase } from './case.ts';

/** An order to the treasury stands, whatever has failed since: it is waited for, settled, or its account corrected. */
export function resumedRefund({ payouts = [] }: RefundCase): RefundState {
  const last = payouts.at(-1);
  if (!last) return 'assessing';
  const result = endResultOf(last);
  if (!result) return 'awaiting_payout';
  return result.outcome === 'paid' ? 'settling' : 'awaiting_account';
}
