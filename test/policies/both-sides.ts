/**
 * Whom to ask about a table, by its own rules: of each condition the people on both sides of each of its parts, of each
 * window both sides of each end, of each way out both sides of its days.
 */
import { z } from 'zod';
import {
  addDays,
  addMonths,
  isWorkingDay,
  type LocalDate,
  localDate,
  workingDayFrom,
  workingDaysAfter,
  yearOf,
} from '../../functions/domain/calendar.ts';
import { DEPARTURES } from '../../functions/domain/policy/special-groups.ts';
import type { JsonObject, PolicyVersion } from '../../functions/domain/policy.ts';
import { CHANNELS } from '../../functions/domain/regions.ts';
import { type Anchors, dayOf } from '../../functions/domain/ways/day.ts';
import type { Condition, Rules, Span, Way, WayOut, Window } from '../../functions/domain/ways/model.ts';
import { boundsOf, lastDayOfWay } from '../../functions/domain/ways/windows.ts';
import { type Asked, ordinary } from './asked-of-table.ts';

/** A question and the entry of the table for which it was made, such as `ways.late` or `aid.lines.3`. */
export interface AskedAbout extends Asked {
  readonly about: string;
}

const factsSchema = z.looseObject({
  birthDate: z.string().transform(localDate).optional(),
  registeredOn: z.string().transform(localDate).optional(),
  identities: z.array(z.record(z.string(), z.json())).optional(),
  events: z.array(z.object({ kind: z.string(), on: z.string().transform(localDate) })).optional(),
});
type Facts = z.output<typeof factsSchema>;

interface Sides {
  yes: Facts[];
  no: Facts[];
}

interface Place {
  readonly rules: Rules;
  readonly region: string;
  readonly year: number;
}

const NOTHING: Facts = {};
const MOST = 40;

/** What both say of one person. */
function both(one: Facts, other: Facts): Facts {
  const of = (facts: Facts, key: string) => (typeof facts[key] === 'object' ? facts[key] : {});
  const first = <T>(mine: readonly T[] = [], others: readonly T[] = []): T[] => {
    const [a, b] = [mine[0], others[0]];
    if (a === undefined || b === undefined) return [...mine, ...others];
    return [{ ...a, ...b }, ...mine.slice(1), ...others.slice(1)];
  };
  return {
    ...one,
    ...other,
    ...(one.identities && other.identities && { identities: first(one.identities, other.identities) }),
    ...(one.events && other.events && { events: first(one.events, other.events) }),
    ...(one.history !== undefined &&
      other.history !== undefined && { history: { ...of(one, 'history'), ...of(other, 'history') } }),
    ...(one.facts !== undefined &&
      other.facts !== undefined && { facts: { ...of(one, 'facts'), ...of(other, 'facts') } }),
  };
}

/** Each of one with each of the other. */
const product = (one: readonly Facts[], other: readonly Facts[]): Facts[] =>
  one.flatMap((a) => other.map((b) => both(a, b))).slice(0, MOST);

/** One part varies while the others stay on one of their sides. */
function each(parts: readonly Sides[], side: keyof Sides, others: keyof Sides): Facts[] {
  return parts.flatMap((part, at) => {
    const rest = parts
      .filter((_, index) => index !== at)
      .reduce<Facts>((sum, one) => both(sum, one[others][0] ?? NOTHING), NOTHING);
    return part[side].map((facts) => both(rest, facts));
  });
}

function sidesOf(condition: Condition, on: LocalDate, place: Place): Sides {
  switch (condition.kind) {
    case 'all': {
      const parts = condition.of.map((one) => sidesOf(one, on, place));
      const yes = parts.reduce((sum, one) => product(sum, one.yes), [NOTHING]);
      return { yes: [...yes, ...each(parts, 'yes', 'yes')], no: each(parts, 'no', 'yes') };
    }
    case 'any': {
      const parts = condition.of.map((one) => sidesOf(one, on, place));
      return { yes: each(parts, 'yes', 'no'), no: each(parts, 'no', 'no') };
    }
    case 'not': {
      const { yes, no } = sidesOf(condition.of, on, place);
      return { yes: no, no: yes };
    }
    case 'and_the_like': {
      const { yes, no } = sidesOf(condition.of, on, place);
      return { yes, no: [...no, { events: [{ kind: 'other', on }] }, { identities: [{ category: 'retired_1960s' }] }] };
    }
    default:
      return sidesOfFact(condition, on, place);
  }
}

