import type { NewbornCase } from '../../cases/newborn/case.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { assessLatePayment } from '../../domain/late-payment/assess.ts';
import type { LatePaymentAssessment } from '../../domain/late-payment/assessment.ts';
import { requestOf } from '../../domain/late-payment/request.ts';
import { latePaymentFactsOf } from '../../domain/newborn/late-payment-facts.ts';
import type { PolicyVersion } from '../../domain/policy.ts';

/** What a payment on a day would be as a late one: the same decision that the late-payment case will make. */
export const assessLatePaymentOf = (
  { region, facts }: NewbornCase,
  paidOn: LocalDate,
  policy: PolicyVersion,
): LatePaymentAssessment =>
  assessLatePayment(requestOf(latePaymentFactsOf({ region, ...facts }, policy.table.coverageYear), paidOn), policy);
