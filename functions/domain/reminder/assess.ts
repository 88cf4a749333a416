/** The reminder decision: whether to write today, about which day, and what is to be paid. */
import { addDays, firstOfYear, type LocalDate } from '../calendar.ts';
import { DecisionRecord, type Review } from '../decision.ts';
import { NOT_PAYABLE } from '../late-payment/assessment.ts';
import type { LatePaymentRequest } from '../late-payment/request.ts';
import { assessNewborn } from '../newborn/assess.ts';
import type { NewbornAssessment } from '../newborn/assessment.ts';
import type { PolicyVersion } from '../policy.ts';
import { type Explored, explore } from '../ways/explore.ts';
import type { Window } from '../ways/model.ts';
import { personOf } from '../ways/person.ts';
import { boundsOf, lastOpenUpTo } from '../ways/windows.ts';
import type { ReminderAssessment, ReminderTemplate } from './assessment.ts';
import { recordVisibleAfter } from './record-visible.ts';
import type { ReminderRequest } from './request.ts';

/** `policy` is the version in force on `asOf`. */
export function assessReminder(request: ReminderRequest, policy: PolicyVersion): ReminderAssessment {
  const record = new DecisionRecord(policy);
  const { asOf, coverageYear } = request;
  const now = ifPaid(request, asOf, policy);
  const quoted = now.nextOpenOn === null ? now : ifPaid(request, now.nextOpenOn, policy);
  const payableNow = now.timing !== null && !NOT_PAYABLE.includes(now.timing);
  const visible = recordVisibleAfter(request, record);
  const child = childOf(request, now.nextOpenOn ?? asOf, policy);
  // A child whose own days are over is late like anybody, at the price of a late child.
  const inOwnDays = child !== null && child.timing !== 'late';
  const deadline = inOwnDays ? lastDayOf(child, record) : deadlineOf(now, policy, record);
  const paid = request.paidYears?.includes(coverageYear) === true;
  const held = request.paidOn !== undefined && !paid && (visible === null || asOf <= visible);
  const interim = interimDeadline(request, deadline, policy);
  const open = payableNow || (now.nextOpenOn !== null && now.timing !== 'not_open');
  const quote = child?.amounts ? { amounts: child.amounts, waiting: child.waiting } : quoted;
  // Who pays nothing by the table is not asked to pay.
  const isFree = quoted.way?.ofNewborns === true && Number(quoted.amounts.payable ?? '1') === 0;
  const owes = !isFree && (quote.amounts.payable === null || Number(quote.amounts.payable) > 0);
  const send = open && owes && !paid && !held && (!inOwnDays || deadline !== null);
  if (send && (quote.amounts.payable === null || deadline === null)) {
    adopt(child?.amounts ? child.review : quoted.record.close().review, record);
  }
  return {
    send,
    template: send ? templateOf(request, quoted, interim, inOwnDays) : null,
    deadline,
    interimDeadline: interim,
    payableNow,
    nextOpenOn: now.nextOpenOn,
    recordVisibleAfter: visible,
    holdUntil: held ? visible : null,
    quote: { payable: quote.amounts.payable, waitingMonths: quote.waiting?.months ?? null },
    ...record.close(),
  };
}

function ifPaid(request: ReminderRequest, paidOn: LocalDate, policy: PolicyVersion): Explored {
  const { asOf: _asOf, paidYears: _paidYears, paidOn: _paidOn, bornOn, ...facts } = request;
  const asked: LatePaymentRequest = { ...facts, paidOn, ...(bornOn !== undefined && { birthDate: bornOn }) };
  const found = explore(personOf(asked), policy);
  // The reminder is about one year: of a payment that may be for several it is this one.
  if (!found.record.asks('forYears')) return found;
  return explore(personOf({ ...asked, forYears: [request.coverageYear] }), policy);
}

/** A newborn has days and amounts of its own; null for everybody else. */
function childOf(request: ReminderRequest, paidOn: LocalDate, policy: PolicyVersion): NewbornAssessment | null {
  const { region, bornOn, asOf, identities, household, parents, parentsHousehold } = request;
  if (bornOn === undefined) return null;
  const facts = { household, parents, parentsHousehold };
  const asked = { region, bornOn, asOf, identities, paidOn, ...facts };
  const found = assessNewborn(asked, policy);
  if (!found.review.some(({ field, settledBy }) => field === 'forYears' && settledBy === 'fact')) return found;
  return assessNewborn({ ...asked, forYears: [request.coverageYear] }, policy);
}