type Fact = Exclude<Condition, { kind: 'all' | 'any' | 'not' | 'and_the_like' }>;

function sidesOfFact(condition: Fact, on: LocalDate, place: Place): Sides {
  const { year, rules } = place;
  const before = (count: number): number[] => Array.from({ length: count }, (_, index) => year - 1 - index);
  switch (condition.kind) {
    case 'age': {
      const counted = condition.on?.value ? (dayOf(condition.on.value, anchorsFor({}, on, place), true) ?? on) : on;
      const aged = (years: number): Facts => ({ birthDate: addMonths(counted, -12 * years) });
      const younger = (years: number): Facts => ({ birthDate: addDays(addMonths(counted, -12 * years), 1) });
      const [from, under] = [condition.from?.value ?? null, condition.under?.value ?? null];
      return {
        yes: [...(from === null ? [] : [aged(from)]), ...(under === null ? [] : [younger(under)])],
        no: [...(from === null ? [] : [younger(from)]), ...(under === null ? [] : [aged(under)])],
      };
    }
    case 'fact_in':
      return ofValues(condition.fact, condition.values, POSSIBLE[condition.fact], condition.unsaid !== null);
    case 'schooling':
      return {
        yes: [
          ...condition.levels.map((schooling) => ({ schooling, student: schooling !== 'none' })),
          ...(condition.unsaid === null ? [] : [{ student: true }]),
        ],
        no: SCHOOLING.filter((level) => !condition.levels.includes(level)).map((schooling) => ({
          schooling,
          student: schooling !== 'none',
        })),
      };
    case 'category': {
      const codes = condition.anyAided
        ? [...rules.aid.lines.flatMap((line) => line.codes), ...(rules.aided.value ?? [])]
        : condition.codes;
      const held = codes.map((category) => ({ category }));
      const spanned = condition.recognised === null ? null : daysOfSpan(condition.recognised, on, place);
      const dated = (days: readonly LocalDate[]): Facts[] =>
        days.flatMap((identifiedOn) => held.map((one) => ({ identities: [{ ...one, identifiedOn }] })));
      return {
        yes: [...(spanned === null ? [] : dated(spanned.yes)), ...held.map((one) => ({ identities: [one] }))],
        no: [{ identities: [] }, ...(spanned === null ? [] : dated(spanned.no))],
      };
    }
    case 'disability': {
      const of = (grades: readonly number[], kinds: readonly string[]): Facts[] =>
        grades.flatMap((grade) =>
          kinds.map((kind) => ({ identities: [{ category: 'disabled', grade, disabilities: [kind] }] })),
        );
      const [grades, kinds] = [condition.grades ?? [1], condition.kinds ?? ['mental']];
      return {
        yes: of(grades, kinds),
        no: [
          ...of(
            [1, 2, 3, 4].filter((grade) => !grades.includes(grade)),
            kinds,
          ),
          ...(condition.kinds === null
            ? []
            : of(
                grades,
                ['physical', 'visual'].filter((kind) => !kinds.includes(kind)),
              )),
        ],
      };
    }
    case 'certificate': {
      const { yes, no } = daysOfSpan(condition.in, on, place);
      const with_ = (day: LocalDate): Facts => {
        if (condition.date === 'registration') return { registeredOn: day };
        const name = condition.date === 'assessed' ? 'assessedOn' : 'certificateIssuedOn';
        return { identities: [{ category: 'disabled', grade: 1, [name]: day }] };
      };
      return { yes: yes.map(with_), no: no.map(with_) };
    }
    case 'event': {
      const near = { yes: [addDays(on, -10)], no: [] };
      const { yes, no } = condition.in === null ? near : daysOfSpan(condition.in, on, place);
      const met = (days: readonly LocalDate[]): Facts[] =>
        days.flatMap((day) => condition.events.map((kind) => ({ events: [{ kind, on: day }] })));
      return { yes: met(yes), no: [{ events: [] }, ...met(no), { events: [{ kind: 'other', on }] }] };
    }
    case 'born': {
      const { yes, no } = daysOfSpan(condition.in, on, place);
      const born = (birthDate: LocalDate): Facts => ({ birthDate });
      return { yes: yes.map(born), no: no.map(born) };
    }
    case 'insured':
      return {
        yes: [{ history: { insuredYears: before(condition.years), insuredHere: true } }],
        no: [
          { history: { insuredYears: before(condition.years), insuredHere: false } },
          { history: { insuredYears: condition.years === 1 ? [year - 3] : before(condition.years - 1) } },
        ],
      };
    case 'continuous':
      return { yes: [{ history: { insuredYears: [year - 1] } }], no: [{ history: { insuredYears: [year - 3] } }] };
    case 'lapsed': {
      const lapsed = (years: number): Facts => ({ history: { insuredYears: [year - 1 - years] } });
      const [from, under] = [condition.from?.value ?? null, condition.under?.value ?? null];
      return {
        yes: [...(from === null ? [] : [lapsed(from)]), ...(under === null ? [] : [lapsed(under - 1)])],
        no: [...(from === null || from === 0 ? [] : [lapsed(from - 1)]), ...(under === null ? [] : [lapsed(under)])],
      };
    }
    case 'first_enrolment':
      return { yes: [{ history: { firstEnrolment: true } }], no: [{ history: { insuredYears: [year - 3] } }] };
    case 'parents':
      return condition.insured === null
        ? ofValues('parentsHousehold', condition.household ?? [], POSSIBLE.household, false)
        : ofValues('parents', condition.insured, ['both_insured', 'one_insured', 'none_insured'], false);
    case 'declared':
      return { yes: [{ facts: { [condition.fact]: true } }], no: [{ facts: { [condition.fact]: false } }] };
  }
}

