/**
 * The newborn decision: which way the birth year takes, which the next year, and until when to act so
 * that nothing is lost. Where the table speaks of no newborn, no deadline is invented.
 */
import { addDays, firstOfYear, type LocalDate, yearOf } from '../calendar.ts';
import { DecisionRecord } from '../decision.ts';
import type { LatePaymentRequest } from '../late-payment/request.ts';
import { SHARE_RULES } from '../late-payment/share-rules.ts';
import type { PolicyVersion } from '../policy.ts';
import { WAY_OF_THIS_NEWBORN } from '../ways/asked.ts';
import { dayOf } from '../ways/day.ts';
import { type Explored, explore } from '../ways/explore.ts';
import type { Rules, Way } from '../ways/model.ts';
import { personOf, type TableOfYear } from '../ways/person.ts';
import { countsFromBirth } from '../ways/windows.ts';
import type { NewbornAssessment } from './assessment.ts';
import type { NewbornRequest } from './request.ts';

/** `policy`: the table of the year after birth, or of the birth year where there is none. */
export function assessNewborn(request: NewbornRequest, policy: PolicyVersion, tables?: TableOfYear): NewbornAssessment {
  const decideOn = (asked: NewbornRequest, on: LocalDate, mayTake: (way: Way) => boolean): Explored =>
    decideAsAnybody(asked, on, policy, mayTake, tables);
  const record = new DecisionRecord(policy);
  const rules = policy.table.rules;
  const { newborn, coverageYear } = policy.table;
  const { bornOn, registeredOn, paidOn, asOf } = request;
  const birthYear = yearOf(bornOn);
  const actsOn = paidOn ?? registeredOn ?? asOf;
  const first = ownWay(rules, bornOn, birthYear, coverageYear);
  const lastDay = first === null ? null : lastDayFor(first, bornOn, coverageYear, registeredOn);
  const actsFor = registeredOn ?? actsOn;
  // Which years a payment is for says nothing of what the birth year would cost.
  const unchosen = { ...request, forYears: undefined };
  const buysBirth = (way: Way): boolean => buysYear(way, birthYear, bornOn, coverageYear);
  // Where the payer may choose, the birth year is told by itself.
  const ofBirthYear = (on: LocalDate): Explored => {
    const found = decideOn(unchosen, on, buysBirth);
    if (!found.record.asks('forYears')) return found;
    return decideOn(unchosen, on, (way) => buysBirth(way) && (way.years ?? []).length < 2);
  };
  const inTime = first === null ? null : ofBirthYear(actsFor);
  const isOver = inTime !== null && inTime.way === null && lastDay !== null && actsFor > lastDay;
  const birth = isOver ? ofBirthYear(lastDay) : inTime;
  // Past its own days the child is anybody: what is open then is asked of the payment.
  const isAnybody = birth?.way != null && !birth.way.ofNewborns;
  if (newborn.registrationRequired.value !== null) {
    record.use('newborn_registration', 'newborn.registrationRequired', newborn.registrationRequired);
  }
  if (birth && !isAnybody) {
    adopt(birth, record, OF_A_PAYMENT);
    record.confirmAlso(birth.record.close().confirm);
  }
  // A desk answers at once what makes a way for this child.
  const askAbout = (field: string, message: string, label: string): void =>
    record.review('newborn_silent', field, message, 'value', label);
  const { to, cost, begins } = rules.asked.newborn;
  const isEndOpen = first?.field === WAY_OF_THIS_NEWBORN && first.open.some((window) => window.to?.value === null);
  if (!birth || isEndOpen) {
    askAbout(to, '政策表没有写明新生儿的办理情形：出生当年办理参保、缴费的最后一天未规定', '新生儿的办理期限');
  }
  if (!birth) {
    askAbout(cost, '政策表没有写明新生儿出生当年缴多少', '新生儿出生当年的缴费');
    askAbout(begins, '政策表没有写明新生儿自哪一天起享受待遇', '新生儿的待遇起始日');
  }
  const free = birth?.way != null && Number(birth.amounts.individual ?? '1') === 0;
  if (isOver && free) {
    const message = '出生当年未办理参保登记,当年待遇能否自出生之日起享受须由人工认定';
    record.review('registered_after_birth_year', 'registeredOn', message, 'acknowledgement');
  }
  const next = nextYearOf(request, policy, rules, decideOn, lastDay, record);
  const required = newborn.registrationRequired.value ?? (free ? true : null);
  const mustRegister = free && registeredOn === undefined && !isOver;
  const deadline = (!free && first !== null) || mustRegister ? lastDay : (next.deadline ?? lastDay);
  if (first !== null && lastDay === null && next.deadline === null && registeredOn === undefined) {
    record.review('fact_missing', 'registeredOn', '缺少参保登记日期,无法计算办理期限', 'fact');
  }
  const remindDays = newborn.remindDaysBefore.value === null ? null : newborn.remindDaysBefore;
  const days =
    deadline === null || remindDays === null
      ? []
      : (record.use('reminders', 'newborn.remindDaysBefore', remindDays) ?? []);
  const remindOn = deadline === null ? [] : days.map((count) => addDays(deadline, -count)).filter((day) => day >= asOf);
  // Where nothing is paid, registration is the act that brings the cover.
  const registered = free && birth !== null && registeredOn !== undefined ? figuresOf(birth) : {};
  const paid = paidOn === undefined ? registered : paymentOf(decideOn(request, paidOn, costsSomething), record);
  return {
    registrationRequired: required,
    birthYear: {
      coverageYear: birthYear,
      contribution: birth === null ? null : costOf(birth, birthYear),
      benefitStart: birth?.benefit.start ?? null,
    },
    nextYear: next,
    deadline,
    remindOn,
    ...paid,
    ...record.close(),
  };
}

