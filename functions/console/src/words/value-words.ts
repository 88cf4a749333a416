/** Values of policy tables in words. */
import { wordOf } from './case-words.ts';
import {
  APPLICANT_WORDS,
  CATEGORY_WORDS,
  CHANNEL_WORDS,
  DEPARTURE_WORDS,
  GROUND_WORDS,
  LODGED_WORDS,
  MODE_WORDS,
  NONE_WORDS,
  PAYER_WORDS,
  SCHEME_WORDS,
  TABLE_GROUND_WORDS,
  VALUE_PART_WORDS,
  VALUE_WORDS,
  WAY_WORDS,
  type Words,
  WRITTEN_WORDS,
} from './dictionary.ts';
import { yuan } from './yuan.ts';

/** `none` is said by its field. */
const { none: _nothingToPay, ...MODES } = MODE_WORDS;

const WORDS = {
  ...VALUE_WORDS,
  ...CHANNEL_WORDS,
  ...DEPARTURE_WORDS,
  ...GROUND_WORDS,
  ...TABLE_GROUND_WORDS,
  ...SCHEME_WORDS,
  ...CATEGORY_WORDS,
  ...PAYER_WORDS,
  ...APPLICANT_WORDS,
  ...LODGED_WORDS,
  ...MODES,
};

const LATER = 'later of ';

/** A value as a desk says it: amounts with 元, codes by their words, lists with 、 between. */
export function sayValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '无' : value.map(sayValue).join('、');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, part]) => `${wordOf(VALUE_PART_WORDS, name)} ${sayValue(part)}`)
      .join('，');
  }
  const text = String(value);
  return /^\d+\.\d{2,3}$/.test(text) ? yuan(text) : wordOf(WORDS, text);
}

/**
 * What a table of ways writes: a code, an amount, a day that is reckoned from another, or parts with names.
 *
 * @param field whose value it is
 * @param names of codes that the table has itself, such as its ways
 */
export function sayWritten(value: unknown, field = '', names: Words = {}): string {
  if (Array.isArray(value)) return value.map((one) => sayWritten(one, field, names)).join('、');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, part]) => `${names[name] ?? sayName(name)}：${sayWritten(part, name, names)}`)
      .join('，');
  }
  const text = String(value);
  if (text === 'none') return sayNone(field);
  const [one, other] = text.startsWith(LATER) ? text.slice(LATER.length).split(' and ') : [];
  if (one !== undefined && other !== undefined) {
    return `${sayWritten(one, field, names)}和${sayWritten(other, field, names)}中较晚的一天`;
  }
  const whole = sayValue(text);
  if (whole !== text) return whole;
  return text
    .replaceAll(/ - (\d{1,3}) (?=days?|months?)/g, '的前 $1 ')
    .replaceAll('at least ', '不少于 ')
    .replaceAll('at latest ', '最迟 ')
    .replaceAll(
      /[a-z]+(?:_[a-z0-9]+)*|>/gi,
      (word) => WAY_WORDS[word] ?? names[`ways.${word}`] ?? WRITTEN_WORDS[word] ?? wordOf(WORDS, word),
    )
    .replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}

/** What somebody confirms. Cases of earlier releases keep no value of what a pack says. */
export const sayAdopted = (label: string, value: unknown, field: string): string =>
  value === null ? label : `${label}：${sayWritten(value, field)}`;

/** The last part of a field that has words for it: `ways.late.wait` is 不等待, `aid.others` 不资助. */
function sayNone(field: string): string {
  const known = field.split('.').findLast((part) => NONE_WORDS[part] !== undefined);
  return (known !== undefined && NONE_WORDS[known]) || '无';
}

const sayName = (name: string): string =>
  WRITTEN_WORDS[name] ?? VALUE_PART_WORDS[name] ?? WAY_WORDS[name] ?? wordOf(WORDS, name);