const SCHOOLING = ['none', 'kindergarten', 'school', 'vocational', 'college'];
const POSSIBLE = {
  sex: ['female', 'male'],
  localSchool: [true, false],
  household: ['local', 'elsewhere', 'residence_permit'],
  tier: ['low', 'high'],
  channel: CHANNELS,
} as const;

function ofValues(
  name: string,
  values: readonly (string | boolean)[],
  possible: readonly (string | boolean)[],
  mayBeUnsaid: boolean,
): Sides {
  const said = (value: string | boolean): Facts => ({
    [name]: value,
    ...(name === 'localSchool' && { student: true, schooling: 'college' }),
  });
  const unsaid: Facts = { [name]: undefined, ...(name === 'localSchool' && { student: true, schooling: 'college' }) };
  return {
    yes: [...values.map(said), ...(mayBeUnsaid ? [unsaid] : [])],
    no: possible.filter((value) => !values.includes(value)).map(said),
  };
}

/** The days just within a span and just outside it. */
function daysOfSpan(span: Span, on: LocalDate, place: Place): { yes: LocalDate[]; no: LocalDate[] } {
  const { year } = place;
  if (span.kind !== 'dates') {
    return {
      yes: [localDate(`${year}-01-01`), localDate(`${year}-02-20`), localDate(`${year}-12-31`)],
      no: [localDate(`${year - 1}-12-31`)],
    };
  }
  const end = (told: Extract<Span, { kind: 'dates' }>['from']) =>
    told?.value ? dayOf(told.value, anchorsFor({}, on, place)) : null;
  const [from, to] = [end(span.from), end(span.to)];
  return {
    yes: [...(from === null ? [] : [from]), ...(to === null ? [] : [to])],
    no: [...(from === null ? [] : [addDays(from, -1)]), ...(to === null ? [] : [addDays(to, 1)])],
  };
}

function anchorsFor({ birthDate, registeredOn, events = [] }: Facts, on: LocalDate, { rules, year }: Place): Anchors {
  const anchors: Anchors = {
    year,
    payment: on,
    birth: birthDate,
    registration: registeredOn ?? birthDate,
    event: events[0]?.on,
    lastDayOf: (name) => {
      const way = rules.ways.find((one) => one.name === name);
      return way === undefined ? null : lastDayOfWay(way, anchors);
    },
    eventOn: (name) => events.find(({ kind }) => kind === name)?.on ?? null,
  };
  return anchors;
}

