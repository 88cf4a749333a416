/** Which acts a refund takes, by its state. */
import { REFUND_STATES, type RefundState } from '../../domain/refund/states.ts';
import { type Act, AT_AN_END, statesTaking, WHILE_OPEN } from '../acts.ts';
import { refuseUnless, type StepRefusal } from '../steps.ts';
import type { RefundCase } from './case.ts';

export const REFUND_ACTS = {
  assessing: ['relist', 'correct', 'assess', 'wait', 'close', 'park', ...WHILE_OPEN],
  awaiting_decision: ['decide', 'relist', 'correct', 'withdraw', 'wait', 'park', ...WHILE_OPEN],
  awaiting_documents: ['decide', 'relist', 'correct', 'withdraw', 'wait', 'close', 'park', ...WHILE_OPEN],
  // Until two people have looked at what comes back, it can be decided again.
  claiming: ['relist', 'correct', 'assess', 'claim', 'wait', 'park', ...WHILE_OPEN],
  awaiting_first_review: ['decide', 'relist', 'correct', 'withdraw', 'wait', 'park', ...WHILE_OPEN],
  awaiting_second_review: ['decide', 'relist', 'correct', 'withdraw', 'wait', 'park', ...WHILE_OPEN],
  instructing: ['instruct', 'park', ...WHILE_OPEN],
  // Money is on its way: only the treasury can say what became of it.
  awaiting_payout: ['tell_payout', 'wait', 'park', ...WHILE_OPEN],
  awaiting_account: ['decide', 'withdraw', 'wait', 'park', ...WHILE_OPEN],
  settling: ['settle', 'park', ...WHILE_OPEN],
  parked: ['tell_payout', 'tell_bounce', 'relist', 'correct', 'withdraw', 'resume', ...WHILE_OPEN],
  // Money may still come back: from the bank, or from whoever had it wrongly.
  refunded: ['tell_bounce', 'recover', 'settle', ...AT_AN_END],
  refused: AT_AN_END,
  redirected: AT_AN_END,
  rejected: AT_AN_END,
  documents_missing: AT_AN_END,
  payout_failed: AT_AN_END,
  withdrawn: AT_AN_END,
} as const satisfies Record<RefundState, readonly Act[]>;

/** A step of the execution goes on from the states that take it. */
export const refuseRefundStep = (current: RefundCase, act: Act): StepRefusal | null =>
  refuseUnless(current, statesTaking(REFUND_ACTS, REFUND_STATES, act));
