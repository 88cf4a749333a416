/**
 * Rule "timing": may one pay on that day, and as what: in the period, in its extension, late, or on leaving another
 * scheme? Outside days 1–25 the payment window is closed, which is not the same as late.
 */
import {
  addDays,
  addMonths,
  dayOfMonth,
  dayOfNextMonth,
  firstOfYear,
  isWorkingDay,
  type LocalDate,
  lastOfYear,
  sameMonth,
  workingDayFrom,
  yearOf,
} from '../calendar.ts';
import type { DecisionRecord } from '../decision.ts';
import type { Sourced } from '../policy/sourced.ts';
import type { Timing } from './assessment.ts';
import type { LatePaymentRequest } from './request.ts';

export interface TimingResult {
  timing: Timing | null;
  nextOpenOn: LocalDate | null;
}
type Window = Sourced<{ fromDay: number; toDay: number }> | null;

const at = (timing: Timing | null, nextOpenOn: LocalDate | null = null): TimingResult => ({ timing, nextOpenOn });

export function decideTiming(request: LatePaymentRequest, record: DecisionRecord): TimingResult {
  const { period, extension } = record.table;
  const { paidOn } = request;
  if (period.kind === 'year_round') return yearRound(paidOn, record);
  const end = period.end.value;
  if (end === null) return periodUnknown(request, record);

  if (period.start.value !== null && paidOn < period.start.value) {
    return at('not_open', record.use('timing', 'period.start', period.start));
  }
  if (paidOn <= end) {
    record.use('timing', 'period.end', period.end);
    // The first day counts as deciding only where the text gives no exact day for it.
    if (period.startPrecision !== 'day' && period.start.value !== null && sameMonth(paidOn, period.start.value)) {
      record.use('timing', 'period.start', period.start);
    }
    return inWindow(request, 'in_period', end, period.monthlyWindow, 'period.monthlyWindow', record);
  }
  if (extension?.end.value && paidOn <= extension.end.value) {
    record.use('timing', 'extension.end', extension.end);
    const field = 'extension.monthlyWindow';
    return inWindow(request, 'in_extension', extension.end.value, extension.monthlyWindow, field, record);
  }
  record.use('timing', extension ? 'extension.end' : 'period.end', extension ? extension.end : period.end);
  return exitTransition(request, record) ?? late(paidOn, record);
}

/** Open on the table's days of the month; cash on working days only. */
function inWindow(
  request: LatePaymentRequest,
  timing: Timing,
  end: LocalDate,
  window: Window,
  field: string,
  record: DecisionRecord,
): TimingResult {
  const { paidOn } = request;
  const days = window?.value ?? null;
  if (window && days && (dayOfMonth(paidOn) < days.fromDay || dayOfMonth(paidOn) > days.toDay)) {
    record.use('payment_window', field, window);
    return at('window_closed', nextOpen(paidOn, end, days, false));
  }
  const cash = record.table.notice.channels.cash?.workingDaysOnly;
  if (request.channel === 'cash' && cash?.value === true && !isWorkingDay(paidOn)) {
    record.use('payment_channel', 'notice.channels.cash.workingDaysOnly', cash);
    return at('channel_closed', nextOpen(paidOn, end, days, true));
  }
  return at(timing);
}

/** The next open day that is not after the last one; null if there is none. */
function nextOpen(
  after: LocalDate,
  end: LocalDate,
  window: { fromDay: number; toDay: number } | null,
  workingDay: boolean,
): LocalDate | null {
  const isOpen = (day: LocalDate) =>
    window === null || (dayOfMonth(day) >= window.fromDay && dayOfMonth(day) <= window.toDay);
  let day = addDays(after, 1);
  while (day <= end) {
    if (!isOpen(day) && window) {
      day = dayOfMonth(day) > window.toDay ? dayOfNextMonth(day, window.fromDay) : addDays(day, 1);
    } else if (workingDay && !isWorkingDay(day)) {
      day = workingDayFrom(day);
    } else {
      return day;
    }
  }
  return null;
}

function yearRound(paidOn: LocalDate, record: DecisionRecord): TimingResult {
  const { start, end } = record.table.period;
  if (start.value !== null && paidOn < start.value) {
    return at('not_open', record.use('timing', 'period.start', start));
  }
  record.use('timing', 'period.end', end);
  return at(end.value !== null && paidOn > end.value ? 'closed' : 'year_round');
}

/** The text has no period of its own: only what it says of late payments settles anything. */
function periodUnknown({ paidOn }: LatePaymentRequest, record: DecisionRecord): TimingResult {
  const { late: rules, period, coverageYear } = record.table;
  const yearHasBegun = paidOn > firstOfYear(coverageYear);
  if (rules.end.value !== null && paidOn > rules.end.value) {
    record.use('timing', 'late.end', rules.end);
    return at('closed');
  }
  if (rules.start.value !== null && paidOn >= rules.start.value) {
    record.use('timing', 'late.start', rules.start);
    return at('late');
  }
  if (rules.start.value === null && rules.end.value !== null && yearHasBegun) {
    record.use('timing', 'late.end', rules.end);
    return at('late');
  }
  record.use('timing', 'period.end', period.end);
  return at(null);
}

/** Within the months allowed after leaving another scheme, and after the period (以内 includes the last day). */
function exitTransition(request: LatePaymentRequest, record: DecisionRecord): TimingResult | null {
  const { exit } = request;
  const rules = record.table.exit;
  if (!exit || exit.on > request.paidOn) return null;
  const months = rules.withinMonths.value;
  if (months === null) {
    record.use('exit', 'exit.withinMonths', rules.withinMonths);
    return null;
  }
  if (request.paidOn > addMonths(exit.on, months)) return null;
  if (!rules.schemes.value?.includes(exit.scheme)) {
    const message = '文件未列明该保障制度,是否按退出其他制度保障办理须由人工认定';
    record.review('exit_scheme_open', 'exit.scheme', message, 'acknowledgement');
    return null;
  }
  if (rules.sameYearSchemes.value?.includes(exit.scheme) && yearOf(exit.on) !== yearOf(request.paidOn)) return null;
  record.use('exit', 'exit.withinMonths', rules.withinMonths);
  record.use('exit', 'exit.schemes', rules.schemes);
  return at('exit_transition');
}

function late(paidOn: LocalDate, record: DecisionRecord): TimingResult {
  const { late: rules, coverageYear } = record.table;
  if (record.use('late', 'late.allowed', rules.allowed) !== true) return at('closed');
  if (rules.end.value !== null) {
    if (paidOn <= rules.end.value) return at('late');
    record.use('timing', 'late.end', rules.end);
    return at('closed');
  }
  if (paidOn <= lastOfYear(coverageYear)) return at('late');
  record.use('late_end', 'late.end', rules.end);
  return at('closed');
}
