/**
 * Refunds by the table's own ways out: the first line of the ground that fits decides who applies and what goes back. A
 * ground without a line that fits goes by the national grounds.
 */
import { firstOfYear, type LocalDate, yearOf } from '../calendar.ts';
import type { DecisionRecord } from '../decision.ts';
import { assessLatePayment } from '../late-payment/assess.ts';
import { li, parseYuan, subtract } from '../money.ts';
import type { PolicyVersion } from '../policy.ts';
import { holds } from '../ways/condition.ts';
import { type Answer, anchorsOf, type Inquiry, type Question, within } from '../ways/inquiry.ts';
import type { Rules, WayOut } from '../ways/model.ts';
import { personOf } from '../ways/person.ts';
import { selfPaidBy } from '../ways/self-paid.ts';
import { lastDayOfWay } from '../ways/windows.ts';
import { type GroundResult, notRefunded, type RefundItem, refund, sentElsewhere, UNDECIDED } from './assessment.ts';
import { yearsPaidTwice } from './duplicate-payment.ts';
import { isPaidIn } from './paid-here.ts';
import { paymentThatStays } from './payment-that-stays.ts';
import { factsOn } from './person-facts.ts';
import { pricesOf, yearsLeft } from './price-of-year.ts';
import type { RefundPayment, RefundRequest } from './request.ts';

export interface ChosenWayOut {
  readonly line: WayOut;
  readonly eventOn: LocalDate;
}

/** Null where no line of the ground fits; the question that has to be answered first, where one may. */
export function chooseWayOut(request: RefundRequest, { table }: PolicyVersion): ChosenWayOut | Question | null {
  const { rules } = table;
  const lines = rules.waysOut.filter(({ grounds }) => grounds.some((one) => meansGround(one, request.ground)));
  if (lines.length === 0) return null;
  const eventOn = eventDay(request);
  const inquiry = inquiryOf(request, eventOn ?? request.appliedOn, rules);
  for (const line of lines) {
    if (eventOn === undefined && line.open !== null) return eventMissing(line);
    const answer = fits(line, eventOn ?? request.appliedOn, request, inquiry);
    if (answer === false) continue;
    return answer === true ? { line, eventOn: eventOn ?? request.appliedOn } : answer;
  }
  return null;
}

/** Grounds that a table may tell apart and an application does not. */
const APPLIED_FOR_AS: Readonly<Record<string, string>> = {
  change_of_tier: 'wrong_standard',
  duplicate_student: 'duplicate_payment',
};

const meansGround = (written: string, asked: string): boolean => (APPLIED_FOR_AS[written] ?? written) === asked;

function fits(line: WayOut, on: LocalDate, request: RefundRequest, inquiry: Inquiry): Answer {
  const answers = [
    line.who === null || holds(line.who, inquiry),
    line.open === null || within(on, line.open, inquiry),
    line.applied === null || within(request.appliedOn, line.applied, inquiry),
  ];
  if (answers.includes(false)) return false;
  return answers.find((answer) => answer !== true) ?? true;
}

const eventMissing = (line: WayOut): Question => ({
  key: line,
  code: 'fact_missing',
  field: 'eventOn',
  message: '缺少事由发生日期,无法判断适用哪一项退费规定',
  settledBy: 'fact',
  claimed: true,
});

/** The day of what happened; of a change of mind and of a duplicate, the day of the application. */
function eventDay({ ground, eventOn, departure, identities, appliedOn }: RefundRequest): LocalDate | undefined {
  switch (ground) {
    case 'departure':
      return departure?.on;
    case 'aid_recognised':
      return identities?.find(({ identifiedOn }) => identifiedOn)?.identifiedOn ?? eventOn;
    case 'death':
    case 'employee_insurance':
    case 'enrolled_elsewhere':
      return eventOn;
    default:
      return eventOn ?? appliedOn;
  }
}

function inquiryOf(request: RefundRequest, on: LocalDate, rules: Rules): Inquiry {
  const inquiry: Inquiry = {
    person: personOf(factsOn(request, on)),
    rules,
    assumed: new Map(),
    used: [],
    seen: [],
    lastDayOf: (name) => {
      const way = rules.ways.find((one) => one.name === name);
      return way ? lastDayOfWay(way, anchorsOf(inquiry)) : null;
    },
  };
  return inquiry;
}

/** What goes back by the line. */
export function refundByWayOut(
  { line, eventOn }: ChosenWayOut,
  request: RefundRequest,
  policy: PolicyVersion,
  record: DecisionRecord,
): GroundResult {
  if (line.open?.kind === 'dates') {
    for (const end of [line.open.from, line.open.to]) if (end) record.take('way_out', end);
  }
  const rule = line.rule ?? 'way_out';
  const back = record.take(rule, line.back);
  if (back === null) return UNDECIDED;
  if (back === 'none')
    return notRefunded(request.ground === 'aid_recognised' ? 'recognised_after_period' : 'not_refundable');
  const here = request.payments.filter((payment) => isPaidIn(payment, request.region));
  if (here.length === 0) return sentElsewhere('paid_elsewhere');
  switch (back) {
    case 'all':
      return request.ground === 'duplicate_payment'
        ? duplicates(here, request, record)
        : given(here.flatMap((payment) => pricesOf(payment, yearsFrom(payment, eventOn), record)));
    case 'years_not_begun':
      return notBegun(here, eventOn, record);
    case 'aid':
      return lessThanPaid(here, request, aidLeaves(request, record), record);
    case 'difference':
      return lessThanPaid(here, request, owedBy(request, here, policy, record), record);
    case 'ordinary_payment':
      return ordinaryOf(here, request, record);
  }
}

