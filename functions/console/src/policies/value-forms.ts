/**
 * Values of a table as forms have them: read from what the table writes, and written back. What a form has no place for is
 * null: it is then shown in words, and changed in the table's own notation.
 */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Parts = { [key: string]: Json };
const isParts = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What came as anything, as what JSON has. */
export function jsonOf(value: unknown): Json | undefined {
  if (Array.isArray(value)) return value.map((one) => jsonOf(one) ?? null);
  if (isParts(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, one]): [string, Json] => [key, jsonOf(one) ?? null]));
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

export interface AmountForm {
  atLeast: boolean;
  amount: string;
}
export function amountOf(value: unknown): AmountForm | null {
  const match = /^(at least )?(\d{1,9}(?:\.\d{1,3})?)?$/.exec(String(value ?? ''));
  return match && { atLeast: match[1] !== undefined, amount: match[2] ?? '' };
}
/** 420, 1,100 元 and 400.5 are taken as they are meant. Empty where it is no amount. */
export function writeAmount({ atLeast, amount }: AmountForm): string {
  const [, whole, part = ''] = /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(amount.replaceAll(/[,，\s元]/g, '')) ?? [];
  return whole === undefined ? '' : `${atLeast ? 'at least ' : ''}${whole}.${part.padEnd(2, '0')}`;
}

export interface DurationForm {
  kind: 'none' | 'table' | 'months' | 'days';
  count: string;
  atLeast: boolean;
}
export function durationOf(value: unknown): DurationForm | null {
  const text = String(value ?? '');
  if (text === '' || text === 'none') return { kind: 'none', count: '', atLeast: false };
  if (text === 'table') return { kind: 'table', count: '', atLeast: false };
  const [, least, count = '', kind] = /^(at least )?(\d{1,3}) (month|day)s?$/.exec(text) ?? [];
  return kind === undefined
    ? null
    : { kind: kind === 'month' ? 'months' : 'days', count, atLeast: least !== undefined };
}
export function writeDuration({ kind, count, atLeast }: DurationForm): string {
  if (kind === 'none' || kind === 'table') return kind;
  return /^\d{1,3}$/.test(count) ? `${atLeast ? 'at least ' : ''}${count} ${kind}` : '';
}

/** Steps with a number have `N` in the place of it. */
export const STEPS = [
  '> next_day',
  '> month_start',
  '> next_month',
  '+ N months',
  '+ N days',
  '- N days',
  '+ wait',
] as const;
export interface DayForm {
  /** `date`, or what a table calls the day that one counts from. */
  anchor: string;
  date: string;
  steps: { step: string; count: string }[];
}
export const DAY_ANCHORS =
  'date payment birth registration recognition event year_start year_end next_year_start birth_year_end none'.split(
    ' ',
  );
export function dayOf(value: unknown, ways: readonly string[]): DayForm | null {
  const [first = '', ...rest] = String(value ?? '').split(/ (?=[>+-] )/);
  const steps = rest.map((one) => {
    const [, sign, count = '', unit] = /^([+-]) (\d{1,3}) (month|day)s?$/.exec(one) ?? [];
    return sign === undefined ? { step: one, count: '' } : { step: `${sign} N ${unit}s`, count };
  });
  if (steps.some(({ step }) => !STEPS.some((known) => known === step))) return null;
  if (first === '' || /^\d{4}-\d{2}-\d{2}$/.test(first)) return { anchor: 'date', date: first, steps };
  return DAY_ANCHORS.includes(first) || ways.includes(first) ? { anchor: first, date: '', steps } : null;
}
export function writeDay({ anchor, date, steps }: DayForm): string {
  const first = anchor === 'date' ? date : anchor;
  if (anchor === 'date' && !/^(?:19|20)\d{2}-\d{2}-\d{2}$/.test(date)) return '';
  if (first === '' || steps.some(({ step, count }) => step.includes('N') && !/^\d{1,3}$/.test(count))) return '';
  return [first, ...steps.map(({ step, count }) => step.replace('N', count))].join(' ');
}

export interface CostForm {
  kind: 'individual' | 'both' | 'none' | 'amount' | 'shares';
  amount: string;
  individual: string;
  subsidy: string;
}
export function costOf(value: unknown): CostForm | null {
  const form: CostForm = { kind: 'individual', amount: '', individual: 'person', subsidy: 'nobody' };
  if (value === '' || value === null || value === undefined) return form;
  if (value === 'individual' || value === 'both' || value === 'none') return { ...form, kind: value };
  if (isParts(value)) {
    const { individual = 'nobody', subsidy = 'nobody', ...others } = value;
    const isPlain = typeof individual === 'string' && typeof subsidy === 'string' && !/\d|@/.test(individual + subsidy);
    return isPlain && Object.keys(others).length === 0 ? { ...form, kind: 'shares', individual, subsidy } : null;
  }
  const amount = amountOf(value);
  return amount && !amount.atLeast ? { ...form, kind: 'amount', amount: amount.amount } : null;
}
export function writeCost({ kind, amount, individual, subsidy }: CostForm): Json {
  if (kind === 'amount') return writeAmount({ atLeast: false, amount });
  return kind === 'shares' ? { individual, subsidy } : kind;
}

