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
  PAYER_WORDS,
  SCHEME_WORDS,
  VALUE_PART_WORDS,
  VALUE_WORDS,
  WAY_WORDS,
} from './dictionary.ts';
import { yuan } from './yuan.ts';

const WORDS = {
  ...VALUE_WORDS,
  ...CHANNEL_WORDS,
  ...DEPARTURE_WORDS,
  ...GROUND_WORDS,
  ...SCHEME_WORDS,
  ...CATEGORY_WORDS,
  ...PAYER_WORDS,
  ...APPLICANT_WORDS,
  ...LODGED_WORDS,
  ...MODE_WORDS,
};

/** A value as a desk says it: amounts with 元, codes by their words, lists with 、 between. */
export function sayValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '无' : value.map(sayValue).join('、');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, part]) => `${wordOf(VALUE_PART_WORDS, name)} ${sayValue(part)}`)
      .join(',');
  }
  const text = String(value);
  return /^\d+\.\d{2,3}$/.test(text) ? yuan(text) : wordOf(WORDS, text);
}

/** What a table of ways writes: a code, an amount, a day that is reckoned from another, or parts with names. */
export function sayWritten(value: unknown): string {
  if (Array.isArray(value)) return value.map(sayWritten).join('、');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, part]) => `${sayWritten(name)}：${sayWritten(part)}`)
      .join('，');
  }
  const text = String(value);
  const whole = sayValue(text);
  if (whole !== text) return whole;
  return text.replaceAll(/[a-z]+(?:_[a-z]+)*|>/g, (word) => WAY_WORDS[word] ?? wordOf(WORDS, word));
}
