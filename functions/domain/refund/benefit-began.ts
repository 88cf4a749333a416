/** When the benefit period of a payment begins: an event counts only before it (经办规程第十六条). */
import { firstOfYear, type LocalDate } from '../calendar.ts';
import { assessLatePayment } from '../late-payment/assess.ts';
import type { PolicyVersion } from '../policy.ts';
import type { RefundPayment, RefundRequest } from './request.ts';

/** Null where the table does not say when benefits of a payment on that day begin. */
export function benefitBegins(payment: RefundPayment, request: RefundRequest, policy: PolicyVersion): LocalDate | null {
  const { region, coverageYear, identities } = request;
  if (payment.paidOn < firstOfYear(coverageYear)) return firstOfYear(coverageYear);
  return assessLatePayment({ region, coverageYear, identities, paidOn: payment.paidOn }, policy).benefit.start;
}
