import type { LatePaymentCase, LatePaymentState } from './case.ts';

/** What was paid is checked again; everything before it is decided again. */
export const resumedLatePayment = ({ payment }: LatePaymentCase): LatePaymentState =>
  payment ? 'checking_payment' : 'assessing';
