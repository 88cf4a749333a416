/** The refund decision: who applies where, then the rule of the ground. Pure. */
import { DecisionRecord } from '../decision.ts';
import { formatYuan } from '../money.ts';
import type { PolicyVersion } from '../policy.ts';
import { refundAid } from './aid-recognised.ts';
import { decideApplicant, decidePlace, rightApplicant } from './applicant.ts';
import { type GroundResult, notRefunded, type RefundAssessment, sumOf, UNDECIDED } from './assessment.ts';
import { chooseWayOut, refundByWayOut } from './by-way-out.ts';
import { refundDeparture } from './departure.ts';
import { refundDuplicates } from './duplicate-payment.ts';
import { refundForEvent } from './event-before-benefit.ts';
import { yearsLeft } from './price-of-year.ts';
import type { RefundPayment, RefundRequest } from './request.ts';
import { refundStated } from './stated-amounts.ts';
import { askAboutTwins } from './two-records.ts';

/** `policy` is the version in force on the day of the application. */
export function assessRefund(request: RefundRequest, policy: PolicyVersion): RefundAssessment {
  const record = new DecisionRecord(policy);
  const found = decidePlace(request, record) ?? decideApplication(request, policy, record);
  const refunded = new Set(found.items.map(({ paymentId }) => paymentId));
  return {
    ...record.close(),
    outcome: found.outcome,
    amount: found.outcome === null ? null : sumOf(found.items),
    items: found.items.map((item) => ({ ...item, amount: formatYuan(item.amount) })),
    // What went back as a whole before stays for nobody.
    kept: request.payments.filter((one) => !refunded.has(one.id) && yearsLeft(one).length > 0).map(({ id }) => id),
    remainingYears: found.remainingYears,
    reason: found.reason,
    applicant: rightApplicant(request),
    applyAt: policy.table.refund.applyAt.value,
  };
}

/** The ground first: who may apply is asked of the payments that would go back. */
function decideApplication(request: RefundRequest, policy: PolicyVersion, record: DecisionRecord): GroundResult {
  if (request.payments.every((payment) => yearsLeft(payment).length === 0)) return notRefunded('nothing_remains');
  const own = chooseWayOut(request, policy);
  const stated = own !== null && !('key' in own) ? own.line.applicant : null;
  if (stated === null || stated.value === null) {
    record.use('applicant', 'refund.applicant', record.table.refund.applicant);
  } else {
    record.take('applicant', stated);
    if (request.applicant !== stated.value && !(stated.value === 'payer' && request.applicant === 'insured')) {
      return notRefunded('wrong_applicant');
    }
  }
  const drafted = decideGround(request, policy, new DecisionRecord(policy));
  const back = request.payments.filter(({ id }) => drafted.items.some(({ paymentId }) => paymentId === id));
  const wrong =
    stated?.value && request.applicant === stated.value
      ? null
      : decideApplicant(request, drafted.outcome, back, record);
  if (wrong) return wrong;
  const found = decideGround(request, policy, record);
  if (found.outcome === 'refund') {
    askAboutFamilyAccount(back, record);
    askAboutTwins(back, request.payments, record);
  }
  return found;
}

/** Money from a relative's account of the employee scheme goes back there, and to no card. */
function askAboutFamilyAccount(back: readonly RefundPayment[], record: DecisionRecord): void {
  const vouchers = back.filter(({ channel }) => channel === 'family_account').map(({ id }) => id);
  if (vouchers.length === 0) return;
  const message = `凭证 ${vouchers.join('、')} 由职工医保个人账户家庭共济缴纳,应退回原个人账户,不能直接退至其他账户;退至何处须由人工认定`;
  record.review('family_account', 'payments.channel', message, 'acknowledgement');
}

/** The table's own way out first. */
function decideGround(request: RefundRequest, policy: PolicyVersion, record: DecisionRecord): GroundResult {
  const own = chooseWayOut(request, policy);
  if (own !== null && 'key' in own) {
    const { code, field, message, settledBy, label } = own;
    record.review(code, field, message, settledBy, label);
    return UNDECIDED;
  }
  return own === null ? decideByGround(request, policy, record) : refundByWayOut(own, request, policy, record);
}

function decideByGround(request: RefundRequest, policy: PolicyVersion, record: DecisionRecord): GroundResult {
  switch (request.ground) {
    case 'duplicate_payment':
      return refundDuplicates(request, policy, record);
    case 'death':
    case 'employee_insurance':
    case 'enrolled_elsewhere':
    case 'change_of_mind':
      return refundForEvent(request, policy, record);
    case 'departure':
      return refundDeparture(request, record);
    case 'aid_recognised':
      return refundAid(request, record);
    case 'wrong_standard':
    case 'other':
      return refundStated(request, record);
  }
}
