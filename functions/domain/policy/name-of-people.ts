/** What a desk calls the people of a condition, so that a value of theirs is not read as everybody's. */
import type { Json, JsonObject } from '../json.ts';
import { EVENTS, HOUSEHOLD_NAMES, nameOfCategory, SCHOOLING_NAMES } from '../regions.ts';

const TIERS: Readonly<Record<string, string>> = { low: '低档', high: '高档' };
const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  schooling: SCHOOLING_NAMES,
  tier: TIERS,
  household: HOUSEHOLD_NAMES,
  event: EVENTS,
};
export const SOME_PEOPLE = '部分人员';

const isMap = (node: Json | undefined): node is JsonObject =>
  typeof node === 'object' && node !== null && !Array.isArray(node);
const listOf = (node: Json): Json[] => (Array.isArray(node) ? node : [node]);

/** @param node as a table has it: `{ schooling: college }`; what has no short name is 部分人员 */
export function nameOfPeople(node: Json): string {
  if (!isMap(node)) return typeof node === 'string' ? node : SOME_PEOPLE;
  const { all, any, by: _by, and_the_like: _alike, ...facts } = node;
  const names = [
    ...(Array.isArray(all) ? [all.map(nameOfPeople).join('中的')] : []),
    ...(Array.isArray(any) ? [any.map(nameOfPeople).join('、')] : []),
    ...Object.entries(facts).map(([name, part]) => nameOfFact(name, part)),
  ];
  return names.length === 0 || names.some((one) => one.includes(SOME_PEOPLE)) ? SOME_PEOPLE : names.join('中的');
}

function nameOfFact(name: string, part: Json): string {
  if (name === 'category')
    return listOf(part)
      .map((code) => nameOfCategory(String(code)))
      .join('、');
  const names = NAMES[name];
  if (names)
    return listOf(part)
      .map((code) => names[String(code)] ?? SOME_PEOPLE)
      .join('、');
  if (name === 'age' && isMap(part)) {
    const { from, under } = part;
    return `${from === undefined ? '' : `满${beforeClause(from)}周岁`}${under === undefined ? '' : `不满${beforeClause(under)}周岁`}的人`;
  }
  if (name === 'disability' && isMap(part) && part.grade !== undefined) {
    return `${listOf(part.grade).map(String).join('、')}级残疾人`;
  }
  return SOME_PEOPLE;
}

const beforeClause = (node: Json): string => String(node).split(' @')[0] ?? '';
