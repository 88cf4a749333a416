/** Which acts a late payment takes, by its state. */
import { type Act, AT_AN_END, statesTaking, WHILE_OPEN } from '../acts.ts';
import { refuseUnless, type StepRefusal } from '../steps.ts';
import { LATE_PAYMENT_STATES, type LatePaymentCase, type LatePaymentState } from './case.ts';

export const LATE_PAYMENT_ACTS = {
  assessing: ['relist', 'correct', 'assess', 'wait', 'notify', 'close', 'park', ...WHILE_OPEN],
  awaiting_decision: ['decide', 'relist', 'correct', 'withdraw', 'wait', 'park', ...WHILE_OPEN],
  awaiting_documents: ['decide', 'relist', 'correct', 'withdraw', 'wait', 'close', 'park', ...WHILE_OPEN],
  awaiting_payment: ['pay', 'relist', 'correct', 'withdraw', 'wait', 'remind', 'park', ...WHILE_OPEN],
  checking_payment: ['decide', 'withdraw', 'check_payment', 'wait', 'park', ...WHILE_OPEN],
  awaiting_benefits: ['withdraw', 'wait', 'insure', 'park', ...WHILE_OPEN],
  parked: ['relist', 'correct', 'withdraw', 'resume', ...WHILE_OPEN],
  insured: AT_AN_END,
  refused: AT_AN_END,
  rejected: AT_AN_END,
  unpaid: AT_AN_END,
  documents_missing: AT_AN_END,
  payment_refused: AT_AN_END,
  withdrawn: AT_AN_END,
} as const satisfies Record<LatePaymentState, readonly Act[]>;

/** A step of the execution goes on from the states that take it. */
export const refuseLatePaymentStep = (current: LatePaymentCase, act: Act): StepRefusal | null =>
  refuseUnless(current, statesTaking(LATE_PAYMENT_ACTS, LATE_PAYMENT_STATES, act));
