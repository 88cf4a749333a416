/** The tax office confirms a payment: whoever brings it (the tax office's call, or a file that was imported before), it is taken in once. */
import { type LocalDate, yearOf } from '../domain/calendar.ts';
import { CHANNELS } from '../domain/regions.ts';
import { isSameVoucher } from '../domain/voucher.ts';
import type { Case } from './case.ts';
import { type CaseChange, invalid, type Refusal, refuse } from './changes.ts';
import type { By } from './events.ts';
import { LATE_PAYMENT_ANSWERS, type LatePaymentCase } from './late-payment/case.ts';
import type { Payment } from './ledger.ts';
import { NEWBORN_ANSWERS, type NewbornCase, takesAnotherPayment } from './newborn/case.ts';
import { takes } from './takes.ts';
import { answered } from './wait-answers.ts';

export type PaidCase = LatePaymentCase | NewbornCase;

export const isPaidKind = (found: Case): found is PaidCase => found.kind === 'late-payment' || found.kind === 'newborn';

export const awaitsPayment = (current: PaidCase): boolean =>
  takes(current, 'pay') && (current.kind === 'late-payment' || takesAnotherPayment(current));

/** Before its notice goes out, a late payment that was decided takes what lies in the ledger: nobody asks for it then. */
export const takesFromLedger = (current: PaidCase): boolean =>
  awaitsPayment(current) ||
  (current.kind === 'late-payment' &&
    current.state === 'assessing' &&
    current.plan?.outcome === 'pay' &&
    current.planOutdated !== true);

type PaymentRefusal = Refusal<'case_not_awaiting_payment' | 'invalid_request'>;

export const isTaken = ({ payment }: PaidCase, voucher: string): boolean =>
  payment !== undefined && isSameVoucher(payment.voucher, voucher);

/** Whether a payment may be a child's own: for the year of its case, or those of its birth and after. */
export function paysFor({ coverageYear, facts }: NewbornCase, years: readonly number[]): boolean {
  const birthYear = yearOf(facts.bornOn);
  return years.some((year) => [coverageYear, birthYear, birthYear + 1].includes(year));
}

/** Nobody pays for a child before it is born. */
export function refuseDayOfChild(current: PaidCase, collectedOn: LocalDate): Refusal<'invalid_request'> | null {
  if (current.kind !== 'newborn' || collectedOn >= current.facts.bornOn) return null;
  const message = `征收日期不能早于孩子的出生日期 ${current.facts.bornOn}`;
  return invalid([{ path: 'collectedOn', message }]);
}

/**
 * Null if the case has taken this payment already. Between two waits of the state machine there is no token: it looks at
 * the case before it waits again.
 */
export function pay(current: PaidCase, payment: PaidSum, by: By): Outcome {
  if (isTaken(current, payment.voucher)) return null;
  if (!awaitsPayment(current)) return notAwaiting(current);
  return refuseDayOfChild(current, payment.collectedOn) ?? paid(current, payment, by);
}

/** As `pay`, of a payment that was recorded before: the case asks for it by itself. */
export function payFromLedger(current: PaidCase, payment: PaidSum, by: By): Outcome {
  if (isTaken(current, payment.voucher)) return null;
  return takesFromLedger(current) ? paid(current, payment, by) : notAwaiting(current);
}

/** `coverageYears`: of a child's payment, which may be for the year of its birth, the next, or both. */
type PaidSum = Pick<Payment, 'voucher' | 'amount' | 'collectedOn' | 'channel'> &
  Partial<Pick<Payment, 'coverageYears'>>;
type Outcome = CaseChange<Case> | PaymentRefusal | null;

function paid({ kind, wait }: PaidCase, payment: PaidSum, by: By): CaseChange<Case> {
  const { voucher, amount, collectedOn, coverageYears } = payment;
  const years = kind === 'newborn' && coverageYears ? { coverageYears } : {};
  const channel = CHANNELS.find((one) => one === payment.channel);
  return {
    state: kind === 'newborn' ? NEWBORN_ANSWERS.parents.paid : LATE_PAYMENT_ANSWERS.payment.paid,
    set: { payment: { voucher, amount, collectedOn, ...years, ...(channel && { channel }) } },
    wait: null,
    ...(wait && { pending: answered(wait, 'paid') }),
    event: { ...by, event: 'payment_confirmed', detail: { voucher, amount, collectedOn } },
  };
}

const notAwaiting = ({ caseId, state }: PaidCase): Refusal<'case_not_awaiting_payment'> =>
  refuse('case_not_awaiting_payment', `案件 ${caseId} 现为 ${state}，不在等待缴费，缴费没有登记到案件。`, {
    members: { caseId, state },
  });
