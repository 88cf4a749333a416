/** Ground "duplicate payment": of each year that was paid for more than once one payment stays, the others go back. */
import type { DecisionRecord } from '../decision.ts';
import type { PolicyVersion } from '../policy.ts';
import { type GroundResult, notRefunded, type RefundItem, refund, sentElsewhere, UNDECIDED } from './assessment.ts';
import { benefitBegins } from './benefit-began.ts';
import { isGroundListed } from './ground-listed.ts';
import { isPaidIn } from './paid-here.ts';
import { paymentThatStays } from './payment-that-stays.ts';
import { pricesOf, yearsLeft } from './price-of-year.ts';
import type { RefundPayment, RefundRequest } from './request.ts';

export function refundDuplicates(request: RefundRequest, policy: PolicyVersion, record: DecisionRecord): GroundResult {
  const listed = isGroundListed(request, record);
  if (listed === null) return UNDECIDED;
  if (!listed) return notRefunded('no_ground');
  const years = yearsPaidTwice(request.payments);
  if (years.length === 0) return notRefunded('no_ground');
  const goingBack = new Map<RefundPayment, number[]>();
  for (const year of years) {
    const ofYear = request.payments.filter((payment) => yearsLeft(payment).includes(year));
    const kept = paymentThatStays(ofYear, request, record);
    if (!kept) return UNDECIDED;
    const here = ofYear.filter((payment) => payment !== kept && isPaidIn(payment, request.region));
    for (const payment of here) goingBack.set(payment, [...(goingBack.get(payment) ?? []), year]);
    if (here.length > 0) askIfBegun(kept, year, request, policy, record);
  }
  if (goingBack.size === 0) return sentElsewhere('paid_elsewhere');
  const items = [...goingBack].flatMap(([payment, back]): RefundItem[] => pricesOf(payment, back, record));
  return refund(items);
}

export function yearsPaidTwice(payments: readonly RefundPayment[]): number[] {
  const years = payments.flatMap((payment) => [...new Set(yearsLeft(payment))]);
  return [...new Set(years.filter((year, index) => years.indexOf(year) < index))].sort((a, b) => a - b);
}

/** Found after benefits began: the amount it would be, for a person to say, unless the table's own clause says it. */
function askIfBegun(
  kept: RefundPayment,
  year: number,
  request: RefundRequest,
  policy: PolicyVersion,
  record: DecisionRecord,
): void {
  const begins = benefitBegins(kept, year, request, policy);
  if (begins !== null && request.appliedOn < begins) return;
  const { beforeBenefitPeriodOnly } = record.table.refund;
  if (beforeBenefitPeriodOnly.value === false) {
    record.use('benefit_period', 'refund.beforeBenefitPeriodOnly', beforeBenefitPeriodOnly);
    return;
  }
  const message = '待遇享受期开始后才申请重复缴费退费,是否退还文件未规定,须由人工认定';
  record.review('duplicate_after_benefit_start', 'refund.beforeBenefitPeriodOnly', message, 'acknowledgement');
}
