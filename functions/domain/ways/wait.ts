/**
 * Rule "waiting": how long until benefits begin. A way says so itself, or takes the table's block: the fixed wait, one
 * month more for each lapsed year, less what is bought back, not below the floor (国办发〔2024〕38号).
 */
import type { DecisionRecord } from '../decision.ts';
import type { Waiting, WaitingResult } from '../late-payment/assessment.ts';
import { askAboutOtherScheme } from '../late-payment/insured-elsewhere-before.ts';
import type { LatePaymentRequest } from '../late-payment/request.ts';
import { nameOfCategory } from '../regions.ts';
import { qualifiedFor } from './aid.ts';
import type { Inquiry } from './inquiry.ts';
import type { Duration, Rules, Way } from './model.ts';
import { historyGiven, lapsedInARow, lapsedYears } from './person.ts';
import type { Told } from './told.ts';

const NO_WAIT: Waiting = { months: 0, atLeast: false, fixed: 0, variable: 0, repaired: 0 };
export const UNKNOWN_WAIT: Waiting = { months: null, atLeast: false, fixed: null, variable: null, repaired: null };

/** The wait, or the two waits of the two readings that the text leaves open. */
const single = (waiting: Waiting): WaitingResult => ({ waiting, readings: [] });

/** The days or months of a result as a day step takes them; undefined where nobody knows. */
export function durationOf({ months, days, atLeast }: Waiting): Duration | undefined {
  if (days !== undefined) return { unit: 'days', count: days, atLeast };
  return months === null ? undefined : { unit: 'months', count: months, atLeast };
}

export function decideWait(way: Way, inquiry: Inquiry, record: DecisionRecord): WaitingResult {
  const { request } = inquiry.person;
  const { rules } = inquiry;
  const inTime = way.kind === 'in_time' || way.kind === 'extension';
  switch (way.wait.kind) {
    case 'none':
      record.take('wait_exemption', way.wait.told);
      return single(NO_WAIT);
    case 'duration': {
      const told = record.take('waiting', way.wait.told);
      return single(told === null ? UNKNOWN_WAIT : waitFor(told));
    }
    case 'block':
      return blockFor(inTime, way.wait.told, inquiry, record);
    case 'left_out':
      if (inTime) {
        if (lapsedYears(request).length === 0 || waitsInTime(rules) === false) return single(NO_WAIT);
        return blockFor(true, null, inquiry, record);
      }
      // A first day that is stated outright has no wait before it.
      if (way.begins.value !== null && !way.begins.value.usesWait) return single(NO_WAIT);
      if (newbornIsFree(inquiry, record)) return single(NO_WAIT);
      record.review('waiting_silent', way.wait.field, `政策表未规定“${way.wait.label}”`, 'value', way.wait.label);
      return single(UNKNOWN_WAIT);
  }
}

/** What a table says of all newborns settles a way of theirs that says nothing; asked is the way's own wait. */
function newbornIsFree({ rules: { wait }, person: { request } }: Inquiry, record: DecisionRecord): boolean {
  return (
    request.newborn === true && wait.newborn.value === 'free' && record.take('wait_exemption', wait.newborn) === 'free'
  );
}

/** Does a gap make people wait who pay in time? Null where the table has a wait and does not say for whom. */
function waitsInTime({ wait }: Rules): boolean | null {
  const { notContinuous, fixed } = wait;
  if (notContinuous.value !== null) return notContinuous.value === 'waits';
  // Nobody waits by a text that knows no wait: before coverage year 2025 there was none.
  return fixed.value === null ? false : null;
}

/** Who gets aid that frees from the wait; of other aid, which a list may have left out, a person decides. */
function isExempt(inquiry: Inquiry, record: DecisionRecord): boolean {
  const { exempt } = inquiry.rules.wait;
  if (exempt === undefined || exempt.value === null) return false;
  const qualified = qualifiedFor(inquiry);
  if (qualified.some((category) => exempt.value.includes(category))) {
    record.take('wait_exemption', exempt);
    return true;
  }
  const [first] = qualified;
  if (first === undefined) return false;
  const message = `${nameOfCategory(first)}不在免等待期人群的列举之内,是否免除须由人工认定`;
  record.review('wait_exemption_open', exempt.field, message, 'acknowledgement', exempt.label);
  return false;
}

function waitFor({ unit, count, atLeast }: Duration): Waiting {
  if (unit === 'days') return { ...UNKNOWN_WAIT, atLeast, days: count };
  return { months: count, atLeast, fixed: count, variable: 0, repaired: 0 };
}

