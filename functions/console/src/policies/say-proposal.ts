/** A value of a table as an officer reads it beside its sentence: conditions as a sentence, days of the month as a span. */
import { wordOf } from '../words/case-words.ts';
import {
  DISABILITY_WORDS,
  HOUSEHOLD_WORDS,
  PARENTS_WORDS,
  SCHOOLING_WORDS,
  SEX_WORDS,
  TIER_WORDS,
  type Words,
  WRITTEN_WORDS,
} from '../words/dictionary.ts';
import { sayWritten } from '../words/value-words.ts';

/** `none` is said by its field. */
const { none: _none, ...SCHOOLS } = SCHOOLING_WORDS;
const WORDS: Words = {
  ...TIER_WORDS,
  ...SCHOOLS,
  ...SEX_WORDS,
  ...PARENTS_WORDS,
  ...HOUSEHOLD_WORDS,
  ...DISABILITY_WORDS,
  ...WRITTEN_WORDS,
};

type Parts = Record<string, unknown>;
const isParts = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/**
 * @param field where the table has it: `none` is no waiting in one place and no aid in another
 * @param names of codes that the table declares itself
 */
export function sayField(field: string, value: unknown, names: Words = {}): string {
  const say = (one: unknown): string => sayField(field, one, names);
  if (Array.isArray(value)) return value.map(say).join('、');
  if (!isParts(value)) {
    const [, bound] = /\.age\.(from|under)$/.exec(field) ?? [];
    if (bound !== undefined) return `${bound === 'from' ? '满' : '不满'} ${String(value)} 周岁`;
    return names[String(value)] ?? WORDS[String(value)] ?? sayWritten(value, field, names);
  }
  const { days } = value;
  if (Array.isArray(days) && days.length === 2) return `每月 ${days[0]} 日至 ${days[1]} 日`;
  if (field.endsWith('.cost')) return sayCost(value, (one) => sayField('cost', one, names));
  const { min, max } = value;
  if (min !== undefined && min === max) return sayWritten(min);
  return sayCondition(value, say);
}

/** Who bears which share, of each year where one payment buys several. */
function sayCost(cost: Parts, say: (one: unknown) => string): string {
  return Object.entries(cost)
    .filter(([name]) => name !== 'by' && name !== 'note')
    .map(([name, part]) => `${say(name)}：${sayShare(part, say)}`)
    .join('，');
}

function sayShare(share: unknown, say: (one: unknown) => string): string {
  if (!isParts(share)) return say(share);
  const { part, months } = share;
  if (part !== undefined) return `全额的 ${String(part)}`;
  if (!isParts(months)) return `（${sayCost(share, say)}）`;
  const { from = 'payment', to = 'year_end' } = months;
  return `按月计，${say(from)}起至 ${say(to)}`;
}

/** Whom a condition takes; what has no words of its own is said part by part. */
function sayCondition(condition: Parts, say: (one: unknown) => string): string {
  const { all, any, not, and_the_like: alike, by: _by, ...facts } = condition;
  const own = Object.entries(facts).map(([name, part]) => sayFact(name, part, say));
  const inner = (one: unknown): string => (isOfSeveral(one) ? `（${say(one)}）` : say(one));
  const each = Array.isArray(all) ? all.map(inner) : [];
  const either = Array.isArray(any) ? any.map(inner).join('，或 ') : '';
  const besides = own.length + each.length > 0 || not !== undefined;
  const parts = [
    ...(own.length > 0 ? [own.join('，')] : []),
    ...each,
    // Of low income, and old or under age: who is old alone is not meant.
    ...(either === '' ? [] : [besides && Array.isArray(any) && any.length > 1 ? `（${either}）` : either]),
  ];
  const without = not === undefined ? [] : [`除去 ${inner(not)}`];
  return `${[parts.join('，且 '), ...without].filter((one) => one !== '').join('，')}${alike === true ? ' 等' : ''}`;
}

/** A condition within another one that would be taken for parts of it. */
function isOfSeveral(condition: unknown): boolean {
  if (!isParts(condition)) return false;
  const { by: _by, and_the_like: _alike, ...facts } = condition;
  const [only, ...others] = Object.entries(facts);
  if (only === undefined) return false;
  const [name, part] = only;
  return others.length > 0 || ((name === 'any' || name === 'all') && Array.isArray(part) && part.length > 1);
}

function sayFact(name: string, part: unknown, say: (one: unknown) => string): string {
  const { from, under, grade, kind } = isParts(part) ? part : {};
  if (name === 'age') {
    return [from === undefined ? '' : `满 ${from} 周岁`, under === undefined ? '' : `不满 ${under} 周岁`].join('');
  }
  if (name === 'disability') {
    const kinds = kind === undefined ? '' : listOf(kind).map(say).join('、');
    return `${kinds}残疾${grade === undefined ? '' : ` ${listOf(grade).join('、')} 级`}`;
  }
  if (name === 'schooling')
    return listOf(part)
      .map((one) => wordOf(SCHOOLING_WORDS, String(one)))
      .join('、');
  if (name === 'category' || name === 'event' || name === 'sex') return listOf(part).map(say).join('、');
  if (part === 'year') return `当年${wordOf(WORDS, name)}`;
  const { to } = isParts(part) ? part : {};
  if (from !== undefined || to !== undefined) {
    const ends = `${from === undefined ? '' : ` ${say(from)} 起`}${to === undefined ? '' : ` 至 ${say(to)}`}`;
    return `${wordOf(WORDS, name)}：${ends.trim()}`;
  }
  if (typeof part === 'boolean') return `${part ? '' : '不是'}${wordOf(WORDS, name)}`;
  if (name === 'insured' && isParts(part)) return `连续参保 ${part.years_in_a_row} 年`;
  if (name === 'parents' && typeof part === 'string') return say(part);
  if (name === 'lapsed_years') return `断保${bounds(part)}年`;
  return `${wordOf(WORDS, name)}：${listOf(part).map(say).join('、')}`;
}

const bounds = (part: unknown): string => {
  const { from, under } = isParts(part) ? part : {};
  return `${from === undefined ? '' : `满 ${from} `}${under === undefined ? '' : `不满 ${under} `}`;
};

/** A value as an officer would type it, in one line: the text that a change begins with. */
export function writtenForm(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writtenForm).join(', ')}]`;
  if (!isParts(value)) return String(value);
  return `{ ${Object.entries(value)
    .map(([name, part]) => `${name}: ${writtenForm(part)}`)
    .join(', ')} }`;
}
