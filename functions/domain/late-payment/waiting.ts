/**
 * Rule "waiting": how many months pass until benefits begin. A gap costs the fixed months, and one more for each
 * lapsed year. A repair payment buys the month of its year back. After several lapsed years in a row a floor stays (国办发〔2024〕38号).
 */
import type { DecisionRecord } from '../decision.ts';
import { nameOfCategory } from '../regions.ts';
import type { Timing, Waiting, WaitingResult } from './assessment.ts';
import { askAboutOtherScheme } from './insured-elsewhere-before.ts';
import type { LatePaymentRequest } from './request.ts';

/** The wait, or the two waits of the two readings that the text leaves open. */
export const NO_WAIT: Waiting = { months: 0, atLeast: false, fixed: 0, variable: 0, repaired: 0 };
const UNKNOWN_WAIT: Waiting = { months: null, atLeast: false, fixed: null, variable: null, repaired: null };

export function decideWaiting(
  request: LatePaymentRequest,
  timing: Timing | null,
  qualified: string[],
  record: DecisionRecord,
): WaitingResult {
  const { wait } = record.table;
  const single = (waiting: Waiting): WaitingResult => ({ waiting, readings: [] });
  if (timing === 'exit_transition') return single(NO_WAIT);
  if (timing === 'year_round') return single(yearRoundWait(record));
  const inTime = timing === 'in_period' || timing === 'in_extension';
  if (timing !== 'late' && !inTime) return single(UNKNOWN_WAIT);

  const lapsed = lapsedYears(request);
  if (inTime && lapsed.length === 0) return single(NO_WAIT);
  if (inTime && waitsInPeriod(record) === false) return single(NO_WAIT);
  if (isExempt(qualified, record)) return single(NO_WAIT);
  if (request.newborn === true && record.use('wait_exemption', 'wait.newbornExempt', wait.newbornExempt) === true) {
    return single(NO_WAIT);
  }
  if (timing === 'late' && lapsed.length === 0 && !historyGiven(request)) record.warn('history_not_given');

  askAboutOtherScheme(request, lapsed, record);
  if (inTime && record.use('waiting', 'wait.inPeriodIfNotContinuous', wait.inPeriodIfNotContinuous) === null) {
    return single(UNKNOWN_WAIT);
  }
  const fixed = record.use('waiting', 'wait.fixedMonths', wait.fixedMonths);
  if (fixed === null) return single(UNKNOWN_WAIT);
  const atLeast = wait.isMinimum.value === true;
  if (lapsed.length === 0) return single({ months: fixed, atLeast, fixed, variable: 0, repaired: 0 });

  const perYear = record.use('variable_wait', 'wait.monthsPerLapsedYear', wait.monthsPerLapsedYear);
  if (perYear === null) return single({ months: null, atLeast: true, fixed, variable: null, repaired: null });
  const waitOf = (years: number[]): Waiting =>
    years.length === 0 && inTime ? NO_WAIT : total(years, { fixed, perYear, atLeast }, request, record);

  const countFrom = wait.lapsedCountFrom.value;
  const counted = countFrom === null ? lapsed : lapsed.filter((year) => year >= countFrom);
  if (counted.length === lapsed.length || wait.lapsedBeforeCounts.value === true) return single(waitOf(lapsed));
  if (wait.lapsedBeforeCounts.value === false) {
    record.use('lapsed_before', 'wait.lapsedBeforeCounts', wait.lapsedBeforeCounts);
    return single(waitOf(counted));
  }
  const all = waitOf(lapsed);
  const since = waitOf(counted);
  if (all.months === since.months && all.repaired === since.repaired) return single(all);
  record.use('lapsed_before', 'wait.lapsedBeforeCounts', wait.lapsedBeforeCounts);
  return {
    waiting: { months: null, atLeast: true, fixed, variable: null, repaired: null },
    readings: [
      { reading: 'lapsed_before_counts', description: `${countFrom} 年以前的断保年度计入变动等待期`, waiting: all },
      { reading: 'lapsed_before_does_not_count', description: `${countFrom} 年以前的断保年度不计入`, waiting: since },
    ],
  };
}