/** Both sides of each end of a window, of each of its days of the month, and the day to which a holiday moves one. */
function daysOfWindow(window: Window, facts: Facts, on: LocalDate, place: Place): LocalDate[] {
  const plain = boundsOf({ ...window, holidaysMoved: null }, anchorsFor(facts, on, place));
  const ends = [
    ...(plain.from === null ? [] : [addDays(plain.from, -1), plain.from]),
    ...(plain.to === null ? [] : [plain.to, addDays(plain.to, 1), workingDayFrom(plain.to)]),
  ];
  const first = plain.from ?? plain.to;
  const monthly = first === null ? [] : (window.monthly?.value ?? []);
  return [
    ...ends,
    ...monthly.flatMap(({ from, to, months }) => {
      const month = `${first?.slice(0, 4)}-${String(months?.[0] ?? Number(first?.slice(5, 7))).padStart(2, '0')}-01`;
      const starts = addDays(localDate(month), -1);
      return [from - 1, from, to, to + 1].map((day) => addDays(starts, day));
    }),
  ];
}

/** Days of a way that counts from nothing that is known here. */
const someDays = (year: number): LocalDate[] =>
  [`${year - 1}-10-20`, `${year - 1}-12-20`, `${year}-01-10`, `${year}-03-20`, `${year}-07-10`].map(localDate);

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];

const OF_NEWBORNS = ['identities', 'parents', 'parentsHousehold', 'household'];
const OF_REFUNDS = ['identities', 'birthDate', 'student', 'tier', 'schooling', 'localSchool', 'household', 'facts'];
const only = (facts: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => names.includes(name)));
const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());
/** Without what is not said. */
const said = (facts: Facts): JsonObject =>
  jsonObject.parse(Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)));

/** One person on one day, as an ordinary adult and as somebody of whom nothing else is known; a child as a child too. */
function askedOn(facts: Facts, on: LocalDate, years: readonly number[] | null, place: Place): Asked[] {
  const { region, year } = place;
  const { birthDate, registeredOn, ...rest } = facts;
  if (birthDate !== undefined && on < birthDate) return [];
  const isChild = birthDate !== undefined && birthDate >= localDate(`${year - 1}-01-01`);
  const request = { region, coverageYear: year, paidOn: on };
  const said_ = said({ ...rest, birthDate });
  const unsaid = Object.keys(facts).filter((name) => facts[name] === undefined);
  const adult = Object.fromEntries(Object.entries(ordinary(year)).filter(([name]) => !unsaid.includes(name)));
  const payments: Asked[] = [
    { kind: 'late-payment', request: { ...request, ...(isChild ? { household: 'local' } : adult), ...said_ } },
    { kind: 'late-payment', request: { ...request, ...said_ } },
  ].flatMap((one) => [one, ...(years === null ? [] : [{ ...one, request: { ...one.request, forYears: [...years] } }])]);
  if (!isChild) return payments;
  const registered = registeredOn ?? birthDate;
  const child = {
    ...{ region, bornOn: birthDate, asOf: on, registeredOn: registered, household: 'local', parents: 'one_insured' },
    ...{ parentsHousehold: 'local', ...only(said_, OF_NEWBORNS) },
  };
  return [
    ...payments,
    ...[
      child,
      { ...child, paidOn: on },
      ...(years === null ? [] : [{ ...child, paidOn: on, forYears: [...years] }]),
    ].map((one) => ({ kind: 'newborn', request: one })),
  ];
}

function aboutWay(way: Way, place: Place): Asked[] {
  const { year } = place;
  const plain = way.open.flatMap((window) => daysOfWindow(window, NOTHING, localDate(`${year - 1}-12-20`), place));
  const days = unique(plain.length === 0 ? someDays(year) : plain);
  return days.flatMap((on) => {
    const { yes, no } = way.who === null ? { yes: [NOTHING], no: [] } : sidesOf(way.who, on, place);
    // A window that counts from a birth or an event of its people has other days for each of them.
    const own = yes.flatMap((facts) => {
      const known = way.ofNewborns ? both({ birthDate: on }, facts) : facts;
      return unique(way.open.flatMap((window) => daysOfWindow(window, known, on, place))).flatMap((day) =>
        days.includes(day) ? [] : askedOn(known, day, yearsFor(way, known, day, place), place),
      );
    });
    return [
      ...[...yes, ...no].flatMap((facts) => askedOn(facts, on, yearsFor(way, facts, on, place), place)),
      ...own.slice(0, 8 * MOST),
    ];
  });
}