export function monthlyOf(value: unknown): { from: string; to: string } | null {
  if (value === '' || value === null || value === undefined) return { from: '', to: '' };
  const [only, ...others] = Array.isArray(value) ? value : [value];
  if (others.length > 0 || !isParts(only)) return null;
  const { days, ...rest } = only;
  if (!Array.isArray(days) || days.length !== 2 || Object.keys(rest).length > 0) return null;
  return { from: String(days[0]), to: String(days[1]) };
}
export const writeMonthly = ({ from, to }: { from: string; to: string }): Json =>
  /^\d{1,2}$/.test(from) && /^\d{1,2}$/.test(to) ? [{ days: [Number(from), Number(to)] }] : '';

/** People of one kind: all that is said of them has to hold. */
export interface GroupForm {
  category: string[];
  event: string[];
  andTheLike: boolean;
  /** Whether the event has to lie in the year. */
  inYear: boolean;
  ageFrom: string;
  ageUnder: string;
  schooling: string[];
  localSchool: boolean;
  grade: string[];
  disability: string[];
  household: string;
  tier: string;
  recognised: SpanForm;
  born: SpanForm;
  insured: '' | 'previous_year' | 'continuous' | 'not_continuous';
}
/** `year`: within the year paid for. */
export interface SpanForm {
  year: boolean;
  from: string;
  to: string;
}
const NO_SPAN: SpanForm = { year: false, from: '', to: '' };
export const NO_GROUP: GroupForm = {
  ...{ category: [], event: [], andTheLike: false, inYear: false, ageFrom: '', ageUnder: '' },
  ...{ schooling: [], localSchool: false, grade: [], disability: [], household: '', tier: '' },
  ...{ recognised: NO_SPAN, born: NO_SPAN, insured: '' },
};

/** More kinds of people than that nobody takes in. */
const MOST_GROUPS = 8;

/**
 * Groups of which any is meant. What a table nests is written out: people of low income who are old or under age are old
 * people of low income, or people of low income under age.
 */
export function conditionOf(value: unknown): GroupForm[] | null {
  if (value === '' || value === null || value === undefined) return [NO_GROUP];
  const kinds = kindsOf(value);
  if (kinds === null || kinds.length === 0 || kinds.length > MOST_GROUPS) return null;
  const groups = kinds.map(groupOf);
  return groups.every((one) => one !== null) ? groups : null;
}

/** Facts that have to hold together, one of the lists; null where they cannot be put into one list. */
function kindsOf(value: unknown): Parts[] | null {
  if (!isParts(value)) return null;
  const { any, all = [], ...facts } = value;
  if (!Array.isArray(all) || (any !== undefined && !Array.isArray(any))) return null;
  let kinds: Parts[] | null = [facts];
  for (const part of all) kinds = together(kinds, kindsOf(part));
  return any === undefined ? kinds : together(kinds, anyOf(any));
}

function anyOf(parts: readonly Json[]): Parts[] | null {
  const kinds = parts.map(kindsOf);
  return kinds.every((one) => one !== null) ? kinds.flat() : null;
}

/** Facts of both; none may say the same thing twice, and 等 is said of what stands beside it alone. */
function together(ones: Parts[] | null, others: Parts[] | null): Parts[] | null {
  if (ones === null || others === null || ones.length * others.length > MOST_GROUPS) return null;
  const saysOfItself = (facts: Parts) => 'and_the_like' in facts || 'unsaid' in facts;
  const kinds: Parts[] = [];
  for (const one of ones) {
    for (const other of others) {
      const isAlone = Object.keys(one).length === 0 || Object.keys(other).length === 0;
      if (!isAlone && (saysOfItself(one) || saysOfItself(other))) return null;
      if (Object.keys(one).some((key) => key !== 'by' && key in other)) return null;
      kinds.push({ ...one, ...other });
    }
  }
  return kinds;
}
export function writeCondition(groups: readonly GroupForm[]): Json {
  const written = groups.map(writeGroup).filter((one) => Object.keys(one).length > 0);
  const [only] = written;
  return only === undefined ? '' : written.length === 1 ? only : { any: written };
}

