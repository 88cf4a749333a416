/** Ground "duplicate payment": the earliest valid payment stays, the others go back in full. */
import type { DecisionRecord } from '../decision.ts';
import type { PolicyVersion } from '../policy.ts';
import { type Finding, redirect, refund, refuse, UNDECIDED, whole } from './assessment.ts';
import { benefitBegins } from './benefit-began.ts';
import type { RefundPayment, RefundRequest } from './request.ts';

export function refundDuplicates(request: RefundRequest, policy: PolicyVersion, record: DecisionRecord): Finding {
  const { grounds, duplicateKept } = record.table.refund;
  if (!record.use('ground', 'refund.grounds', grounds)?.includes('duplicate_payment')) return UNDECIDED;
  const ofYear = request.payments
    .filter(({ coverageYears }) => coverageYears.includes(request.coverageYear))
    .sort((a, b) => (a.paidOn < b.paidOn ? -1 : a.paidOn > b.paidOn ? 1 : 0));
  const [kept, ...others] = ofYear;
  if (!kept || others.length === 0) return refuse('no_ground');
  if (record.use('duplicate_kept', 'refund.duplicateKept', duplicateKept) === null) return UNDECIDED;
  if (others.some(({ coverageYears }) => coverageYears.length > 1)) {
    const message = '重复缴费中含跨年度的一次性缴费,应退部分须由人工认定';
    record.review('prepaid_duplicate', 'payments.coverageYears', message, 'acknowledgement');
  }
  const here = others.filter((payment) => isPaidIn(payment, request.region));
  if (here.length === 0) return redirect('paid_elsewhere');
  const begins = benefitBegins(kept, request, policy);
  if (begins === null || request.appliedOn >= begins) {
    const message = '待遇享受期开始后才申请重复缴费退费,是否退还文件未规定,须由人工认定';
    record.review('duplicate_after_benefit_start', 'refund.beforeBenefitPeriodOnly', message, 'acknowledgement');
  }
  return refund(here.map(whole));
}

/** A county of the prefecture counts as paid in the prefecture. */
const isPaidIn = ({ place }: RefundPayment, region: string): boolean =>
  place === region || (region.endsWith('00') && place.startsWith(region.slice(0, region.endsWith('0000') ? 2 : 4)));