/** Who takes a way has a gap behind him, or is aided. */
function aboutTakers(way: Way, place: Place): Asked[] {
  const { taker, days } = takersOf(way, place);
  const takers = way.who === null ? [taker] : days.flatMap((on) => (way.who ? sidesOf(way.who, on, place).yes : []));
  const besides = [...historiesOf(place.year).slice(0, 2), ...aidedOf(place)];
  return days.flatMap((on) =>
    product(takers, besides).flatMap((facts) => askedOn(facts, on, yearsFor(way, facts, on, place), place)),
  );
}

function yearsFor({ years }: Way, { birthDate }: Facts, on: LocalDate, { year }: Place): number[] | null {
  const birthYear = birthDate === undefined ? year : yearOf(birthDate);
  const of = { birth_year: birthYear, next_year: birthYear + 1, payment_year: yearOf(on) };
  const bought = years?.map((one) => (typeof one === 'number' ? one : of[one])) ?? null;
  return bought?.every((one) => Math.abs(one - year) <= 1) ? bought : null;
}

/** Somebody who may take a way, on its first day and on its last. */
function takersOf(way: Way, place: Place): { taker: Facts; days: LocalDate[] } {
  const on = localDate(`${place.year - 1}-12-20`);
  const [taker = NOTHING] = way.who === null ? [] : sidesOf(way.who, on, place).yes;
  const ends = way.open.flatMap((window) => {
    const { from, to } = boundsOf(window, anchorsFor(taker, on, place));
    return [from, to].filter((day) => day !== null);
  });
  return { taker, days: ends.length === 0 ? someDays(place.year) : unique(ends) };
}

/** These people by each of the ways. */
const byEachWay = (people: readonly Facts[], place: Place): Asked[] =>
  place.rules.ways.flatMap((way) => {
    const { taker, days } = takersOf(way, place);
    return days.flatMap((on) =>
      people.flatMap((facts) => askedOn(both(taker, facts), on, yearsFor(way, both(taker, facts), on, place), place)),
    );
  });

/** People on both sides of a line. */
function aboutPeople(who: Condition | null, place: Place): Asked[] {
  const { yes, no } =
    who === null ? { yes: [NOTHING], no: [] } : sidesOf(who, localDate(`${place.year - 1}-12-20`), place);
  return byEachWay([...yes, ...no], place);
}

/** An aided person of each line. */
const aidedOf = (place: Place): Facts[] =>
  place.rules.aid.lines.flatMap(({ who }) => sidesOf(who, localDate(`${place.year - 1}-12-20`), place).yes.slice(0, 1));

/** Those whom two lines aid, and those whom none does. */
function aboutAid(place: Place): Asked[] {
  const aided = aidedOf(place);
  const two = aided.flatMap((one, at) =>
    aided.slice(at + 1).map((other): Facts => {
      return { ...one, ...other, identities: [...(one.identities ?? []), ...(other.identities ?? [])] };
    }),
  );
  const reminded = place.rules.ways.flatMap((way) =>
    takersOf(way, place).days.flatMap((asOf) =>
      aided.map(({ identities = [] }) => {
        const { region, year: coverageYear } = place;
        return { kind: 'reminder', request: jsonObject.parse({ region, coverageYear, asOf, identities }) };
      }),
    ),
  );
  return [...byEachWay([{ identities: [{ category: 'retired_1960s' }] }, ...two], place), ...reminded];
}

/** Gaps of several lengths, and what is bought back of them. */
function historiesOf(year: number): Facts[] {
  const lapsed = [2, 3, 5].map((years) => ({ history: { insuredYears: [year - years] } }));
  return [...lapsed, ...lapsed.map((one) => ({ ...one, repairYears: 1 })), { newborn: true, ...lapsed[0] }];
}

const APPLIED_FOR_AS: Readonly<Record<string, string>> = {
  change_of_tier: 'wrong_standard',
  duplicate_student: 'duplicate_payment',
};