const given = (items: RefundItem[]): GroundResult =>
  items.length === 0 ? notRefunded('nothing_remains') : refund(items);

/** A year that was over before the event was used up. */
const yearsFrom = (payment: RefundPayment, eventOn: LocalDate): number[] =>
  yearsLeft(payment)
    .filter((year) => year >= yearOf(eventOn))
    .toSorted((a, b) => a - b);

function notBegun(here: readonly RefundPayment[], eventOn: LocalDate, record: DecisionRecord): GroundResult {
  const items = here.flatMap((payment) =>
    pricesOf(
      payment,
      yearsLeft(payment).filter((year) => firstOfYear(year) > eventOn),
      record,
    ),
  );
  const remainingYears = [...new Set(items.map(({ coverageYear }) => coverageYear))].sort((a, b) => a - b);
  return items.length === 0 ? notRefunded('nothing_remains', []) : refund(items, remainingYears);
}

function duplicates(here: readonly RefundPayment[], request: RefundRequest, record: DecisionRecord): GroundResult {
  const years = yearsPaidTwice(request.payments);
  if (years.length === 0) return notRefunded('no_ground');
  const items: RefundItem[] = [];
  for (const year of years) {
    const ofYear = request.payments.filter((payment) => yearsLeft(payment).includes(year));
    const kept = paymentThatStays(ofYear, request, record);
    if (!kept) return UNDECIDED;
    for (const payment of here) {
      if (payment !== kept && ofYear.includes(payment)) items.push(...pricesOf(payment, [year], record));
    }
  }
  return items.length === 0 ? sentElsewhere('paid_elsewhere') : refund(items);
}

/** Of one who paid as a student and as anybody, the payment as anybody goes back. */
function ordinaryOf(here: readonly RefundPayment[], request: RefundRequest, record: DecisionRecord): GroundResult {
  const years = yearsPaidTwice(request.payments);
  if (years.length === 0) return notRefunded('no_ground');
  const items: RefundItem[] = [];
  for (const year of years) {
    const ofYear = request.payments.filter((payment) => yearsLeft(payment).includes(year));
    const ordinary = ofYear.filter(({ channel }) => channel !== undefined && channel !== 'school');
    const [only, ...others] = ordinary;
    if (!only || others.length > 0 || ordinary.length === ofYear.length || !here.includes(only)) {
      const message = '哪一笔是以普通居民身份缴纳的,从缴费记录看不出,须由人工认定';
      record.review('ordinary_payment_unknown', 'payments.channel', message, 'acknowledgement');
      return UNDECIDED;
    }
    items.push(...pricesOf(only, [year], record));
  }
  return refund(items);
}

/** What the aid leaves to the person. */
function aidLeaves(request: RefundRequest, record: DecisionRecord): number | GroundResult {
  const { kind, pays } = selfPaidBy(factsOn(request, request.appliedOn), record);
  return kind === 'none' ? notRefunded('no_ground') : (pays ?? UNDECIDED);
}

/** What should have been paid, by the facts that hold. */
function owedBy(
  request: RefundRequest,
  here: readonly RefundPayment[],
  policy: PolicyVersion,
  record: DecisionRecord,
): number | GroundResult {
  const [first] = here.filter(({ coverageYears }) => coverageYears.includes(request.coverageYear));
  if (!first) return notRefunded('nothing_remains');
  const owed = assessLatePayment(factsOn(request, first.paidOn), policy);
  const amount = owed.amounts.individual === null ? null : parseYuan(owed.amounts.individual);
  if (amount !== null) return amount;
  if (owed.review.length === 0) {
    const message = `按缴费日 ${first.paidOn} 不能确定应缴金额,退多少须由人工认定`;
    record.review('amount_unknown', 'payments.paidOn', message, 'acknowledgement');
  }
  for (const { code, field, message, settledBy, label } of owed.review) {
    record.review(code, field, message, settledBy, label);
  }
  return UNDECIDED;
}

function lessThanPaid(
  here: readonly RefundPayment[],
  { coverageYear }: RefundRequest,
  owed: number | GroundResult,
  record: DecisionRecord,
): GroundResult {
  if (typeof owed !== 'number') return owed;
  const items = here
    .filter((payment) => yearsLeft(payment).includes(coverageYear))
    .flatMap((payment) => pricesOf(payment, [coverageYear], record))
    .filter(({ amount }) => amount > owed)
    .map((item): RefundItem => ({ ...item, amount: subtract(item.amount, li(owed)) }));
  if (items.length > 1) {
    const message = '该年度有几笔缴费,按哪一笔退还须由人工认定;重复的缴费应按重复缴费退还';
    record.review('several_payments_of_year', 'payments', message, 'acknowledgement');
  }
  return given(items);
}
