/** Rule "benefit": the first and the last day of the benefits that a payment buys. */
import { firstOfYear } from '../calendar.ts';
import type { DecisionRecord } from '../decision.ts';
import type { Benefit, Waiting } from '../late-payment/assessment.ts';
import { dayOf } from './day.ts';
import { type AnchorFacts, anchorsOf, type Inquiry } from './inquiry.ts';
import type { Day, Way } from './model.ts';
import type { Told } from './told.ts';
import { durationOf } from './wait.ts';

export const NO_BENEFIT: Benefit = { start: null, end: null, retroactive: false };

export function decideBenefit(
  way: Way,
  years: readonly number[],
  facts: AnchorFacts,
  waiting: Waiting,
  inquiry: Inquiry,
  record: DecisionRecord,
): Benefit {
  const { paidOn } = inquiry.person.request;
  const last = Math.max(...years);
  const start = startOf(way, facts, waiting, inquiry, record);
  const anchors = { ...anchorsOf(inquiry, facts), year: last };
  if (start !== null) record.take('benefit_end', way.ends);
  const end = way.ends.value === null ? null : dayOf(way.ends.value, anchors);
  if (start !== null && end !== null && start > end) {
    record.warn('wait_exceeds_coverage_year');
    const message = `等待期满日 ${start} 已超出 ${last} 参保年度,缴费后本年度不能享受待遇`;
    record.review('wait_exceeds_coverage_year', 'benefit.start', message, 'acknowledgement');
  }
  if (end !== null && end < paidOn) {
    const message = `按此缴费,待遇于 ${end} 已经结束,早于缴费日`;
    record.review('benefit_over', 'benefit.end', message, 'acknowledgement');
  }
  return { start, end, retroactive: start !== null && start < paidOn, ...partOf(way, record) };
}

function partOf({ part }: Way, record: DecisionRecord): Pick<Benefit, 'part'> {
  const told = part === null ? null : record.take('benefit_part', part);
  return told === null ? {} : { part: told };
}

function startOf(
  way: Way,
  facts: AnchorFacts,
  waiting: Waiting,
  inquiry: Inquiry,
  record: DecisionRecord,
): Benefit['start'] {
  const wait = durationOf(waiting);
  const told = beginsOf(way, waiting, inquiry);
  if (told.value?.usesWait && wait === undefined) return null;
  const day = record.take('benefit_start', told);
  if (day === null) return null;
  if (day.anchor.kind === 'never') {
    record.review('no_benefit', told.field, '按规定参保后当年度不享受待遇', 'acknowledgement', told.label);
    return null;
  }
  if (day.anchor.kind === 'unsettled') {
    record.review(day.anchor.code, told.field, day.anchor.message, 'acknowledgement', told.label);
    return null;
  }
  const on = dayOf(day, anchorsOf(inquiry, { ...facts, wait }));
  if (on === null) {
    const message = `缺少“${told.label}”所依据的日期`;
    record.review('fact_missing', FACT_OF_ANCHOR[day.anchor.kind] ?? 'events', message, 'fact');
  }
  return on;
}

const FACT_OF_ANCHOR: Partial<Record<Day['anchor']['kind'], string>> = {
  birth: 'birthDate',
  registration: 'registeredOn',
  recognition: 'identities.identifiedOn',
};

/** In time after a gap, the way's first day is for those without one; before the year, 1 January where the way says nothing. */
function beginsOf(way: Way, waiting: Waiting, { rules, person }: Inquiry): Told<Day> {
  const { paidOn, coverageYear } = person.request;
  const inTime = way.kind === 'in_time' || way.kind === 'extension';
  if (inTime && way.wait.kind === 'left_out' && waiting.months !== 0) return rules.afterGap;
  if (way.begins.value !== null) return way.begins;
  if (inTime && paidOn < firstOfYear(coverageYear) && rules.january.value !== null) return rules.january;
  return way.begins;
}