/** @param told the sentence that sends the way to the block */
function blockFor(inTime: boolean, told: Told<string> | null, inquiry: Inquiry, record: DecisionRecord): WaitingResult {
  const { wait } = inquiry.rules;
  const { request } = inquiry.person;
  const lapsed = lapsedYears(request);
  if (inTime && lapsed.length === 0) return single(NO_WAIT);
  if (isExempt(inquiry, record)) return single(NO_WAIT);
  if (request.newborn === true && record.take('wait_exemption', wait.newborn) === 'free') return single(NO_WAIT);
  if (told !== null) record.take('waiting', told);
  if (!inTime && lapsed.length === 0 && !historyGiven(request)) record.warn('history_not_given');
  askAboutOtherScheme(request, lapsed, record);
  if (inTime && record.take('waiting', wait.notContinuous) === null) return single(UNKNOWN_WAIT);
  const fixed = record.take('waiting', wait.fixed);
  if (fixed === null) return single(UNKNOWN_WAIT);
  if (fixed.unit === 'days') return single(lapsed.length === 0 ? waitFor(fixed) : moreThan(fixed, inquiry, record));
  const { atLeast, count } = fixed;
  if (lapsed.length === 0) return single(waitFor(fixed));
  const perYear = record.take('variable_wait', wait.more);
  if (perYear === null) return single({ months: null, atLeast: true, fixed: count, variable: null, repaired: null });
  const rule = { fixed: count, perYear, atLeast };
  const waitOf = (years: number[]): Waiting =>
    years.length === 0 && inTime ? NO_WAIT : total(years, rule, request, inquiry, record);
  return byReadings(lapsed, waitOf, { fixed: count }, inquiry, record);
}

/** A fixed wait in days that lapsed years make longer by an amount that is in months: nobody says how they add up. */
function moreThan(fixed: Duration, { rules }: Inquiry, record: DecisionRecord): Waiting {
  if (rules.wait.more.value === 0) return waitFor(fixed);
  record.take('variable_wait', rules.wait.more);
  record.review(
    'wait_units_differ',
    rules.wait.more.field,
    '固定等待期按天、变动等待期按月,如何相加未规定,须由人工认定',
    'value',
    rules.wait.more.label,
  );
  return UNKNOWN_WAIT;
}

function byReadings(
  lapsed: number[],
  waitOf: (years: number[]) => Waiting,
  { fixed }: { fixed: number },
  { rules }: Inquiry,
  record: DecisionRecord,
): WaitingResult {
  const { fromYear, yearsBefore } = rules.wait;
  const countFrom = fromYear.value;
  const counted = countFrom === null ? lapsed : lapsed.filter((year) => year >= countFrom);
  if (counted.length === lapsed.length || yearsBefore.value === 'count') return single(waitOf(lapsed));
  if (yearsBefore.value === 'free') {
    record.take('lapsed_before', yearsBefore);
    return single(waitOf(counted));
  }
  const all = waitOf(lapsed);
  const since = waitOf(counted);
  if (all.months === since.months && all.repaired === since.repaired) return single(all);
  record.take('lapsed_before', yearsBefore);
  return {
    waiting: { months: null, atLeast: true, fixed, variable: null, repaired: null },
    readings: [
      { reading: 'lapsed_before_counts', description: `${countFrom} 年以前的断保年度计入变动等待期`, waiting: all },
      { reading: 'lapsed_before_does_not_count', description: `${countFrom} 年以前的断保年度不计入`, waiting: since },
    ],
  };
}

/** Fixed and variable months, less those bought back, not below the floor. */
function total(
  lapsed: number[],
  rule: { fixed: number; perYear: number; atLeast: boolean },
  request: LatePaymentRequest,
  { rules }: Inquiry,
  record: DecisionRecord,
): Waiting {
  const { wait } = rules;
  const { fixed, atLeast } = rule;
  if (lapsed.length === 0) return { months: fixed, atLeast, fixed, variable: 0, repaired: 0 };
  const first = record.take('first_lapsed_year', wait.firstLapsedYear);
  const variable = rule.perYear * (first === 'free' ? lapsed.length - 1 : lapsed.length);
  const asked = request.repairYears ?? 0;
  if (asked > lapsed.length) record.warn('repair_exceeds_lapsed_years');
  let repaired = 0;
  if (asked > 0) {
    const perRepair = record.take('repair', wait.repair);
    if (perRepair === null) return { months: null, atLeast, fixed, variable, repaired: null };
    repaired = Math.min(Math.min(asked, lapsed.length) * perRepair, variable);
  }
  let months = fixed + variable - repaired;
  const floorFrom = wait.floorYears.value;
  if (floorFrom !== null && lapsedInARow(lapsed, request.coverageYear) >= floorFrom) {
    const floor = record.take('waiting_floor', wait.floorTotal);
    if (floor !== null) months = Math.max(months, floor.count);
  }
  return { months, atLeast, fixed, variable, repaired };
}