function lastDayOf(child: NewbornAssessment, record: DecisionRecord): LocalDate | null {
  const lastDay = child.nextYear.deadline ?? child.deadline;
  if (lastDay === null) adopt(child.review, record);
  return lastDay;
}

/** What leaves a figure of the message open is open here too. */
function adopt(reviews: readonly Review[], record: DecisionRecord): void {
  for (const { code, field, message, settledBy, label } of reviews) {
    record.review(code, field, message, settledBy, label);
  }
}

/** Windows in time that are everybody's. */
const windowsInTime = (policy: PolicyVersion): Window[] =>
  policy.table.rules.ways
    .filter(({ kind, who }) => (kind === 'in_time' || kind === 'extension') && who === null)
    .flatMap(({ open }) => open);

/** Of a table without a period, the days on which anybody can pay. */
function windowsOfAll(policy: PolicyVersion): Window[] {
  const inTime = windowsInTime(policy);
  if (inTime.length > 0) return inTime;
  return policy.table.rules.ways
    .filter(({ kind, who }) => kind === 'anytime' && who === null)
    .flatMap(({ open }) => open);
}

function deadlineOf(now: Explored, policy: PolicyVersion, record: DecisionRecord): LocalDate | null {
  const { way, timing, lastDay } = now;
  if (way !== null && (timing === 'exit_transition' || timing === 'late' || way.kind === 'anytime')) {
    const told = way.open.find(({ to }) => to?.value)?.to ?? way.open[0]?.to;
    if (told) record.take(timing === 'exit_transition' ? 'exit_deadline' : 'deadline', told);
    return lastDay;
  }
  const last = windowsOfAll(policy)
    .map((window) => ({ window, to: boundsOf(window, plainAnchors(policy)).to }))
    .filter(({ to }) => to !== null)
    .sort((a, b) => (String(a.to) < String(b.to) ? -1 : 1))
    .at(-1);
  if (last?.window.to) {
    record.take('deadline', last.window.to);
    return last.to;
  }
  const own = way?.open.find(({ to }) => to?.value)?.to;
  if (own && lastDay !== null) {
    record.take('deadline', own);
    return lastDay;
  }
  const [silent] = windowsOfAll(policy);
  if (silent?.to) record.take('deadline', silent.to);
  return null;
}

const plainAnchors = ({ table: { coverageYear } }: PolicyVersion) => ({
  year: coverageYear,
  payment: firstOfYear(coverageYear),
  lastDayOf: () => null,
  eventOn: () => null,
});

/** The last open day of December, while it is still ahead and benefits would otherwise begin later or not be sure. */
function interimDeadline(
  request: ReminderRequest,
  deadline: LocalDate | null,
  policy: PolicyVersion,
): LocalDate | null {
  const newYear = firstOfYear(request.coverageYear);
  if (deadline === null || deadline < newYear || request.asOf >= newYear) return null;
  const days = windowsInTime(policy)
    .map((window) => lastOpenUpTo(addDays(newYear, -1), boundsOf(window, plainAnchors(policy))))
    .filter((day) => day !== null && day >= request.asOf)
    .sort();
  const day = days.at(-1) ?? null;
  if (day === null) return null;
  const [before, after] = [ifPaid(request, day, policy), ifPaid(request, deadline, policy)];
  return before.benefit.start !== null && before.benefit.start !== after.benefit.start ? day : null;
}

function templateOf(
  request: ReminderRequest,
  quoted: Explored,
  interim: LocalDate | null,
  newborn: boolean,
): ReminderTemplate {
  if (request.paidOn !== undefined) return 'payment_not_found';
  if (newborn) return 'newborn';
  if (quoted.timing === 'exit_transition') return 'exit_window';
  const aided = quoted.identity !== null || quoted.paymentMode === null;
  if (
    aided &&
    request.identities?.some(({ identifiedOn }) => identifiedOn === undefined || identifiedOn <= request.asOf)
  ) {
    return 'special_payment';
  }
  if (quoted.timing === 'late') return 'late_payment';
  return interim === null ? 'pay_in_period' : 'pay_before_year';
}
