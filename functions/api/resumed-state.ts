/** Where a parked case goes on: at the last thing that is certain, so that nothing is paid, told or asked twice. */
import type { Case } from '../store/case.ts';
import type { LatePaymentCase } from '../store/late-payment-case.ts';
import type { NewbornCase } from '../store/newborn-case.ts';
import type { RefundCase } from '../store/refund-case.ts';

/** The state from which the first function of the state machine finds its way. */
export function resumedState(parked: Case): Case['state'] {
  switch (parked.kind) {
    case 'late-payment':
      return ofLatePayment(parked);
    case 'refund':
      return ofRefund(parked);
    case 'newborn':
      return ofNewborn(parked);
  }
}

/** What was paid is checked again; everything before it is decided again. */
const ofLatePayment = ({ payment }: LatePaymentCase): LatePaymentCase['state'] =>
  payment ? 'checking_payment' : 'assessing';

/** An order to the treasury stands, whatever has failed since: it is waited for, settled, or its account corrected. */
function ofRefund({ payouts = [] }: RefundCase): RefundCase['state'] {
  const last = payouts.at(-1);
  if (!last) return 'assessing';
  if (!last.result) return 'awaiting_payout';
  return last.result.outcome === 'paid' ? 'settling' : 'awaiting_account';
}

/** What somebody had decided or paid before it was parked is not lost. */
function ofNewborn({ history }: NewbornCase): NewbornCase['state'] {
  const from = history.findLast(({ event }) => event === 'parked')?.detail.from;
  return from === 'checking_payment' || from === 'opening_late_payment' ? from : 'assessing';
}
