/** The reminder decision: whether to write to a person today, about which day, and what is to be paid. Pure. */
import { addDays, addMonths, dayOfMonth, firstOfYear, type LocalDate } from '../calendar.ts';
import { DecisionRecord, type Review } from '../decision.ts';
import { assessLatePayment } from '../late-payment/assess.ts';
import { type LatePaymentAssessment, NOT_PAYABLE } from '../late-payment/assessment.ts';
import { identitiesOn } from '../late-payment/identity.ts';
import { assessNewborn, type NewbornAssessment } from '../newborn/assess.ts';
import type { PolicyVersion } from '../policy.ts';
import { assessReminderByWays } from '../ways/assess-reminder.ts';
import type { ReminderAssessment, ReminderTemplate } from './assessment.ts';
import { recordVisibleAfter } from './record-visible.ts';
import type { ReminderRequest } from './request.ts';

export type { ReminderAssessment } from './assessment.ts';

/** `policy` is the version in force on `asOf`. */
export function assessReminder(request: ReminderRequest, policy: PolicyVersion): ReminderAssessment {
  if (policy.table.rules !== null) return assessReminderByWays(request, policy);
  const record = new DecisionRecord(policy);
  const { asOf, coverageYear } = request;
  const now = ifPaid(request, asOf, policy);
  const quoted = now.nextOpenOn === null ? now : ifPaid(request, now.nextOpenOn, policy);
  const visible = recordVisibleAfter(request, record);
  const child = childOf(request, now.nextOpenOn ?? asOf, policy);
  // A child whose own days are over is late like anybody, at the price of a late child.
  const inOwnDays = child !== null && child.timing !== 'late';
  const deadline = inOwnDays ? lastDayOf(child, record) : deadlineOf(request, now, policy, record);
  // A child's own days go on while nobody else can pay any more.
  const ownDay = child?.timing === 'in_newborn_window';
  const payableNow = ownDay || (now.timing !== null && !NOT_PAYABLE.includes(now.timing));
  const paid = request.paidYears?.includes(coverageYear) === true;
  const held = request.paidOn !== undefined && !paid && (visible === null || asOf <= visible);
  const interim = interimDeadline(asOf, policy);
  const open = payableNow || (now.nextOpenOn !== null && now.timing !== 'not_open');
  // Where the table gives a newborn no day, none is invented.
  const quote = child?.amounts ? { amounts: child.amounts, waiting: child.waiting } : quoted;
  // Who pays nothing by the table is asked for nothing.
  const free = quote.amounts.payable !== null && Number(quote.amounts.payable) === 0;
  const send = open && !paid && !held && !free && (!inOwnDays || deadline !== null);
  const waitingMonths = quote.waiting?.months ?? null;
  if (send && (quote.amounts.payable === null || waitingMonths === null)) {
    adopt(child?.amounts ? child.review : quoted.review, record);
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
    quote: { payable: quote.amounts.payable, waitingMonths },
    ...record.close(),
  };
}

function ifPaid(request: ReminderRequest, paidOn: LocalDate, policy: PolicyVersion): LatePaymentAssessment {
  const { region, coverageYear, identities, channel, exit, bornOn } = request;
  return assessLatePayment({ region, coverageYear, paidOn, identities, channel, exit, birthDate: bornOn }, policy);
}

/** A newborn has days and amounts of its own; null for everybody else. */
function childOf(request: ReminderRequest, paidOn: LocalDate, policy: PolicyVersion): NewbornAssessment | null {
  const { region, bornOn, asOf, identities } = request;
  return bornOn === undefined ? null : assessNewborn({ region, bornOn, asOf, identities, paidOn }, policy);
}

function lastDayOf(child: NewbornAssessment, record: DecisionRecord): LocalDate | null {
  const lastDay = child.nextYear.deadline ?? child.deadline;
  if (lastDay === null) adopt(child.review, record);
  return lastDay;
}

/** What leaves a figure of the message open is open here too. */
function adopt(reviews: readonly Review[], record: DecisionRecord): void {
  for (const { code, field, message, settledBy } of reviews) record.review(code, field, message, settledBy);
}

function deadlineOf(
  request: ReminderRequest,
  now: LatePaymentAssessment,
  policy: PolicyVersion,
  record: DecisionRecord,
): LocalDate | null {
  const { period, extension, late, exit } = policy.table;
  if (now.timing === 'exit_transition' && request.exit) {
    const months = record.use('exit_deadline', 'exit.withinMonths', exit.withinMonths);
    return months === null ? null : addMonths(request.exit.on, months);
  }
  if (now.timing === 'late') return record.use('deadline', 'late.end', late.end);
  if (extension) return record.use('deadline', 'extension.end', extension.end);
  return record.use('deadline', 'period.end', period.end);
}

/** The last open day of December, while it is still ahead and benefits would otherwise begin later or not be sure. */
function interimDeadline(asOf: LocalDate, { table }: PolicyVersion): LocalDate | null {
  const { period, extension, benefitStart, coverageYear } = table;
  const newYear = firstOfYear(coverageYear);
  const lastDay = extension?.end.value ?? period.end.value;
  if (lastDay === null || lastDay < newYear || benefitStart.paidInYear.value === 'january_1' || extension) return null;
  const window = period.monthlyWindow?.value ?? null;
  let day = addDays(newYear, -1);
  if (window && dayOfMonth(day) > window.toDay) day = addDays(day, window.toDay - dayOfMonth(day));
  return asOf <= day ? day : null;
}

function templateOf(
  request: ReminderRequest,
  quoted: LatePaymentAssessment,
  interim: LocalDate | null,
  newborn: boolean,
): ReminderTemplate {
  if (request.paidOn !== undefined) return 'payment_not_found';
  if (newborn) return 'newborn';
  if (quoted.timing === 'exit_transition') return 'exit_window';
  const { region, coverageYear, identities, asOf } = request;
  const aided = quoted.identity !== null || quoted.paymentMode === null;
  if (aided && identitiesOn({ region, coverageYear, identities, paidOn: asOf }).length > 0) return 'special_payment';
  if (quoted.timing === 'late') return 'late_payment';
  return interim === null ? 'pay_in_period' : 'pay_before_year';
}
