/** Rule "benefit": the first and the last day of the benefits that the payment buys. */
import { addDays, addMonths, dayOfNextMonth, firstOfYear, type LocalDate, lastOfYear } from '../calendar.ts';
import type { DecisionRecord } from '../decision.ts';
import type { Benefit, Timing, Waiting } from './assessment.ts';

const NO_BENEFIT: Benefit = { start: null, end: null, retroactive: false };

/** Corresponding day n months after the payment, clamped to the month's end. */
const afterWait = (paidOn: LocalDate, months: number): LocalDate => addMonths(paidOn, months);

export function decideBenefit(
  paidOn: LocalDate,
  timing: Timing | null,
  waiting: Waiting,
  record: DecisionRecord,
): Benefit {
  const { benefitEnd, coverageYear } = record.table;
  const start = startOf(paidOn, timing, waiting, record);
  if (start === null && (timing === null || !PAYABLE.includes(timing))) return NO_BENEFIT;
  if (start !== null) record.use('benefit_end', 'benefitEnd', benefitEnd);
  const end = benefitEnd.value === null ? null : lastOfYear(coverageYear);
  if (start !== null && start > lastOfYear(coverageYear)) {
    record.warn('wait_exceeds_coverage_year');
    const message = `等待期满日 ${start} 已超出 ${coverageYear} 参保年度,缴费后本年度不能享受待遇`;
    record.review('wait_exceeds_coverage_year', 'benefit.start', message, 'acknowledgement');
  }
  return { start, end, retroactive: start !== null && start < paidOn };
}

const PAYABLE: readonly Timing[] = ['in_period', 'in_extension', 'late', 'exit_transition', 'year_round'];

function startOf(paidOn: LocalDate, timing: Timing | null, waiting: Waiting, record: DecisionRecord): LocalDate | null {
  const { benefitStart, exit, coverageYear } = record.table;
  switch (timing) {
    case 'in_period':
    case 'in_extension':
      if (waiting.months !== 0) {
        const { inPeriodNotContinuous } = benefitStart;
        const known = record.use('benefit_start', 'benefitStart.inPeriodNotContinuous', inPeriodNotContinuous);
        return known === null || waiting.months === null ? null : afterWait(paidOn, waiting.months);
      }
      return inTime();
    case 'late':
      if (
        waiting.months === null ||
        record.use('benefit_start', 'benefitStart.waitAnchor', benefitStart.waitAnchor) === null
      ) {
        return null;
      }
      return afterWait(paidOn, waiting.months);
    case 'exit_transition':
      return record.use('benefit_start', 'exit.benefitStart', exit.benefitStart) === null ? null : addDays(paidOn, 1);
    case 'year_round': {
      const rule = record.use('benefit_start', 'benefitStart.yearRound', benefitStart.yearRound);
      if (rule === null) return null;
      return rule === 'payment_day' ? paidOn : dayOfNextMonth(paidOn, 1);
    }
    default:
      return null;
  }

  function inTime(): LocalDate | null {
    if (timing === 'in_extension') {
      const rule = record.use('benefit_start', 'benefitStart.paidInExtension', benefitStart.paidInExtension);
      return rule === null ? null : firstOfYear(coverageYear);
    }
    if (paidOn < firstOfYear(coverageYear)) {
      const rule = record.use('benefit_start', 'benefitStart.paidBeforeYear', benefitStart.paidBeforeYear);
      return rule === null ? null : firstOfYear(coverageYear);
    }
    const rule = record.use('benefit_start', 'benefitStart.paidInYear', benefitStart.paidInYear);
    if (rule === null) return null;
    return rule === 'payment_day' ? paidOn : firstOfYear(coverageYear);
  }
}