function aboutWayOut({ grounds, who, open, applied }: WayOut, place: Place): Asked[] {
  const { region, year } = place;
  const usual = [localDate(`${year - 1}-12-20`), localDate(`${year}-03-20`)];
  const daysIn = (span: Span | null): LocalDate[] => {
    const { yes, no } = span === null ? { yes: usual, no: [] } : daysOfSpan(span, usual[0] ?? localDate(''), place);
    return [...yes, ...no];
  };
  const payments = [1, 2].map((number) => ({
    id: `p${number}`,
    coverageYears: number === 1 ? [year] : [year, year + 1],
    paidOn: `${year - 1}-09-0${number}`,
    amount: number === 1 ? '900.00' : '1000.00',
    place: region,
    channel: number === 1 ? 'school' : 'bank',
  }));
  const { history: _, months: __, sex: ___, ...adult } = ordinary(year);
  return grounds.flatMap((ground) =>
    daysIn(open).flatMap((eventOn) => {
      const later = applied === null ? [addDays(eventOn, 9)] : daysIn(applied);
      const { yes, no } = who === null ? { yes: [NOTHING], no: [] } : sidesOf(who, eventOn, place);
      const kinds = [...yes, ...no].flatMap(({ events = [] }) => events).map(({ kind }) => kind);
      const leaving = unique([...kinds, 'other']).filter((kind) => DEPARTURES.some((one) => one === kind));
      return later.flatMap((appliedOn) =>
        [...yes, ...no].flatMap((facts) =>
          (ground === 'departure' ? leaving : ['']).flatMap((kind) =>
            ['payer', 'insured', 'heir', 'university'].map((applicant) => ({
              kind: 'refund',
              request: {
                ...{
                  region,
                  coverageYear: year,
                  ground: APPLIED_FOR_AS[ground] ?? ground,
                  appliedOn,
                  eventOn: earlier(eventOn, appliedOn),
                  applicant,
                },
                ...adult,
                ...only(said(facts), OF_REFUNDS),
                ...(kind !== '' && { departure: { kind, on: earlier(eventOn, appliedOn) } }),
                payments,
              },
            })),
          ),
        ),
      );
    }),
  );
}

const earlier = (one: LocalDate, other: LocalDate): LocalDate => (one < other ? one : other);

/** The path of the entry in which a field stands. */
const entryOf = (field: string): string => field.split('.').slice(0, -1).join('.');

/** Who says to have paid, on the last day on which the record may still be invisible; who pays on a day of rest. */
function aboutNotice(notice: PolicyVersion['table']['notice'], place: Place): Asked[] {
  const { region, year: coverageYear } = place;
  const delay = notice.queryDelay.value?.max ?? 0;
  const days = unique(place.rules.ways.flatMap((way) => takersOf(way, place).days));
  return days.flatMap((paidOn) => {
    const visible = [delay, delay + 1].map((count) => workingDaysAfter(paidOn, count));
    const rest =
      [1, 2, 3, 4, 5, 6, 7].map((count) => addDays(paidOn, count)).find((day) => !isWorkingDay(day)) ?? paidOn;
    return [
      ...[{}, ...CHANNELS.map((channel) => ({ channel }))].flatMap((by) =>
        [paidOn, ...visible].map((asOf) => ({
          kind: 'reminder',
          request: { region, coverageYear, asOf, paidOn, ...by },
        })),
      ),
      ...CHANNELS.flatMap((channel) => askedOn({ channel }, rest, null, place)),
    ];
  });
}

export function askedOfBothSides({ table }: PolicyVersion): AskedAbout[] {
  const { rules, region, coverageYear: year, notice } = table;
  const place: Place = { rules, region, year };
  const about = (entry: string, asked: readonly Asked[]): AskedAbout[] =>
    asked.map((one) => ({ ...one, about: entry }));
  return [
    ...rules.ways.flatMap((way) => about(way.field, [...aboutWay(way, place), ...aboutTakers(way, place)])),
    ...rules.contribution.flatMap(({ who, individual }) => about(entryOf(individual.field), aboutPeople(who, place))),
    ...rules.aid.lines.flatMap(({ who, amount }) => about(entryOf(amount.field), aboutPeople(who, place))),
    ...about('aid', aboutAid(place)),
    ...about('notice', aboutNotice(notice, place)),
    ...about('wait', byEachWay(historiesOf(year), place)),
    ...(rules.joins === null ? [] : about('who_may_join', aboutPeople(rules.joins.who, place))),
    ...rules.waysOut.flatMap((out) => about(entryOf(out.back.field), aboutWayOut(out, place))),
  ];
}
