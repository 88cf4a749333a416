/** Reads for whom a way or a line is: facts, joined by all, any and not; a list inside one fact means any of them. */
import type { Json, JsonObject } from '../json.ts';
import { CHANNELS, DISABILITIES } from '../regions.ts';
import type { Condition, PersonFact } from '../ways/model.ts';
import type { Told } from '../ways/told.ts';
import { dayText } from './day-text.ts';
import { readSpan, type WindowContext } from './read-window.ts';
import { flag, isMap, type ReadingPlace, right, unknownWord, wholeNumber } from './reading.ts';

export interface ConditionContext extends WindowContext {
  readonly groups: Readonly<Record<string, string>>;
  readonly events: Readonly<Record<string, string>>;
  readonly facts: Readonly<Record<string, string>>;
  /** Conditions that the table has named, for `who: name`. */
  readonly named: JsonObject;
}

const KEYS = [
  'all',
  'any',
  'not',
  'and_the_like',
  'age',
  'sex',
  'schooling',
  'localSchool',
  'household',
  'tier',
  'channel',
  'category',
  'recognised',
  'disability',
  'event',
  'in',
  'born',
  'date',
  'insured',
  'where',
  'continuous',
  'lapsed_years',
  'first_enrolment',
  'parents',
  'fact',
  'unsaid',
];
const SCHOOLING = ['none', 'kindergarten', 'school', 'vocational', 'college'];
const HOUSEHOLD = ['local', 'elsewhere', 'residence_permit'];
const MOST_LEVELS = 4;
const MAY_BE_UNSAID = ['schooling', 'sex', 'localSchool', 'household', 'tier', 'channel'];
const isTrue = (node: Json | undefined): boolean => node === true || node === 'true';

export function readCondition(
  node: Json | undefined,
  place: ReadingPlace,
  context: ConditionContext,
  level = 1,
): Condition {
  const { reading } = context;
  const { path } = place;
  if (typeof node === 'string') {
    const named = context.named[node];
    if (named === undefined) {
      reading.refuse(path, unknownWord(node, Object.keys(context.named)));
      return EVERYBODY;
    }
    context.reading.usedNames.add(`conditions.${node}`);
    return readCondition(named, { ...place, path: ['conditions', node] }, { ...context, named: {} }, level);
  }
  if (!isMap(node)) {
    reading.refuse(path, '应为条件,如 { category: disabled } 或 { age: { from: 60 } }');
    return EVERYBODY;
  }
  if (level > MOST_LEVELS) {
    reading.refuse(path, '条件至多三层:把内层的条件写到 conditions 中,再写它的名称');
    return EVERYBODY;
  }
  reading.keys(node, path, KEYS);
  const by = typeof node.by === 'string' ? node.by : place.by;
  const parts = partsOf(node, { ...place, by }, context, level);
  const isTold = reading.mistakes.some(({ path: at }) => path.every((key, index) => key === at[index]));
  if (parts.length === 0 && !isTold) reading.refuse(path, `条件是空的。可以写的有：${KEYS.join('、')}`);
  const whole = wholeOf(parts, node, place, context);
  if (node.unsaid !== undefined && !MAY_BE_UNSAID.some((key) => node[key] !== undefined)) {
    reading.refuse([...path, 'unsaid'], `与下列之一写在同一处:${MAY_BE_UNSAID.join('、')}`);
  }
  if (node.where !== undefined && node.insured === undefined) {
    reading.refuse([...path, 'where'], '与 insured 写在同一处:{ insured: previous_year, where: here }');
  }
  if (node.and_the_like === undefined) return whole;
  if (!isMap(node.and_the_like) && !isTrue(node.and_the_like)) {
    reading.refuse([...path, 'and_the_like'], '应为 true;原文没有“等”字的不写这一项');
  }
  if (!hasList(whole))
    reading.refuse([...path, 'and_the_like'], '只有列举了人群(category)或情形(event)的条件才能写 and_the_like(等)');
  const told = reading.told(
    isMap(node.and_the_like) ? node.and_the_like : undefined,
    { path: [...path, 'and_the_like'], label: `${place.label}的适用对象`, by },
    flag,
  );
  return { kind: 'and_the_like', of: whole, field: told.field, told };
}

