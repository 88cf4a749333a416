/** One run of the rules over a person and a day: the way, then what it costs, how long one waits and from when it covers. */
import { addDays, firstOfYear, type LocalDate, yearOf } from '../calendar.ts';
import { DecisionRecord } from '../decision.ts';
import {
  type Amounts,
  type Benefit,
  NO_AMOUNTS,
  type Timing,
  type Waiting,
  type WaitingResult,
} from '../late-payment/assessment.ts';
import { formatYuan, type Li, times, ZERO } from '../money.ts';
import type { PolicyVersion } from '../policy.ts';
import { ENDS_OF_SCHEMES } from '../regions.ts';
import { isQuestion } from './answers.ts';
import { decideBenefit, NO_BENEFIT } from './benefit.ts';
import { type Chosen, chooseWay, nextOpenDay, yearsOf } from './choose-way.ts';
import { type AnchorFacts, anchorsOf, type Inquiry, type Question } from './inquiry.ts';
import type { Way, Window } from './model.ts';
import type { Person } from './person.ts';
import { citeUsed, decideShares, payableOf, type Shares } from './shares.ts';
import type { Told } from './told.ts';
import { decideWait, UNKNOWN_WAIT } from './wait.ts';
import { lastDayOfWay, yearHasBegun } from './windows.ts';
import { sharesOfYears } from './years.ts';

export interface Outcome {
  record: DecisionRecord;
  way: Way | null;
  timing: Timing | null;
  nextOpenOn: LocalDate | null;
  /** The last day of the way's window on which the result stays; null where nobody states it. */
  lastDay: LocalDate | null;
  identity: string | null;
  amounts: Amounts;
  payers: Shares['payers'];
  aidParts: { payer: string; amount: string }[];
  waiting: Waiting;
  benefit: Benefit;
  paymentMode: 'ordinary' | 'special' | 'by_agency' | 'none' | null;
  /** The years that the payment buys, where the way names them; null where it has to be said. */
  forYears?: readonly number[] | null;
  /** Of a payment for several years, what each costs the person. */
  ofYears: { year: number; individual: string | null }[];
  readings: { reading: string; description: string; amounts: Amounts; waiting: Waiting; benefit: Benefit }[];
}

export function run(person: Person, policy: PolicyVersion, assumed: ReadonlyMap<object, boolean>): Outcome | Question {
  const record = new DecisionRecord(policy);
  const { notice } = policy.table;
  const rules = policy.table.rules;
  const inquiry: Inquiry = {
    person,
    rules,
    assumed,
    used: [],
    seen: [],
    lastDayOf: (name) => {
      const way = rules.ways.find((one) => one.name === name);
      if (way === undefined) return null;
      const last = lastDayOfWay(way, anchorsOf(inquiry));
      // Where this run assumes that the way had ended by the day of payment, the day before is the last that it can have had.
      const hasEnded = way.open.some((window) => assumed.get(window) === false);
      return hasEnded && last !== null && last >= person.request.paidOn ? addDays(person.request.paidOn, -1) : last;
    },
  };
  const chosen = chooseWay(inquiry, notice.channels.cash?.workingDaysOnly?.value === true);
  if (chosen.kind === 'question') return chosen.question;
  return chosen.kind === 'way' ? byWay(chosen, inquiry, policy, record) : withoutWay(chosen, inquiry, record);
}

function timingOf(way: Way, event: LocalDate | undefined, inquiry: Inquiry): Timing {
  if (way.kind === 'in_time') return 'in_period';
  if (way.kind === 'extension') return 'in_extension';
  if (event !== undefined && hasLeft(event, inquiry)) return 'exit_transition';
  if (way.kind === 'late') return 'late';
  return way.ofNewborns && isNewborn(inquiry) ? 'in_newborn_window' : 'year_round';
}

/** Whether the event by which a way applies is the end of another scheme's protection. */
const hasLeft = (on: LocalDate, { person }: Inquiry): boolean =>
  person.events.some((event) => event.on === on && ENDS_OF_SCHEMES.includes(event.kind));

const isNewborn = ({ person: { request } }: Inquiry): boolean =>
  request.birthDate !== undefined && request.birthDate >= firstOfYear(yearOf(request.paidOn) - 1);

/** Of a table that says nothing of people whom another scheme no longer protects, it is asked how they pay. */
function askAboutExit({ person, rules }: Inquiry, record: DecisionRecord): void {
  if (rules.speaksOfExits || !person.events.some(({ kind }) => ENDS_OF_SCHEMES.includes(kind))) return;
  const message = '政策表没有写明退出其他制度保障的人员如何补办,暂按逾期缴费办理';
  record.review('exit_silent', rules.asked.exit, message, 'value', '退出其他制度后的办理期限');
}

