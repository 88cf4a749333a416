/** The refund decision: who applies where, then the rule of the ground. Pure. */
import { DecisionRecord } from '../decision.ts';
import { formatYuan } from '../money.ts';
import type { PolicyVersion } from '../policy.ts';
import { refundAid } from './aid-recognised.ts';
import { decideApplicant, rightApplicant } from './applicant.ts';
import { type Finding, type RefundAssessment, refuse, sumOf, UNDECIDED } from './assessment.ts';
import { refundDeparture } from './departure.ts';
import { refundDuplicates } from './duplicate-payment.ts';
import { refundForEvent } from './event-before-benefit.ts';
import type { RefundRequest } from './request.ts';

/** `policy` is the version in force on the day of the application. */
export function assessRefund(request: RefundRequest, policy: PolicyVersion): RefundAssessment {
  const record = new DecisionRecord(policy);
  const found = decideApplicant(request, record) ?? decideGround(request, policy, record);
  const refunded = new Set(found.items.map(({ paymentId }) => paymentId));
  return {
    ...record.close(),
    outcome: found.outcome,
    amount: found.outcome === null ? null : sumOf(found.items),
    items: found.items.map((item) => ({ ...item, amount: formatYuan(item.amount) })),
    kept: request.payments.map(({ id }) => id).filter((id) => !refunded.has(id)),
    remainingYears: found.remainingYears,
    reason: found.reason,
    applicant: rightApplicant(request),
    applyAt: policy.table.refund.applyAt.value,
  };
}

function decideGround(request: RefundRequest, policy: PolicyVersion, record: DecisionRecord): Finding {
  switch (request.ground) {
    case 'duplicate_payment':
      return refundDuplicates(request, policy, record);
    case 'death':
    case 'employee_insurance':
    case 'enrolled_elsewhere':
      return refundForEvent(request, policy, record);
    case 'departure':
      return refundDeparture(request, record);
    case 'aid_recognised':
      return refundAid(request, record);
    case 'change_of_mind':
      record.use('ground', 'refund.grounds', record.table.refund.grounds);
      return refuse('no_ground');
    case 'wrong_standard':
    case 'other':
      record.review('ground_open', 'refund.grounds', '文件未列明该退费事由,是否退费须由人工认定', 'acknowledgement');
      return UNDECIDED;
  }
}
