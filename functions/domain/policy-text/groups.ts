/** Groups of people as such texts name them, as conditions of a table. What is not understood whole is no condition. */
import type { Json, JsonObject } from '../json.ts';

interface Name {
  is: RegExp;
  means: JsonObject;
}

/** Longer names first: the first that fits at a place is taken. */
const NAMES: readonly Name[] = [
  { is: /重度残疾人?(?:员)?\((?:1、2|一、二)级\)/y, means: { disability: { grade: [1, 2] } } },
  { is: /(?:Ⅰ|I|一|1)(?:至|、|-|—)(?:Ⅱ|II|二|2)级残疾人?(?:员)?/y, means: { disability: { grade: [1, 2] } } },
  {
    is: /(?:Ⅲ|III|三|3)(?:至|、|-|—)(?:Ⅳ|IV|四|4)级精神和智力残疾人?(?:员)?/y,
    means: { disability: { grade: [3, 4], kind: ['mental', 'intellectual'] } },
  },
  { is: /丧失劳动能力的?残疾人?(?:员)?/y, means: { category: 'disabled_unable_to_work' } },
  {
    is: /低收入(?:家庭|人口)(?:中)?的?60周岁(?:及)?以上的?(?:贫困)?老(?:年)?人(?:和|、)(?:重病患者和)?未成年人/y,
    means: { category: 'low_income_family', any: [{ age: { from: 60 } }, { age: { under: 18 } }] },
  },
  {
    is: /低收入(?:家庭|人口)(?:中)?的?60周岁(?:及)?以上的?(?:贫困)?老(?:年)?人/y,
    means: { category: 'low_income_family', age: { from: 60 } },
  },
  { is: /特困(?:供养|救助供养)?(?:人员|对象|户)/y, means: { category: 'extreme_poverty' } },
  { is: /(?:最低生活保障|低保)边缘(?:家庭)?(?:成员|人口|户|对象|人员)?/y, means: { category: 'marginal_family' } },
  {
    is: /(?:城乡)?(?:最低生活保障|低保)(?:家庭)?(?:对象|人员|户|成员)/y,
    means: { category: 'subsistence_allowance' },
  },
  { is: /返贫致贫(?:人口|人员|户)/y, means: { category: 'returned_to_poverty' } },
  {
    is: /(?:乡村振兴部门|农村|防止返贫(?:致贫)?|返贫)?(?:动态)?监测(?:对象|人口|帮扶对象)/y,
    means: { category: 'monitored' },
  },
  { is: /(?:脱贫不稳定|边缘易致贫|突发严重困难)(?:人口|人员|户)/y, means: { category: 'monitored' } },
  { is: /(?:已稳定|稳定|已)?脱贫(?:享受政策)?(?:人口|人员|户)/y, means: { category: 'stable_out_of_poverty' } },
  { is: /事实无人抚养(?:的)?儿童/y, means: { category: 'child_without_caregiver' } },
  { is: /孤儿/y, means: { category: 'orphan' } },
  { is: /(?:重点)?困境儿童/y, means: { category: 'child_in_difficulty' } },
  { is: /低收入(?:家庭成员|家庭|人口|人群)/y, means: { category: 'low_income_family' } },
  { is: /(?:享受国家定期抚恤补助的|享受定期抚恤补助的|重点)?优抚对象/y, means: { category: 'entitled_veteran' } },
  { is: /(?:市属|市直|国有)?改制企业职工/y, means: { category: 'restructured_enterprise' } },
  {
    is: /计划生育特殊(?:困难)?家庭(?:成员|夫妻|父母)?/y,
    means: { category: 'family_planning_special' },
  },
  { is: /(?:60年代)?精(?:减|简)退职(?:老)?职工/y, means: { category: 'retired_1960s' } },
  { is: /(?:严重)?精神障碍患者/y, means: { category: 'mental_disorder' } },
  { is: /(\d{2})(?:周)?岁(?:及)?以上(?:\(含\d{2}(?:周)?岁\))?(?:的)?(?:老年人|老人|人员|居民|参保居民)/y, means: {} },
  { is: /重度残疾人?(?:员)?/y, means: { category: 'severely_disabled' } },
  { is: /残疾人(?:员)?/y, means: { category: 'disabled' } },
  {
    is: /在(?:本市|我市|本地|当地)就读的全日制大中专(?:院校)?(?:在校)?学生/y,
    means: { schooling: ['vocational', 'college'], localSchool: true },
  },
  {
    is: /全日制大中专(?:院校)?(?:在校)?学生/y,
    means: { schooling: ['vocational', 'college'] },
  },
  {
    is: /(?:学生儿童|在校学生(?:和|及|、)(?:其他)?(?:学龄前)?(?:儿童|未成年人)|学生(?:和|及|、)(?:少年)?儿童)/y,
    means: { any: [{ schooling: ['kindergarten', 'school', 'vocational', 'college'] }, { age: { under: 18 } }] },
  },
  { is: /(?:在校|高校|普通高校|全日制)?大学生|高校(?:在校)?学生/y, means: { schooling: 'college' } },
  { is: /在校学生(?!和|及|、)/y, means: { schooling: ['school', 'vocational', 'college'] } },
  { is: /(?:在校)?中小学生/y, means: { schooling: 'school' } },
  { is: /少(?:年)?儿(?:童)?/y, means: { age: { under: 18 } } },
];