type ByWay = Extract<Chosen, { kind: 'way' }>;

function byWay(chosen: ByWay, inquiry: Inquiry, policy: PolicyVersion, record: DecisionRecord): Outcome | Question {
  const { way, bounds, event, state } = chosen;
  const { window } = bounds;
  const { request } = inquiry.person;
  if (state === 'not_known') {
    if (window.from) citeTiming(way, window.from, record);
    if (way.allowed) record.take('late', way.allowed);
    return nothing(way, 'closed', null, record);
  }
  const timing = state === 'unstated' ? null : timingOf(way, event, inquiry);
  cite(chosen, timing, request.paidOn, inquiry.rules.oneEnd, record);
  citeUsed('condition', inquiry, record);
  if (state === 'closed_day') {
    if (window.monthly) record.take('payment_window', window.monthly);
    return nothing(
      way,
      'window_closed',
      nextOpenDay(inquiry, way, request.channel === 'cash' && cashOnly(policy)),
      record,
    );
  }
  if (state === 'closed_channel') {
    const cash = policy.table.notice.channels.cash?.workingDaysOnly;
    if (cash) record.use('payment_channel', 'notice.channels.cash.workingDaysOnly', cash);
    return nothing(way, 'channel_closed', nextOpenDay(inquiry, way, true), record);
  }
  if (way.allowed) record.take('late', way.allowed);
  if (timing === 'late') askAboutExit(inquiry, record);
  const rule = timing === 'exit_transition' ? 'exit_shares' : timing === 'late' ? 'late_shares' : 'cost';
  const shares = sharesOfYears(way, rule, inquiry, record);
  if (isQuestion(shares)) return shares;
  if (way.say) record.take('say', way.say);
  const years = yearsOf(way, inquiry);
  const waited: WaitingResult = decideWait(way, inquiry, record);
  const { result } = shares;
  const facts: AnchorFacts = {
    event,
    recognition: result.kind === 'applied' ? result.applied.identifiedOn : undefined,
  };
  const benefit = decideBenefit(way, years, facts, waited.waiting, inquiry, record);
  for (const seen of inquiry.seen) record.review(seen.code, seen.field, seen.message, 'acknowledgement');
  const readings = waited.readings.map((reading) => ({
    ...reading,
    amounts: amountsOf(shares, reading.waiting, inquiry),
    benefit: decideBenefit(way, years, facts, reading.waiting, inquiry, new DecisionRecord(policy)),
  }));
  const amounts = singleAmounts(amountsOf(shares, waited.waiting, inquiry), readings);
  return {
    record,
    way,
    timing,
    nextOpenOn: null,
    lastDay: bounds.to,
    identity: result.kind === 'applied' ? result.applied.category : null,
    amounts,
    payers: shares.payers,
    aidParts: shares.aidParts.map(({ payer, amount }) => ({ payer, amount: formatYuan(amount, inquiry.rules.places) })),
    waiting: waited.waiting,
    benefit,
    paymentMode: modeOf(shares, amounts.payable),
    ...(way.years !== null && { forYears: years }),
    ofYears: (shares.ofYears ?? []).map(({ year, individual }) => ({
      year,
      individual: text(individual, inquiry.rules.places),
    })),
    readings,
  };
}

const cashOnly = ({ table }: PolicyVersion): boolean => table.notice.channels.cash?.workingDaysOnly?.value === true;

function cite(
  { way, bounds, event, state }: ByWay,
  timing: Timing | null,
  paidOn: LocalDate,
  oneEnd: Told<boolean>,
  record: DecisionRecord,
): void {
  const { window } = bounds;
  if (state === 'unstated') {
    const told = window.to ?? window.from;
    const message = `政策表未规定“${told?.label ?? window.label}”:${told?.note ?? ''}`;
    record.review('timing_silent', told?.field ?? window.field, message, 'value', told?.label ?? window.label);
    return;
  }
  const end = window.to?.value ? window.to : window.from;
  const rule = event !== undefined && timing === 'exit_transition' ? 'exit' : 'timing';
  if (end && way.cites === undefined) record.take(rule, end);
  if (hasOneEnd(window)) record.take('one_end', oneEnd);
  for (const { at, rule: named, told } of way.cites ?? []) if (at === 'timing') record.take(named, told);
  if (window.vagueStart && window.from && bounds.from?.slice(0, 7) === paidOn.slice(0, 7)) {
    record.take('timing', window.from);
  }
}

