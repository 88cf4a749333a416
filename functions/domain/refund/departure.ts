/** Ground "departure": coverage years that had not begun on the day of leaving, at the price paid, never topped up. */
import { firstOfYear, yearOf } from '../calendar.ts';
import type { DecisionRecord } from '../decision.ts';
import { isInFirstForm } from '../policy.ts';
import { type GroundResult, notRefunded, refund, sentElsewhere, UNDECIDED } from './assessment.ts';
import { askForWayOut } from './ground-listed.ts';
import { isPaidIn } from './paid-here.ts';
import { pricesOf, yearsLeft } from './price-of-year.ts';
import type { RefundPayment, RefundRequest } from './request.ts';

export function refundDeparture(request: RefundRequest, record: DecisionRecord): GroundResult {
  const { student } = record.table;
  const { departure } = request;
  if (!departure) {
    record.review('fact_missing', 'departure', '缺少离校情形和日期', 'fact');
    return UNDECIDED;
  }
  if (departure.kind === 'suspension') return notRefunded('not_a_departure');
  if (!isInFirstForm(record.table) && student.departures.standing === 'silent') {
    askForWayOut('departure', record);
    return UNDECIDED;
  }
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
  const here = request.payments.filter((payment) => isPaidIn(payment, request.region));
  if (here.length === 0) return sentElsewhere('paid_elsewhere');
  const items = here.flatMap((payment) => {
    const left = yearsLeft(payment).filter((year) => firstOfYear(year) > departure.on);
    askAboutLumpSum(payment, left, record);
    return pricesOf(payment, left, record);
  });
  const remainingYears = [...new Set(items.map(({ coverageYear }) => coverageYear))].sort((a, b) => a - b);
  if (yearOf(departure.on) !== yearOf(request.appliedOn)) {
    const message = '离校与申请不在同一年度,剩余年度自何日起算未规定,须由人工认定';
    record.review('departure_and_application_years_differ', 'appliedOn', message, 'acknowledgement');
  }
  return items.length === 0 ? notRefunded('nothing_remains', []) : refund(items, remainingYears);
}

/**
 * Asks whether an equal part of a lump sum is the price of a year. It is not where nobody may pay a lump sum, or where
 * one pays the difference later.
 */
function askAboutLumpSum({ coverageYears }: RefundPayment, left: readonly number[], record: DecisionRecord): void {
  const { lumpSum, toppedUp } = record.table.student;
  if (coverageYears.length === 1 || left.length === 0) return;
  if (lumpSum.standing !== 'silent' && record.use('remaining_years', 'student.lumpSum', lumpSum) === false) {
    const message = '文件规定不按学制一次缴费,这笔跨年度缴费如何退还须由人工认定';
    record.review('lump_sum_not_allowed', 'student.lumpSum', message, 'acknowledgement');
  }
  if (toppedUp.standing === 'silent' || left.length === coverageYears.length) return;
  if (record.use('remaining_years', 'student.toppedUp', toppedUp)) {
    const message = '学制内标准调整须补缴,各年度实缴金额不一定相同,每年退还金额须由人工认定';
    record.review('price_of_year_topped_up', 'student.toppedUp', message, 'acknowledgement');
  }
}
