/** Whether a condition holds for a person: yes, no, or the question that has to be answered first. */
import type { LocalDate } from '../calendar.ts';
import type { Identity } from '../late-payment/request.ts';
import { CHANNELS } from '../regions.ts';
import { dayOf } from './day.ts';
import { historyHolds } from './history.ts';
import { areMeant, heldIdentity, isDisabled } from './identities.ts';
import { type Answer, anchorsOf, ask, type Inquiry, type Question, silentEnd, within } from './inquiry.ts';
import { missing, readingsByValue } from './missing.ts';
import type { Condition, PersonFact, Span } from './model.ts';
import { ageOfPerson } from './person.ts';
import { schoolingAnswer } from './schooling.ts';

type Of<Kind extends Condition['kind']> = Extract<Condition, { kind: Kind }>;

export function holds(condition: Condition, inquiry: Inquiry): Answer {
  switch (condition.kind) {
    case 'all':
      return allOf(condition, inquiry);
    case 'any':
      return anyOf(condition.of, inquiry);
    case 'not': {
      const inner = holds(condition.of, inquiry);
      return typeof inner === 'boolean' ? !inner : inner;
    }
    case 'and_the_like':
      return andTheLike(condition, inquiry);
    case 'age':
      return ageHolds(condition, inquiry);
    case 'fact_in':
      return factHolds(condition, inquiry);
    case 'schooling':
      return schoolingAnswer(condition, inquiry);
    case 'category':
      return categoryHolds(condition, inquiry);
    case 'disability':
      return disabilityHolds(condition, inquiry);
    case 'certificate':
      return certificateHolds(condition, inquiry);
    case 'event':
      return eventHolds(condition, inquiry);
    case 'born':
      return bornHolds(condition, inquiry);
    default:
      return historyHolds(condition, inquiry);
  }
}

function allOf({ of, told }: Of<'all'>, inquiry: Inquiry): Answer {
  let open: Question | null = null;
  for (const one of of) {
    const answer = holds(one, inquiry);
    if (answer === false) return false;
    if (answer !== true) open = prefer(open, answer);
  }
  if (open === null && told !== undefined) inquiry.used.push(told);
  return open ?? true;
}

function anyOf(of: readonly Condition[], inquiry: Inquiry): Answer {
  let open: Question | null = null;
  for (const one of of) {
    const answer = holds(one, inquiry);
    if (answer === true) return true;
    if (answer !== false) open = prefer(open, answer);
  }
  return open ?? false;
}

/** A fact that what the person has said makes matter goes before one about which nothing is said. */
const prefer = (before: Question | null, next: Question): Question =>
  before !== null && (before.claimed || !next.claimed) ? before : next;

/** Everybody whom the list names is covered; who has an event or identity that it leaves out may be. */
function andTheLike(condition: Of<'and_the_like'>, inquiry: Inquiry): Answer {
  const inner = holds(condition.of, inquiry);
  if (inner !== false) return inner;
  const { told } = condition;
  if (told.value !== null) {
    const covers = told.value && leftOut(condition.of, inquiry);
    if (covers) inquiry.used.push(told);
    return covers;
  }
  if (!leftOut(condition.of, inquiry)) return false;
  return ask(inquiry, {
    key: condition,
    code: 'and_the_like_open',
    field: condition.field,
    label: told.label,
    message: `${told.label}以“等”字收尾,没有列明此人的情形,是否包括须由人工认定`,
    settledBy: 'value',
    claimed: true,
    readings: ['包括在“等”内', '不包括在“等”内'],
  });
}

function leftOut(condition: Condition, { person }: Inquiry): boolean {
  const named = namedIn(condition);
  return (
    (named.events && person.events.some(({ kind }) => !named.codes.includes(kind))) ||
    (named.categories && person.identities.some(({ category }) => !named.codes.includes(category)))
  );
}

const NAMED = new WeakMap<Condition, { events: boolean; categories: boolean; codes: string[] }>();

/** The events and identities that a condition lists. */
function namedIn(condition: Condition): { events: boolean; categories: boolean; codes: string[] } {
  const known = NAMED.get(condition);
  if (known) return known;
  const found = { events: false, categories: false, codes: [] as string[] };
  const visit = (one: Condition): void => {
    if (one.kind === 'all' || one.kind === 'any') one.of.forEach(visit);
    else if (one.kind === 'not' || one.kind === 'and_the_like') visit(one.of);
    else if (one.kind === 'event') {
      found.events = true;
      found.codes.push(...one.events);
    } else if (one.kind === 'category') {
      found.categories = true;
      found.codes.push(...one.codes);
    }
  };
  visit(condition);
  NAMED.set(condition, found);
  return found;
}

