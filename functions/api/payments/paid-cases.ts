/** The kinds of case that a payment moves on, and how. */

import type { Case } from '../../cases/case.ts';
import type { CaseChange } from '../../cases/changes.ts';
import { LATE_PAYMENT_ANSWERS, type LatePaymentCase } from '../../cases/late-payment/case.ts';
import type { Payment } from '../../cases/ledger.ts';
import { NEWBORN_ANSWERS, type NewbornCase, takesNewbornPayment } from '../../cases/newborn/case.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { CHANNELS } from '../../domain/regions.ts';

export type PaidCase = LatePaymentCase | NewbornCase;

export const isPaidKind = (found: Case): found is PaidCase => found.kind === 'late-payment' || found.kind === 'newborn';

export const awaitsPayment = (found: PaidCase): boolean =>
  found.kind === 'newborn' ? takesNewbornPayment(found) : found.state === 'awaiting_payment';

/** Nobody pays for a child before it is born; null where no day is too early. */
export const earliestPayment = (found: PaidCase): LocalDate | null =>
  found.kind === 'newborn' ? found.facts.bornOn : null;

/** Between two waits of the state machine there is no token: it looks at the case before it waits again. */
export function paymentChange(
  { kind, wait }: PaidCase,
  payment: Payment,
  by: { at: string; by: string; role: string },
): CaseChange<Case> {
  const { voucher, amount, collectedOn } = payment;
  const channel = CHANNELS.find((one) => one === payment.channel);
  return {
    state: kind === 'newborn' ? NEWBORN_ANSWERS.parents.paid : LATE_PAYMENT_ANSWERS.payment.paid,
    set: { payment: { voucher, amount, collectedOn, ...(channel && { channel }) } },
    wait: null,
    ...(wait && { pending: { kind: 'complete', token: wait.token, output: { decision: 'paid' } } }),
    event: { ...by, event: 'payment_confirmed', detail: { voucher, amount, collectedOn } },
  };
}