const EVERYBODY: Condition = { kind: 'all', of: [] };

/** All parts together, with the clause that the condition itself names. */
function wholeOf(parts: readonly Condition[], { by }: JsonObject, place: ReadingPlace, { reading }: ConditionContext) {
  const [only] = parts;
  if (typeof by !== 'string') return parts.length === 1 && only ? only : ({ kind: 'all', of: parts } as const);
  const at = { path: place.path, label: `${place.label}的范围`, by };
  return { kind: 'all', of: parts, told: reading.told(IN_CLAUSE, at, () => right(true)) } as const;
}

/** What stands for the value: the condition itself, as the table has it. */
export const IN_CLAUSE = '见条款原文';

function hasList(condition: Condition): boolean {
  if (condition.kind === 'all' || condition.kind === 'any') return condition.of.some(hasList);
  return condition.kind === 'category' || condition.kind === 'event';
}

function partsOf(node: JsonObject, place: ReadingPlace, context: ConditionContext, level: number): Condition[] {
  const { reading } = context;
  const { path } = place;
  const parts: Condition[] = [];
  const inner = (value: Json | undefined, ...at: (string | number)[]) =>
    readCondition(value, { ...place, path: [...path, ...at] }, context, level + 1);
  for (const kind of ['all', 'any'] as const) {
    const list = node[kind];
    if (list === undefined) continue;
    if (!Array.isArray(list) || list.length === 0) reading.refuse([...path, kind], '应为条件的列表:[{ … }, { … }]');
    else parts.push({ kind, of: list.map((one, index) => inner(one, kind, index)) });
  }
  if (node.not !== undefined) {
    const of = inner(node.not, 'not');
    if (isMap(node.not) && node.not.not !== undefined) reading.refuse([...path, 'not'], 'not 之内不再写 not');
    parts.push({ kind: 'not', of });
  }
  return [...parts, ...personal(node, place, context), ...dated(node, place, context)];
}

/** What a person is: age, school, household, tier, identities. */
function personal(node: JsonObject, place: ReadingPlace, context: ConditionContext): Condition[] {
  const { reading } = context;
  const { path, by, label } = place;
  const parts: Condition[] = [];
  const unsaid: Told<boolean> | null =
    node.unsaid === undefined
      ? null
      : reading.told(node.unsaid, { path: [...path, 'unsaid'], label: `${label}:没有说明时的读法`, by }, (text) =>
          flag(text === 'yes' ? 'true' : text === 'no' ? 'false' : text),
        );
  if (node.age !== undefined) parts.push(ageOf(node.age, place, context));
  if (node.lapsed_years !== undefined) parts.push(lapsedOf(node.lapsed_years, place, context));
  if (node.schooling !== undefined) {
    parts.push({ kind: 'schooling', levels: words(node.schooling, SCHOOLING, 'schooling', place, context), unsaid });
  }
  const facts: [PersonFact, readonly string[] | null][] = [
    ['sex', ['female', 'male']],
    ['localSchool', null],
    ['household', HOUSEHOLD],
    ['tier', ['low', 'high']],
    ['channel', CHANNELS],
  ];
  for (const [fact, known] of facts) {
    const value = node[fact];
    if (value === undefined) continue;
    if (known === null && !isTrue(value) && value !== false && value !== 'false') {
      reading.refuse([...path, fact], '应为 true 或 false');
    }
    const values = known === null ? [isTrue(value)] : words(value, known, fact, place, context);
    parts.push({ kind: 'fact_in', fact, values, unsaid });
  }
  if (node.category !== undefined) {
    const known = [...Object.keys(context.groups), 'any_aided'];
    const codes = words(node.category, known, 'category', place, context, 'groups', context.groups);
    for (const code of codes) reading.usedNames.add(`groups.${code}`);
    parts.push({
      kind: 'category',
      codes: codes.filter((code) => code !== 'any_aided'),
      anyAided: codes.includes('any_aided'),
      recognised:
        node.recognised === undefined
          ? null
          : readSpan(node.recognised, { path: [...path, 'recognised'], label: `${label}的认定日期`, by }, context),
    });
  } else if (node.recognised !== undefined) {
    reading.refuse([...path, 'recognised'], '与 category 写在同一处:{ category: …, recognised: … }');
  }
  if (node.disability !== undefined) parts.push(disabilityOf(node.disability, place, context));
  return parts;
}