/** The child as anybody whose payment is decided. */
function decideAsAnybody(
  request: NewbornRequest,
  on: LocalDate,
  policy: PolicyVersion,
  mayTake: (way: Way) => boolean,
  tables: TableOfYear | undefined,
): Explored {
  const { region, bornOn, registeredOn, asOf: _asOf, paidOn: _paidOn, ...facts } = request;
  const { coverageYear } = policy.table;
  const child: LatePaymentRequest = {
    ...facts,
    region,
    coverageYear,
    paidOn: on < bornOn ? bornOn : on,
    birthDate: bornOn,
    newborn: true,
    history: { firstEnrolment: true },
  };
  return explore(personOf(child, registeredOn ?? on, mayTake, tables), policy);
}

/** The first way of the table that speaks of newborns and buys the year of birth. */
function ownWay(rules: Rules, bornOn: LocalDate, birthYear: number, coverageYear: number): Way | null {
  return (
    rules.ways.find(
      (way) =>
        way.ofNewborns &&
        mayBeFor(way, bornOn, coverageYear) &&
        (way.years === null ? coverageYear === birthYear : yearsBought(way, bornOn).includes(birthYear)),
    ) ?? null
  );
}

const yearsBought = ({ years }: Way, bornOn: LocalDate): number[] =>
  (years ?? []).flatMap((year) => {
    if (year === 'birth_year') return [yearOf(bornOn)];
    if (year === 'next_year') return [yearOf(bornOn) + 1];
    return typeof year === 'number' ? [year] : [];
  });

/** Whether the births that a way speaks of include this one. */
function mayBeFor(way: Way, bornOn: LocalDate, coverageYear: number): boolean {
  const visit = (condition: NonNullable<Way['who']>): boolean => {
    switch (condition.kind) {
      case 'all':
        return condition.of.every(visit);
      case 'any':
        return condition.of.some(visit);
      case 'and_the_like':
        return visit(condition.of);
      case 'born': {
        if (condition.in.kind !== 'dates') return yearOf(bornOn) === coverageYear;
        const anchors = anchorsFor(bornOn, coverageYear);
        const [from, to] = [condition.in.from, condition.in.to].map((told) =>
          told?.value ? dayOf(told.value, anchors) : null,
        );
        return (from == null || bornOn >= from) && (to == null || bornOn <= to);
      }
      default:
        return true;
    }
  };
  return way.who === null || visit(way.who);
}

const anchorsFor = (bornOn: LocalDate, year: number) => ({
  year,
  payment: bornOn,
  birth: bornOn,
  registration: undefined,
  lastDayOf: () => null,
  eventOn: () => null,
});

/** The ways of a table that speak of this birth. */
export const waysForBirth = ({ table: { rules, coverageYear } }: PolicyVersion, bornOn: LocalDate): readonly Way[] =>
  rules.ways.filter((way) => way.ofNewborns && mayBeFor(way, bornOn, coverageYear));

export const buysYearOf = (way: Way, year: number, bornOn: LocalDate): boolean =>
  yearsBought(way, bornOn).includes(year);

/** The last day of a way's windows for a child. */
export function lastDayFor(
  way: Way,
  bornOn: LocalDate,
  coverageYear: number,
  registeredOn: LocalDate | undefined,
): LocalDate | null {
  const anchors = { ...anchorsFor(bornOn, coverageYear), registration: registeredOn };
  const days = way.open.flatMap(({ to }) => (to?.value ? (dayOf(to.value, anchors) ?? []) : []));
  return days.sort().at(-1) ?? null;
}

