/** Ground "departure": coverage years that had not begun on the day of leaving, at the price paid, never topped up. */
import { firstOfYear, yearOf } from '../calendar.ts';
import type { DecisionRecord } from '../decision.ts';
import { li } from '../money.ts';
import { type Finding, type RefundItem, refund, refuse, UNDECIDED } from './assessment.ts';
import type { RefundPayment, RefundRequest } from './request.ts';

export function refundDeparture(request: RefundRequest, record: DecisionRecord): Finding {
  const { student } = record.table;
  const { departure } = request;
  if (!departure) {
    record.review('fact_missing', 'departure', '缺少离校情形和日期', 'fact');
    return UNDECIDED;
  }
  if (departure.kind === 'suspension') return refuse('not_a_departure');
  const listed = record.use('departure', 'student.departures', student.departures);
  if (listed === null) return UNDECIDED;
  if (!listed.includes(departure.kind)) {
    record.review(
      'departure_open',
      'departure.kind',
      '文件以“等”字收尾,未列明该离校情形,须由人工认定',
      'acknowledgement',
    );
  }
  if (record.use('remaining_years', 'student.remainingYears', student.remainingYears) === null) return UNDECIDED;
  const items = request.payments.flatMap((payment) =>
    payment.coverageYears
      .filter((year) => firstOfYear(year) > departure.on)
      .map((year) => yearOfPayment(payment, year, record)),
  );
  const remainingYears = [...new Set(items.map(({ coverageYear }) => coverageYear))].sort((a, b) => a - b);
  if (yearOf(departure.on) !== yearOf(request.appliedOn)) {
    const message = '离校与申请不在同一年度,剩余年度自何日起算未规定,须由人工认定';
    record.review('departure_and_application_years_differ', 'appliedOn', message, 'acknowledgement');
  }
  return items.length === 0 ? refuse('nothing_remains', []) : refund(items, remainingYears);
}

/** One year's part of a lump sum; a sum that does not divide evenly is for a person. */
function yearOfPayment(payment: RefundPayment, coverageYear: number, record: DecisionRecord): RefundItem {
  const share = payment.amount / payment.coverageYears.length;
  if (!Number.isInteger(share)) {
    const message = '一次性缴费金额不能按年度整除,每年金额须由人工认定';
    record.review('price_of_year_unknown', 'payments.amount', message, 'acknowledgement');
  }
  return { paymentId: payment.id, coverageYear, amount: li(Math.floor(share)) };
}