function words(
  node: Json,
  known: readonly string[],
  key: string,
  { path }: ReadingPlace,
  { reading }: ConditionContext,
  section?: string,
  names?: Readonly<Record<string, string>>,
): string[] {
  const list = Array.isArray(node) ? node : [node];
  return list.flatMap((one, index) => {
    const word = String(one);
    if (known.includes(word)) return [word];
    reading.refuse(
      Array.isArray(node) ? [...path, key, index] : [...path, key],
      unknownWord(word, known, section, names),
    );
    return [];
  });
}

function ageOf(node: Json, place: ReadingPlace, context: ConditionContext): Condition {
  const { path, label, by } = place;
  const ends = endsOf(node, 'age', 131, place, context, ['on']);
  if (ends === null || !isMap(node)) return EVERYBODY;
  const inherited = typeof node.by === 'string' ? node.by : by;
  const on =
    node.on === undefined
      ? null
      : context.reading.told(
          node.on,
          { path: [...path, 'age', 'on'], label: `${label}年龄的计算日`, by: inherited },
          dayText(context.words),
        );
  return { kind: 'age', ...ends, on };
}

function lapsedOf(node: Json, place: ReadingPlace, context: ConditionContext): Condition {
  const ends = endsOf(node, 'lapsed_years', 61, place, context);
  return ends === null ? EVERYBODY : { kind: 'lapsed', ...ends };
}

const AGE = { label: '年龄', example: '{ from: 60 }(满 60 周岁)、{ under: 18 }(不满 18 周岁)或两者' };
const LAPSED = { label: '断保年数', example: '{ from: 2 }(断保满 2 年)、{ under: 2 }(不满 2 年)或两者' };

/** `{ from, under }`, either end alone. */
function endsOf(
  node: Json,
  key: 'age' | 'lapsed_years',
  most: number,
  { path, label, by }: ReadingPlace,
  { reading }: ConditionContext,
  besides: readonly string[] = [],
): { from: Told<number> | null; under: Told<number> | null } | null {
  const words = key === 'age' ? AGE : LAPSED;
  if (!isMap(node)) {
    reading.refuse([...path, key], `应为 ${words.example}`);
    return null;
  }
  reading.keys(node, [...path, key], ['from', 'under', ...besides]);
  const inherited = typeof node.by === 'string' ? node.by : by;
  const end = (name: 'from' | 'under', highest: number): Told<number> | null =>
    node[name] === undefined
      ? null
      : reading.told(
          node[name],
          { path: [...path, key, name], label: `${label}的${words.label}`, by: inherited, uncited: true },
          wholeNumber(0, highest),
        );
  const [from, under] = [end('from', most - 1), end('under', most)];
  if (from === null && under === null) reading.refuse([...path, key], '至少写明 from 或 under 之一');
  if (from?.value != null && under?.value != null && from.value >= under.value) {
    reading.refuse([...path, key, 'under'], `应大于 from(${from.value})`);
  }
  return { from, under };
}

function disabilityOf(node: Json, place: ReadingPlace, context: ConditionContext): Condition {
  const { reading } = context;
  const path = [...place.path, 'disability'];
  if (!isMap(node)) {
    reading.refuse(path, '应为 { grade: [1, 2] },或另写 kind: [mental]');
    return EVERYBODY;
  }
  reading.keys(node, path, ['grade', 'kind']);
  const grades = node.grade === undefined ? null : (Array.isArray(node.grade) ? node.grade : [node.grade]).map(Number);
  if (grades?.some((grade) => ![1, 2, 3, 4].includes(grade))) reading.refuse([...path, 'grade'], '残疾等级应为 1 至 4');
  const kinds = node.kind === undefined ? null : words(node.kind, DISABILITIES, 'kind', { ...place, path }, context);
  return { kind: 'disability', grades, kinds };
}