const buysYear = (way: Way, year: number, bornOn: LocalDate, coverageYear: number): boolean =>
  way.years === null
    ? coverageYear === year
    : yearsBought(way, bornOn).includes(year) || way.years.includes('payment_year');

/** A payment can't be for a way that costs nothing. */
const costsSomething = ({ cost }: Way): boolean => cost.value === null || cost.value.individual.by !== 'nobody';

/** What the year after birth costs, until when, and from when it covers; nothing where this table is not of that year. */
function nextYearOf(
  request: NewbornRequest,
  policy: PolicyVersion,
  rules: Rules,
  decideOn: (request: NewbornRequest, on: LocalDate, mayTake: (way: Way) => boolean) => Explored,
  ownLastDay: LocalDate | null,
  record: DecisionRecord,
): NewbornAssessment['nextYear'] {
  const { bornOn, asOf, paidOn } = request;
  const year = yearOf(bornOn) + 1;
  const { coverageYear } = policy.table;
  const lastDayOf = (of: readonly Way[]): LocalDate | null =>
    of
      .flatMap((way) => lastDayFor(way, bornOn, coverageYear, request.registeredOn) ?? [])
      .sort()
      .at(-1) ?? null;
  const nothing = { coverageYear: year, contribution: null, deadline: null, benefitStart: null };
  const buysNext = (way: Way): boolean =>
    way.years === null
      ? coverageYear === year
      : yearsBought(way, bornOn).includes(year) && !yearsBought(way, bornOn).includes(year - 1);
  const own = rules.ways.filter((way) => way.ofNewborns && buysNext(way) && mayBeFor(way, bornOn, coverageYear));
  // One time to pay, in which the payer says for which year: it has no day of its own for the next one.
  if (own.some(({ open }) => open.some(countsFromBirth)) && lastDayOf(own) === ownLastDay) return nothing;
  const general = rules.ways.filter(
    ({ who, kind }) => who === null && (kind === 'in_time' || kind === 'extension') && coverageYear === year,
  );
  // A text that says nothing of newborns says nothing of their next year either.
  const ways = own.length > 0 || !rules.ways.some(({ ofNewborns }) => ofNewborns) ? own : general;
  const deadline = lastDayOf(ways);
  if (deadline === null) return nothing;
  const last = decideOn(request, deadline, buysNext);
  record.cite(last.record.close().basis.filter(({ rule }) => SHARE_RULES.includes(rule)));
  const told = ways.flatMap(({ open }) => open.flatMap(({ to }) => to ?? [])).find(({ value }) => value !== null);
  if (told) record.take('newborn_deadline', told);
  const on = paidOn ?? asOf;
  return {
    coverageYear: year,
    contribution: costOf(last, year),
    deadline,
    benefitStart: on < firstOfYear(year) ? firstOfYear(year) : null,
  };
}

/** What a year costs of a payment that may be for two. */
const costOf = ({ amounts, ofYears }: Explored, year: number): string | null =>
  ofYears.length === 0 ? amounts.individual : (ofYears.find((one) => one.year === year)?.individual ?? null);

/** Asked of a payment only: before one, what the birth year costs is told as far as it is known. */
const OF_A_PAYMENT: readonly string[] = [
  'other_year_amount',
  'amount_of_another_year',
  'benefit_over',
  'wait_exceeds_coverage_year',
];

function adopt({ record: of }: Explored, record: DecisionRecord, not: readonly string[] = []): void {
  const { basis, review } = of.close();
  record.cite(basis);
  for (const { code, field, message, settledBy, label } of review) {
    if (not.includes(code)) continue;
    record.review(code, field, message, settledBy, label);
  }
}

type Payment = Pick<NewbornAssessment, 'timing' | 'amounts' | 'waiting' | 'benefit' | 'forYears' | 'alternatives'>;

function paymentOf(found: Explored, record: DecisionRecord): Payment {
  adopt(found, record);
  // What a payment in the child's own days costs has not been told of before.
  if (found.way?.open.some(countsFromBirth)) record.confirmAlso(found.record.close().confirm);
  return figuresOf(found);
}

function figuresOf(found: Explored): Payment {
  const { timing, amounts, waiting, benefit, forYears, alternatives } = found;
  const years = forYears === undefined ? {} : { forYears: forYears === null ? null : [...forYears] };
  return { timing, amounts, waiting, benefit, ...years, ...(alternatives.length > 0 && { alternatives }) };
}