function ageHolds(condition: Of<'age'>, inquiry: Inquiry): Answer {
  const { person, rules, used } = inquiry;
  const countedOn = condition.on ?? rules.ageOn;
  // The age on the day of payment, also of one who pays for the next year.
  const on = countedOn.value === null ? null : dayOf(countedOn.value, anchorsOf(inquiry), true);
  if (on === null) return ask(inquiry, silentEnd(countedOn));
  const age = ageOfPerson(person, on);
  if (age === undefined) return ask(inquiry, missing(condition, 'birthDate', '缺少出生日期,无法按年龄认定', false));
  for (const [told, fits] of [
    [condition.from, (from: number) => age >= from],
    [condition.under, (under: number) => age < under],
  ] as const) {
    if (told === null) continue;
    if (told.value === null) return ask(inquiry, silentEnd(told));
    used.push(told);
    if (!fits(told.value)) return false;
  }
  used.push(countedOn);
  return true;
}

const FACT_WORDS: Record<PersonFact, string> = {
  sex: '性别',
  localSchool: '是否在本地就读',
  household: '户籍情况',
  tier: '缴费档次',
  channel: '缴费渠道',
};

function factHolds(condition: Of<'fact_in'>, inquiry: Inquiry): Answer {
  const { fact, values, unsaid } = condition;
  const { request } = inquiry.person;
  const given = request[fact];
  if (given !== undefined) return values.includes(given);
  if (fact === 'localSchool' && !isStudent(request)) return false;
  if (unsaid?.value !== undefined && unsaid.value !== null) {
    inquiry.used.push(unsaid);
    return unsaid.value;
  }
  const assumed = byAssumption(condition, inquiry);
  if (assumed !== null) return assumed;
  const message = `缺少“${FACT_WORDS[fact]}”,无法认定适用哪一项规定`;
  return ask(inquiry, missing(condition, fact, message, fact !== 'tier', readingsByValue(fact, values)));
}

const POSSIBLE: Record<PersonFact, readonly (string | boolean)[]> = {
  sex: ['female', 'male'],
  localSchool: [true, false],
  household: ['local', 'elsewhere', 'residence_permit'],
  tier: ['low', 'high'],
  channel: CHANNELS,
};

const isFactIn = (key: object): key is Of<'fact_in'> => 'kind' in key && key.kind === 'fact_in';

/** What an answer that this run assumes of the same fact elsewhere leaves possible here; null where both are. */
function byAssumption({ fact, values }: Of<'fact_in'>, { assumed }: Inquiry): boolean | null {
  let possible = POSSIBLE[fact];
  for (const [key, answer] of assumed) {
    if (isFactIn(key) && key.fact === fact) possible = possible.filter((one) => key.values.includes(one) === answer);
  }
  if (possible.length === 0 || possible.length === POSSIBLE[fact].length) return null;
  if (possible.every((one) => values.includes(one))) return true;
  return possible.some((one) => values.includes(one)) ? null : false;
}

const isStudent = ({ student, schooling }: Inquiry['person']['request']): boolean =>
  student === true || (schooling !== undefined && schooling !== 'none');

function categoryHolds(condition: Of<'category'>, inquiry: Inquiry): Answer {
  const { rules } = inquiry;
  const held = condition.codes.map((code) => heldIdentity(code, condition, inquiry));
  const open = held.find((one): one is Question => one !== null && 'key' in one);
  const identity = held.find((one): one is Identity => one !== null && !('key' in one));
  if (identity) {
    const { recognised, undated } = condition;
    if (recognised !== null && identity.identifiedOn === undefined && undated !== undefined) return undated;
    return recognisedIn(identity, recognised, condition, inquiry);
  }
  if (condition.anyAided && rules.aid.lines.length === 0) return open ?? aidedByReading(condition, inquiry);
  if (condition.anyAided) {
    for (const line of rules.aid.lines) {
      const answer = holds(line.who, inquiry);
      if (answer === false) continue;
      if (answer !== true) return answer;
      const through = inquiry.person.identities.find(({ category }) => areMeant(line.codes, category, rules));
      if (condition.recognised === null) return true;
      if (through) return recognisedIn(through, condition.recognised, condition, inquiry);
    }
  }
  return open ?? false;
}

/** Of a text that lists no aid, aided people are those whom the table's reading names. */
function aidedByReading(condition: Of<'category'>, inquiry: Inquiry): Answer {
  const { aided } = inquiry.rules;
  const { identities } = inquiry.person;
  if (identities.length === 0) return false;
  if (aided.value === null) return ask(inquiry, silentEnd(aided));
  const identity = identities.find(({ category }) => aided.value.includes(category));
  if (!identity) return false;
  inquiry.used.push(aided);
  return recognisedIn(identity, condition.recognised, condition, inquiry);
}

function recognisedIn(identity: Identity, span: Span | null, key: object, inquiry: Inquiry): Answer {
  if (span === null) return true;
  const { identifiedOn } = identity;
  if (identifiedOn !== undefined) return within(identifiedOn, span, inquiry);
  const message = '缺少身份认定日期,无法判断是否为新认定人员';
  return ask(inquiry, missing(key, 'identities.identifiedOn', message, true, ['在该期间认定', '不在该期间认定']));
}