/** What happened when: events, births, certificates, enrolment; and what was said. */
function dated(node: JsonObject, place: ReadingPlace, context: ConditionContext): Condition[] {
  const { reading } = context;
  const { path, by, label } = place;
  const parts: Condition[] = [];
  const span = (key: string) => readSpan(node[key], { path: [...path, key], label: `${label}的日期`, by }, context);
  if (node.event !== undefined) {
    const events = words(node.event, Object.keys(context.events), 'event', place, context, 'events', context.events);
    for (const event of events) reading.usedNames.add(`events.${event}`);
    parts.push({ kind: 'event', events, in: node.in === undefined ? null : span('in') });
  }
  if (node.born !== undefined) parts.push({ kind: 'born', in: span('born') });
  if (node.date !== undefined) {
    const known = ['certificate_issued', 'assessed', 'registration'] as const;
    const date = known.find((one) => one === node.date);
    if (date) parts.push({ kind: 'certificate', date, in: span('in') });
    else reading.refuse([...path, 'date'], unknownWord(String(node.date), known));
  } else if (node.in !== undefined && node.event === undefined) {
    reading.refuse([...path, 'in'], '与 event 或 date 写在同一处:{ event: moved_in, in: year }');
  }
  if (node.insured !== undefined) parts.push(insuredOf(node, place, context));
  for (const kind of ['continuous', 'first_enrolment'] as const) {
    if (node[kind] === undefined) continue;
    if (!isTrue(node[kind])) reading.refuse([...path, kind], `应为 true;相反的写 not: { ${kind}: true }`);
    parts.push({ kind });
  }
  if (node.parents !== undefined) parts.push(parentsOf(node.parents, place, context));
  if (node.fact !== undefined) {
    const fact = String(node.fact);
    const name = context.facts[fact];
    reading.usedNames.add(`facts.${fact}`);
    if (name === undefined)
      reading.refuse([...path, 'fact'], `请先在 facts 中写明 ${fact} 的中文名称:facts: { ${fact}: … }`);
    else parts.push({ kind: 'declared', fact, name });
  }
  return parts;
}

function insuredOf(node: JsonObject, { path }: ReadingPlace, { reading }: ConditionContext): Condition {
  const { insured, where } = node;
  const years = insured === 'previous_year' ? 1 : isMap(insured) ? Number(insured.years_in_a_row) : Number.NaN;
  if (!(years >= 1 && years <= 30)) {
    reading.refuse([...path, 'insured'], '应为 previous_year(上年参保),或 { years_in_a_row: 2 }(连续参保年数)');
  }
  if (isMap(insured)) reading.keys(insured, [...path, 'insured'], ['years_in_a_row']);
  const place = where === undefined ? null : where === 'here' || where === 'anywhere' ? where : undefined;
  if (place === undefined) reading.refuse([...path, 'where'], '应为 here(在本地参保)或 anywhere(在任何地方参保)');
  return { kind: 'insured', years: years >= 1 ? years : 1, where: place ?? null };
}

function parentsOf(node: Json, place: ReadingPlace, context: ConditionContext): Condition {
  const { reading } = context;
  const path = [...place.path, 'parents'];
  if (isMap(node)) {
    reading.keys(node, path, ['household']);
    if (node.household === undefined) reading.refuse(path, '应为 one_insured 等，或 { household: [local] }');
    const household =
      node.household === undefined ? [] : words(node.household, HOUSEHOLD, 'household', { ...place, path }, context);
    return { kind: 'parents', insured: null, household };
  }
  const known = ['one_insured', 'both_insured', 'only_one_insured', 'none_insured'] as const;
  const found = known.find((one) => one === node);
  if (!found) reading.refuse(path, unknownWord(String(node), known));
  return { kind: 'parents', insured: PARENTS[found ?? 'one_insured'], household: null };
}

/** At least one of them, unless the text says only one. */
const PARENTS = {
  one_insured: ['one_insured', 'both_insured'],
  only_one_insured: ['one_insured'],
  both_insured: ['both_insured'],
  none_insured: ['none_insured'],
};
