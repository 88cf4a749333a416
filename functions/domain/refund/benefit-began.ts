/** When the benefits of a paid year begin: an event counts only before them (经办规程第十六条). */
import { firstOfYear, type LocalDate, yearOf } from '../calendar.ts';
import { assessLatePayment } from '../late-payment/assess.ts';
import type { PolicyVersion } from '../policy.ts';
import type { RefundPayment, RefundRequest } from './request.ts';

type Paid = Pick<RefundPayment, 'paidOn'>;

/** Null where the table does not say when benefits of `year` begin that were paid for on that day. */
export function benefitBegins(
  { paidOn }: Paid,
  year: number,
  request: RefundRequest,
  policy: PolicyVersion,
): LocalDate | null {
  if (paidOn < firstOfYear(year)) return firstOfYear(year);
  // Another year's payment is decided by that year's own table.
  if (year !== policy.table.coverageYear) return null;
  const { region, identities } = request;
  return assessLatePayment({ region, coverageYear: year, identities, paidOn }, policy).benefit.start;
}

/**
 * Where a paid year stood on the day of an event: `before` its benefits, `during` them, or `past`: used up.
 * An event that takes effect on the first day of benefits counts as before it if the application came before it.
 */
export function standingOf(
  payment: Paid,
  year: number,
  eventOn: LocalDate,
  request: RefundRequest,
  policy: PolicyVersion,
): 'before' | 'during' | 'past' | 'unknown' {
  if (year < yearOf(eventOn)) return 'past';
  if (eventOn < firstOfYear(year)) return 'before';
  const begins = benefitBegins(payment, year, request, policy);
  if (begins === null) return 'unknown';
  if (eventOn < begins || (eventOn === begins && request.appliedOn < begins)) return 'before';
  return 'during';
}
