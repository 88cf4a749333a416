/**
 * Grounds that an event decides: death, employee insurance, enrolment elsewhere; a change of mind where the table allows
 * one. Each paid year is looked at by itself: one whose benefits had not begun goes back at the price paid.
 */
import { type LocalDate, yearOf } from '../calendar.ts';
import type { DecisionRecord } from '../decision.ts';
import type { PolicyVersion } from '../policy.ts';
import { type GroundResult, notRefunded, refund, sentElsewhere, UNDECIDED } from './assessment.ts';
import { benefitBegins, standingOf } from './benefit-began.ts';
import { isGroundListed } from './ground-listed.ts';
import { isPaidIn } from './paid-here.ts';
import { pricesOf, yearsLeft } from './price-of-year.ts';
import type { RefundPayment, RefundRequest } from './request.ts';

export function refundForEvent(request: RefundRequest, policy: PolicyVersion, record: DecisionRecord): GroundResult {
  const listed = isGroundListed(request, record);
  if (listed === null) return UNDECIDED;
  if (!listed) return notRefunded('no_ground');
  const eventOn = eventOf(request);
  if (eventOn === undefined) {
    record.review('fact_missing', 'eventOn', '缺少事由发生日期,无法判断是否在待遇享受期开始之前', 'fact');
    return UNDECIDED;
  }
  const here = request.payments.filter((payment) => isPaidIn(payment, request.region));
  if (here.length === 0) return sentElsewhere('paid_elsewhere');
  const years = here.map((payment) => ({ payment, ...sortYears(payment, eventOn, request, policy) }));
  if (years.some(({ unknown }) => unknown.includes(policy.table.coverageYear))) {
    const message = '该笔缴费何时起享受待遇未规定,无法判断事由是否在先';
    record.review('benefit_start_silent', 'benefitStart.paidInYear', message, 'value');
    return UNDECIDED;
  }
  askAboutOtherYears(
    years.flatMap(({ unknown }) => unknown),
    record,
  );
  const afterBegin = decideAfterBegin(years, record);
  if (afterBegin === null) return UNDECIDED;
  const items = years.flatMap(({ payment, before, during }) =>
    pricesOf(
      payment,
      (afterBegin ? [...before, ...during] : before).toSorted((a, b) => a - b),
      record,
    ),
  );
  if (items.length === 0) return notRefunded('benefit_period_started');
  if (eventOn > request.appliedOn) askAboutFutureEvent(here, eventOn, request, policy, record);
  return refund(items);
}

/** Who no longer wants to be insured has no event but the application. */
const eventOf = ({ ground, eventOn, appliedOn }: RefundRequest): LocalDate | undefined =>
  eventOn ?? (ground === 'change_of_mind' ? appliedOn : undefined);

interface SortedYears {
  before: number[];
  during: number[];
  past: number[];
  unknown: number[];
}

function sortYears(
  payment: RefundPayment,
  eventOn: LocalDate,
  request: RefundRequest,
  policy: PolicyVersion,
): SortedYears {
  const sorted: SortedYears = { before: [], during: [], past: [], unknown: [] };
  for (const year of yearsLeft(payment)) sorted[standingOf(payment, year, eventOn, request, policy)].push(year);
  return sorted;
}

/** Whether a year that has begun goes back too: by the table's own clause only. Null, with a question, where it is silent. */
function decideAfterBegin(years: readonly SortedYears[], record: DecisionRecord): boolean | null {
  const { beforeBenefitPeriodOnly } = record.table.refund;
  const begun = years.some(({ during }) => during.length > 0);
  const usedUp = years.some(({ past }) => past.length > 0);
  if (!begun && !(usedUp && beforeBenefitPeriodOnly.value === true)) return false;
  const only = record.use('benefit_period', 'refund.beforeBenefitPeriodOnly', beforeBenefitPeriodOnly);
  return only === null ? null : !only;
}

/** A year that was paid for while it ran has its own table, which is not at hand: its part stays until somebody looks. */
function askAboutOtherYears(years: readonly number[], record: DecisionRecord): void {
  if (years.length === 0) return;
  const named = [...new Set(years)].toSorted((a, b) => a - b).join('、');
  const message = `${named} 年度的缴费何时起享受待遇由该年度的政策表规定,本案不退该年度,须由人工认定是否另案办理`;
  record.review('year_of_another_table', 'payments.coverageYears', message, 'acknowledgement');
}

/** What takes effect on the very first day of benefits is known before it; anything else has not happened yet. */
function askAboutFutureEvent(
  here: readonly RefundPayment[],
  eventOn: LocalDate,
  request: RefundRequest,
  policy: PolicyVersion,
  record: DecisionRecord,
): void {
  const firstDays = here.map((payment) => benefitBegins(payment, yearOf(eventOn), request, policy));
  if (firstDays.includes(eventOn)) return;
  const message = `事由日期 ${eventOn} 在申请日 ${request.appliedOn} 之后,尚未发生,是否已确定须由人工认定`;
  record.review('event_in_future', 'eventOn', message, 'acknowledgement');
}