/**
 * True if a person who lapsed waits although they pay in the period. Null if the table has a wait and does not say for
 * whom.
 */
function waitsInPeriod({ table: { wait } }: DecisionRecord): boolean | null {
  const { inPeriodIfNotContinuous, fixedMonths } = wait;
  // Nobody waits by a text that knows no wait: before coverage year 2025 there was none.
  return inPeriodIfNotContinuous.value ?? (fixedMonths.value === null ? false : null);
}

/** Fixed and variable months, less those bought back, not below the floor. */
function total(
  lapsed: number[],
  rule: { fixed: number; perYear: number; atLeast: boolean },
  request: LatePaymentRequest,
  record: DecisionRecord,
): Waiting {
  const { wait } = record.table;
  const { fixed, atLeast } = rule;
  if (lapsed.length === 0) return { months: fixed, atLeast, fixed, variable: 0, repaired: 0 };
  const firstCounts = record.use('first_lapsed_year', 'wait.firstLapsedYearCounts', wait.firstLapsedYearCounts);
  const variable = rule.perYear * (firstCounts === false ? lapsed.length - 1 : lapsed.length);
  const asked = request.repairYears ?? 0;
  if (asked > lapsed.length) record.warn('repair_exceeds_lapsed_years');
  let repaired = 0;
  if (asked > 0) {
    const perRepair = record.use('repair', 'wait.repairMonthsPerYear', wait.repairMonthsPerYear);
    if (perRepair === null) return { months: null, atLeast, fixed, variable, repaired: null };
    repaired = Math.min(Math.min(asked, lapsed.length) * perRepair, variable);
  }
  let months = fixed + variable - repaired;
  const floorFrom = wait.floorFromLapsedYears.value;
  if (floorFrom !== null && inARow(lapsed, record.table.coverageYear) >= floorFrom) {
    const floor = record.use('waiting_floor', 'wait.floorMonths', wait.floorMonths);
    if (floor !== null) months = Math.max(months, floor);
  }
  return { months, atLeast, fixed, variable, repaired };
}

/** Years that lapsed in a row just before the coverage year (连续断缴). */
function inARow(lapsed: number[], coverageYear: number): number {
  let count = 0;
  while (lapsed.includes(coverageYear - 1 - count)) count += 1;
  return count;
}

const historyGiven = ({ history }: LatePaymentRequest): boolean =>
  history?.firstEnrolment === true || (history?.insuredYears?.length ?? 0) > 0 || history?.lapsedYears !== undefined;

/** Lapsed coverage years before this one: as given, or those since the last insured year. */
function lapsedYears({ history, coverageYear }: LatePaymentRequest): number[] {
  if (history?.lapsedYears !== undefined) {
    return [...new Set(history.lapsedYears)].filter((year) => year < coverageYear).sort((a, b) => a - b);
  }
  const insured = (history?.insuredYears ?? []).filter((year) => year < coverageYear);
  if (insured.length === 0) return [];
  const last = Math.max(...insured);
  return Array.from({ length: coverageYear - 1 - last }, (_, index) => last + 1 + index);
}

function isExempt(qualified: string[], record: DecisionRecord): boolean {
  const { exemptCategories } = record.table.wait;
  if (qualified.some((category) => exemptCategories.value?.some((one) => one === category))) {
    record.use('wait_exemption', 'wait.exemptCategories', exemptCategories);
    return true;
  }
  const [first] = qualified;
  if (first && exemptCategories.standing !== 'silent') {
    const message = `${nameOfCategory(first)}不在免等待期人群的列举之内,是否免除须由人工认定`;
    record.review('wait_exemption_open', 'wait.exemptCategories', message, 'acknowledgement');
  }
  return false;
}

function yearRoundWait(record: DecisionRecord): Waiting {
  const { fixedMonths } = record.table.wait;
  const months = record.use('waiting', 'wait.fixedMonths', fixedMonths);
  return months === null ? UNKNOWN_WAIT : { ...NO_WAIT, months, fixed: months };
}