function disabilityHolds(condition: Of<'disability'>, inquiry: Inquiry): Answer {
  const { grades, kinds } = condition;
  let open: Question | null = null;
  for (const identity of inquiry.person.identities.filter(isDisabled)) {
    const { category, grade, disabilities } = identity;
    const ofGrade = grades === null || gradeIn(grade, category === 'severely_disabled', grades);
    const ofKind = kinds === null || disabilities?.some((kind) => kinds.includes(kind));
    if (ofGrade === false || ofKind === false) continue;
    if (ofGrade === undefined) {
      open = missing(condition, 'identities.grade', '缺少残疾等级,无法认定资助资格', true);
    } else if (ofKind === undefined) {
      open = missing(condition, 'identities.disabilities', '缺少残疾类别,无法认定资助资格', true);
    } else {
      return true;
    }
  }
  return open ? ask(inquiry, open) : false;
}

/** Who is severely disabled has grade 1 or 2. */
function gradeIn(grade: number | undefined, severe: boolean, grades: readonly number[]): boolean | undefined {
  if (grade !== undefined) return grades.includes(grade);
  if (!severe) return undefined;
  if (grades.includes(1) && grades.includes(2)) return true;
  return grades.includes(1) || grades.includes(2) ? undefined : false;
}

const CERTIFICATE_FACTS = {
  certificate_issued: ['identities.certificateIssuedOn', '缺少残疾证发证日期,无法认定资助资格'],
  assessed: ['identities.assessedOn', '缺少残疾评定日期,无法认定资助资格'],
  registration: ['registeredOn', '缺少参保登记日期'],
} as const;

function certificateHolds(condition: Of<'certificate'>, inquiry: Inquiry): Answer {
  const { date } = condition;
  const { person } = inquiry;
  const [field, message] = CERTIFICATE_FACTS[date];
  if (date === 'registration') {
    const on = person.registeredOn ?? person.request.paidOn;
    return within(on, condition.in, inquiry);
  }
  const of = person.identities.filter(isDisabled);
  if (of.length === 0) return false;
  const on = of
    .map(({ certificateIssuedOn, assessedOn }) => (date === 'assessed' ? assessedOn : certificateIssuedOn))
    .find((day) => day !== undefined);
  if (on === undefined) return ask(inquiry, missing(condition, field, message, true));
  const answer = within(on, condition.in, inquiry);
  if (answer === true && date === 'certificate_issued' && isLastDay(on, condition.in, inquiry)) {
    inquiry.seen.push({
      key: condition,
      code: 'certificate_on_cutoff_day',
      field,
      message: `残疾证发证日期恰为截止日 ${on},“前”是否含当日须由人工认定`,
      settledBy: 'fact',
      claimed: true,
    });
  }
  return answer;
}

function isLastDay(on: LocalDate, span: Span, inquiry: Inquiry): boolean {
  if (span.kind !== 'dates' || span.to?.value === null || span.to === null) return false;
  const last = dayOf(span.to.value, anchorsOf(inquiry));
  // The last day of a year is the year's end, not a cut-off.
  return last === on && !on.endsWith('-12-31');
}

function eventOf(condition: Of<'event'>, inquiry: Inquiry): LocalDate | null | Question {
  let open: Question | null = null;
  for (const { kind, on } of inquiry.person.events) {
    if (!condition.events.includes(kind)) continue;
    const answer = condition.in === null ? true : within(on, condition.in, inquiry);
    if (answer === true) return on;
    if (answer !== false) open = answer;
  }
  return open;
}

function eventHolds(condition: Of<'event'>, inquiry: Inquiry): Answer {
  const found = eventOf(condition, inquiry);
  return found === null ? false : typeof found === 'string' ? true : found;
}

/** Of whom no birth date is known, and who is not said to be newborn, is none. */
function bornHolds(condition: Of<'born'>, inquiry: Inquiry): Answer {
  const { birthDate, newborn } = inquiry.person.request;
  if (birthDate !== undefined) return within(birthDate, condition.in, inquiry);
  return newborn === true ? ask(inquiry, missing(condition, 'birthDate', '缺少出生日期', true)) : false;
}

/** The day of the event by which a condition holds; the latest where several do. */
export function matchedEvent(condition: Condition, inquiry: Inquiry): LocalDate | undefined {
  switch (condition.kind) {
    case 'event': {
      const found = eventOf(condition, inquiry);
      return typeof found === 'string' ? found : undefined;
    }
    case 'all':
    case 'any':
      return condition.of
        .map((one) => (holds(one, inquiry) === true ? matchedEvent(one, inquiry) : undefined))
        .filter((day) => day !== undefined)
        .sort()
        .at(-1);
    case 'and_the_like': {
      const inner = holds(condition.of, inquiry);
      if (inner === true) return matchedEvent(condition.of, inquiry);
      return namedIn(condition.of).events ? inquiry.person.events.at(-1)?.on : undefined;
    }
    default:
      return undefined;
  }
}
