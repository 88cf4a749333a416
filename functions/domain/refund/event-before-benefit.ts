/** Grounds "death", "employee insurance", "enrolled elsewhere": refunded in full if the event precedes the benefit period. */
import type { DecisionRecord } from '../decision.ts';
import type { PolicyVersion } from '../policy.ts';
import { type Finding, refund, refuse, UNDECIDED, whole } from './assessment.ts';
import { benefitBegins } from './benefit-began.ts';
import type { RefundRequest } from './request.ts';

export function refundForEvent(request: RefundRequest, policy: PolicyVersion, record: DecisionRecord): Finding {
  const { grounds, beforeBenefitPeriodOnly } = record.table.refund;
  if (!record.use('ground', 'refund.grounds', grounds)?.includes(request.ground)) return UNDECIDED;
  const { eventOn } = request;
  if (eventOn === undefined) {
    record.review('fact_missing', 'eventOn', '缺少事由发生日期,无法判断是否在待遇享受期开始之前', 'fact');
    return UNDECIDED;
  }
  const ofYear = request.payments.filter(({ coverageYears }) => coverageYears.includes(request.coverageYear));
  if (ofYear.length === 0) return refuse('no_ground');
  const begins = ofYear.map((payment) => benefitBegins(payment, request, policy));
  const [earliest] = begins.includes(null) ? [null] : begins.filter((day) => day !== null).sort();
  if (!earliest) {
    record.review(
      'benefit_start_silent',
      'benefitStart.paidInYear',
      '该笔缴费何时起享受待遇未规定,无法判断事由是否在先',
      'value',
    );
    return UNDECIDED;
  }
  if (eventOn >= earliest) {
    record.use('benefit_period', 'refund.beforeBenefitPeriodOnly', beforeBenefitPeriodOnly);
    return refuse('benefit_period_started');
  }
  return refund(ofYear.map(whole));
}
