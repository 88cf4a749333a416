import type { LocalDate } from '../../domain/calendar.ts';
import { assessLatePayment } from '../../domain/late-payment/assess.ts';
import type { LatePaymentAssessment } from '../../domain/late-payment/assessment.ts';
import type { LatePaymentFacts } from '../../domain/late-payment/request.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import type { NewbornCase } from '../../store/newborn-case.ts';

/** Everything that is known of the child, as the late-payment case takes it. */
export function latePaymentFactsOf({ region, facts }: NewbornCase, coverageYear: number): LatePaymentFacts {
  const { bornOn, identities } = facts;
  return {
    region,
    coverageYear,
    birthDate: bornOn,
    newborn: true,
    history: { firstEnrolment: true },
    ...(identities && { identities }),
  };
}

/** What a payment on a day would be as a late one: the same decision that the late-payment case will make. */
export const assessLatePaymentOf = (
  child: NewbornCase,
  paidOn: LocalDate,
  policy: PolicyVersion,
): LatePaymentAssessment =>
  assessLatePayment({ ...latePaymentFactsOf(child, policy.table.coverageYear), paidOn }, policy);