/** Of a window with one end it has to be said what the other one means. */
const hasOneEnd = ({ from, to }: Window): boolean =>
  from !== null && to !== null && (from.value === null) !== (to.value === null);

function citeTiming(way: Way, told: Parameters<DecisionRecord['take']>[1], record: DecisionRecord): void {
  if (way.cites === undefined) record.take('timing', told);
  for (const { at, rule, told: cited } of way.cites ?? []) if (at === 'timing') record.take(rule, cited);
}

function nothing(
  way: Way | null,
  timing: Timing | null,
  nextOpenOn: LocalDate | null,
  record: DecisionRecord,
): Outcome {
  return {
    record,
    way,
    timing,
    nextOpenOn,
    lastDay: null,
    identity: null,
    amounts: NO_AMOUNTS,
    payers: {},
    aidParts: [],
    waiting: UNKNOWN_WAIT,
    benefit: NO_BENEFIT,
    paymentMode: null,
    ofYears: [],
    readings: [],
  };
}

/** On the day no way is open: what opens next, or what the table says of everybody else. */
function withoutWay(chosen: Exclude<Chosen, ByWay>, inquiry: Inquiry, record: DecisionRecord): Outcome | Question {
  if (chosen.kind === 'may_not_join') {
    record.take('may_join', chosen.told);
    return nothing(null, 'closed', null, record);
  }
  const { next, passed } = chosen;
  if (next) {
    const { window } = next.bounds;
    if (passed?.window.to) record.take('timing', passed.window.to);
    if (window.from) record.take('timing', window.from);
    return nothing(next.way, passed === null ? 'not_open' : 'between_windows', next.day, record);
  }
  const { otherwise } = inquiry.rules;
  if (passed?.window.to && passed.window.to.value !== null) record.take('timing', passed.window.to);
  if (record.take('otherwise', otherwise) === 'closed') return nothing(null, 'closed', null, record);
  const { paidOn, coverageYear } = inquiry.person.request;
  const shares = decideShares(null, 'cost', yearHasBegun(paidOn, coverageYear), inquiry, record);
  if (isQuestion(shares)) return shares;
  const { result } = shares;
  const amounts = amountsOf(shares, { ...UNKNOWN_WAIT, repaired: 0 }, inquiry);
  return {
    ...nothing(null, null, null, record),
    identity: result.kind === 'applied' ? result.applied.category : null,
    amounts,
    payers: shares.payers,
    paymentMode: modeOf(shares, amounts.payable),
  };
}

function modeOf({ result, individual }: Shares, payable: string | null): Outcome['paymentMode'] {
  if (result.kind === 'unsettled') return null;
  if (result.kind === 'none') return individual === 0 && Number(payable) === 0 ? 'none' : 'ordinary';
  if (result.applied.line.mode === 'by_agency') return 'by_agency';
  return payable === '0.00' ? 'none' : 'special';
}

/** A repaired year costs the individual standard of the year in the place of enrolment (国办发〔2024〕38号). */
function amountsOf(shares: Shares, { repaired }: Waiting, inquiry: Inquiry): Amounts {
  const { places, wait } = inquiry.rules;
  const { individual, subsidy, aid, standard, alongside, offered = [], atLeast } = shares;
  const perYear = wait.repair.value;
  const repair = !repaired
    ? ZERO
    : standard === null || !perYear
      ? null
      : times(standard, Math.ceil(repaired / perYear));
  const payable = payableOf(shares, repair);
  return {
    individual: text(individual, places),
    subsidy: text(subsidy, places),
    repair: text(repair, places),
    aid: text(aid, places),
    payable: text(payable, places),
    ...(alongside.length > 0 && { alongside: named(alongside, places) }),
    ...(offered.length > 0 && { offered: named(offered, places) }),
    ...(atLeast && { atLeast: true as const }),
  };
}

const named = (parts: readonly { name: string; amount: Li }[], places: 2 | 3) =>
  parts.map(({ name, amount }) => ({ name, amount: formatYuan(amount, places) }));

const text = (amount: Li | null, places: 2 | 3): string | null => (amount === null ? null : formatYuan(amount, places));

/** Readings that differ in the wait alone cost the same; where they differ in what is bought back, nobody knows the sum. */
function singleAmounts(single: Amounts, readings: Outcome['readings']): Amounts {
  const repairs = new Set(readings.map(({ amounts }) => amounts.repair));
  return repairs.size > 1 ? { ...single, repair: null, payable: null } : (readings[0]?.amounts ?? single);
}