/** Everybody whom no other line names. */
const EVERYBODY =
  /^(?:其他|其余)$|^(?:其他|其余|除上述[^、]{0,12}外的)?(?:普通|一般)?(?:参保|城乡)?(?:居民|人群|群众|参保人群|参保人员|城乡居民|参保居民|成年居民|居民医保参保人|居民参保人员)$/;
const BETWEEN = /(?:、|,|和|及|以及|与|或|或者|其中|等)/y;
/** What stands before a name and takes nobody away: from where the name comes. */
const BEFORE = /(?:对于|对|将|纳入[^、,]{1,24}?的|未纳入[^、,]{1,24}?的|经[^、,]{1,16}?认定的|符合条件的|城乡|农村)/y;
const IN_BRACKETS = /\([^()]{0,60}\)/y;
const THE_LIKE = /等(?:特殊|困难|救助|资助)?(?:参保)?(?:群体|人群|人员|对象|群众|困难群体)?$/;

export interface Group {
  /** Null: everybody. */
  who: JsonObject | null;
  /** Whether 等 follows the list. */
  andTheLike: boolean;
}

/** @returns null where something of the phrase is not understood */
export function readGroup(phrase: string): Group | null {
  const said = phrase.replace(/^[,、:]{1,2}/, '');
  const bare = said.replaceAll(/\([^()]{0,60}\)/g, '');
  if (EVERYBODY.test(bare)) return { who: null, andTheLike: false };
  const like = THE_LIKE.exec(said);
  const text = like ? said.slice(0, like.index) : said;
  const parts: JsonObject[] = [];
  let at = 0;
  while (at < text.length) {
    const name = nameAt(text, at);
    if (name !== null) {
      parts.push(name.means);
      at = name.end;
      continue;
    }
    const skipped = [BEFORE, IN_BRACKETS, BETWEEN].map((one) => endAt(one, text, at)).find((end) => end > at);
    if (skipped === undefined) return null;
    at = skipped;
  }
  const who = joined(parts);
  return who === null ? null : { who, andTheLike: like !== null };
}

function endAt(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at;
  return expression.test(text) ? expression.lastIndex : at;
}

function nameAt(text: string, at: number): { means: JsonObject; end: number } | null {
  for (const { is, means } of NAMES) {
    is.lastIndex = at;
    const match = is.exec(text);
    if (match === null) continue;
    const age = match[1];
    return { means: age === undefined ? means : { age: { from: Number(age) } }, end: is.lastIndex };
  }
  return null;
}

/** Codes that stand for people of more than one name: a line of them is called by the name that its text has. */
const OF_SEVERAL_NAMES: readonly { code: string; usual: RegExp; other: RegExp }[] = [
  {
    code: 'low_income_family',
    usual: /低收入/,
    other: /(?:最低生活保障|低保)边缘(?:家庭)?(?:成员|人口|户|对象|人员)?/,
  },
  { code: 'stable_out_of_poverty', usual: /稳定脱贫/, other: /脱贫(?:享受政策)?(?:人口|人员|户)/ },
];

/** By code, what a text calls people whom it does not call by the usual name. @param text as it is readable */
export function otherNamesIn(text: string): Map<string, string> {
  return new Map(
    OF_SEVERAL_NAMES.flatMap(({ code, usual, other }) => {
      const name = usual.test(text) ? undefined : other.exec(text)?.[0];
      return name === undefined ? [] : [[code, name] as const];
    }),
  );
}

/** The names of groups that a text has anywhere, as conditions. */
export function groupsIn(text: string): JsonObject[] {
  const found: JsonObject[] = [];
  let at = 0;
  while (at < text.length) {
    const name = nameAt(text, at);
    if (name !== null) found.push(name.means);
    at = name?.end ?? at + 1;
  }
  return found;
}

/** One condition of several names: categories in one list, everything else beside them. */
export function joined(parts: readonly JsonObject[]): JsonObject | null {
  const categories = new Set<string>();
  const others = new Map<string, JsonObject>();
  for (const part of parts) {
    const keys = Object.keys(part);
    if (keys.length === 1 && typeof part.category === 'string') categories.add(part.category);
    else others.set(JSON.stringify(part), part);
  }
  const list = [...categories];
  const [first] = list;
  const all: JsonObject[] = [
    ...(list.length > 1 ? [{ category: list }] : first === undefined ? [] : [{ category: first }]),
    ...others.values(),
  ];
  if (all.length === 0) return null;
  const [only] = all;
  return all.length === 1 && only ? only : { any: all };
}

/** The categories that a condition names, wherever they stand. */
export function categoriesOf(node: Json | undefined): string[] {
  if (Array.isArray(node)) return node.flatMap(categoriesOf);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, one]) =>
    key === 'category' ? [one].flat().map(String) : categoriesOf(one),
  );
}
