/** Words for what is known of a person: the fields of a form, and the values that they take. */
import { wordOf } from './case-words.ts';
import {
  APPLICANT_WORDS,
  CATEGORY_WORDS,
  CHANNEL_WORDS,
  DEPARTURE_WORDS,
  FACT_WORDS,
  GRADE_WORDS,
  GROUND_WORDS,
  IDENTITY_DOCUMENT_WORDS,
  LODGED_WORDS,
  SCHEME_WORDS,
  TIER_WORDS,
  type Words,
  YES_NO_WORDS,
} from './dictionary.ts';

/** The name of a fact by the last word of its path, `history.insuredYears` or `payments.0.amount`. */
export const factName = (path: string): string => {
  const name = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? path;
  return wordOf(FACT_WORDS, name);
};

const WORDS_OF: Readonly<Record<string, Words>> = {
  category: CATEGORY_WORDS,
  channel: CHANNEL_WORDS,
  scheme: SCHEME_WORDS,
  ground: GROUND_WORDS,
  applicant: APPLICANT_WORDS,
  lodgedAt: LODGED_WORDS,
  tier: TIER_WORDS,
  grade: GRADE_WORDS,
  kind: DEPARTURE_WORDS,
  identityDocument: IDENTITY_DOCUMENT_WORDS,
};

/** A fact as it is read: codes by their words, yes and no, lists with 、 between. */
export function factValue(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '无' : value.map((one) => factValue(name, one)).join('、');
  if (typeof value === 'boolean') return wordOf(YES_NO_WORDS, String(value));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, inner]) => `${factName(key)} ${factValue(key, inner)}`)
      .join('，');
  }
  return wordOf(WORDS_OF[name] ?? {}, String(value));
}