const wordsOf = (value: Json): string[] | null => {
  const list = Array.isArray(value) ? value : [value];
  return list.every((one) => typeof one === 'string' || typeof one === 'number') ? list.map(String) : null;
};

function groupOf(value: unknown): GroupForm | null {
  if (!isParts(value)) return null;
  let group: GroupForm | null = NO_GROUP;
  for (const [key, part] of Object.entries(value)) {
    const read: Partial<GroupForm> | null = factOf(key, part);
    group = group && read && { ...group, ...read };
  }
  return group;
}

function factOf(key: string, part: Json): Partial<GroupForm> | null {
  switch (key) {
    case 'by':
      return {};
    case 'category':
    case 'event':
    case 'schooling': {
      const words = wordsOf(part);
      return words && { [key]: words };
    }
    case 'and_the_like':
      return part === true ? { andTheLike: true } : null;
    case 'localSchool':
      return part === true ? { localSchool: true } : null;
    case 'in':
      return part === 'year' ? { inYear: true } : null;
    case 'age':
      return ageOf(part);
    case 'disability':
      return disabilityOf(part);
    case 'household':
    case 'tier':
      return typeof part === 'string' ? { [key]: part } : null;
    case 'recognised':
    case 'born': {
      const span = spanOf(part);
      return span && { [key]: span };
    }
    case 'insured':
      return part === 'previous_year' ? { insured: part } : null;
    case 'continuous':
      return part === true ? { insured: 'continuous' } : null;
    case 'not':
      return JSON.stringify(part) === '{"continuous":true}' ? { insured: 'not_continuous' } : null;
    default:
      return null;
  }
}

function ageOf(part: Json): Partial<GroupForm> | null {
  if (!isParts(part)) return null;
  const { from = '', under = '', ...others } = part;
  const isPlain = [from, under].every((years) => /^\d{0,3}$/.test(String(years))) && Object.keys(others).length === 0;
  return isPlain ? { ageFrom: String(from), ageUnder: String(under) } : null;
}

function disabilityOf(part: Json): Partial<GroupForm> | null {
  if (!isParts(part)) return null;
  const { grade = [], kind = [], ...others } = part;
  const [grades, kinds] = [wordsOf(grade), wordsOf(kind)];
  return grades && kinds && Object.keys(others).length === 0 ? { grade: grades, disability: kinds } : null;
}

function spanOf(part: Json): SpanForm | null {
  if (part === 'year') return { ...NO_SPAN, year: true };
  if (!isParts(part)) return null;
  const { from = '', to = '', ...others } = part;
  const isDay = (day: Json): day is string => typeof day === 'string' && /^(?:\d{4}-\d{2}-\d{2})?$/.test(day);
  return isDay(from) && isDay(to) && Object.keys(others).length === 0 ? { year: false, from, to } : null;
}

const oneOrList = (words: readonly string[]): Json => (words.length === 1 ? (words[0] ?? '') : [...words]);
const writeSpan = ({ year, from, to }: SpanForm): Json =>
  year ? 'year' : { ...(from !== '' && { from }), ...(to !== '' && { to }) };
const isSpan = ({ year, from, to }: SpanForm): boolean => year || from !== '' || to !== '';

function writeGroup(group: GroupForm): Parts {
  const { category, event, schooling, grade, disability, ageFrom, ageUnder, insured } = group;
  const hasAge = ageFrom !== '' || ageUnder !== '';
  return {
    ...(category.length > 0 && { category: oneOrList(category) }),
    ...(hasAge && {
      age: { ...(ageFrom !== '' && { from: Number(ageFrom) }), ...(ageUnder !== '' && { under: Number(ageUnder) }) },
    }),
    ...(schooling.length > 0 && { schooling: oneOrList(schooling) }),
    ...(group.localSchool && { localSchool: true }),
    ...(grade.length + disability.length > 0 && {
      disability: {
        ...(grade.length > 0 && { grade: grade.map(Number) }),
        ...(disability.length > 0 && { kind: oneOrList(disability) }),
      },
    }),
    ...(event.length > 0 && { event: oneOrList(event) }),
    ...(event.length > 0 && group.inYear && { in: 'year' }),
    ...(isSpan(group.recognised) && { recognised: writeSpan(group.recognised) }),
    ...(isSpan(group.born) && { born: writeSpan(group.born) }),
    ...(group.household !== '' && { household: group.household }),
    ...(group.tier !== '' && { tier: group.tier }),
    ...(insured === 'previous_year' && { insured }),
    ...(insured === 'continuous' && { continuous: true }),
    ...(insured === 'not_continuous' && { not: { continuous: true } }),
    ...(group.andTheLike && category.length + event.length > 0 && { and_the_like: true }),
  };
}
