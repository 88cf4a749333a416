/** The figures of a decision by their paths in the API's answer, and what they may be. */
import { wordOf } from './case-words.ts';
import {
  APPLICANT_WORDS,
  CATEGORY_WORDS,
  FIGURE_WORDS,
  LODGED_WORDS,
  MODE_WORDS,
  OUTCOME_WORDS,
  PAYER_WORDS,
  REASON_WORDS,
  TIMING_WORDS,
  type Words,
} from './dictionary.ts';
import { factName } from './fact-words.ts';
import { sayValue } from './value-words.ts';

const CODES: Readonly<Record<string, Words>> = {
  timing: TIMING_WORDS,
  identity: CATEGORY_WORDS,
  'payers.aid': PAYER_WORDS,
  'payers.subsidy': PAYER_WORDS,
  'payers.individual': PAYER_WORDS,
  paymentMode: MODE_WORDS,
  outcome: OUTCOME_WORDS,
  reason: REASON_WORDS,
  applicant: APPLICANT_WORDS,
  applyAt: LODGED_WORDS,
};

export const figureWord = (path: string): string => wordOf(FIGURE_WORDS, path);

/** A figure as a desk says it; of questions, what each is about. */
export function sayFigure(path: string, value: unknown): string {
  if (value === null || value === undefined) return '无';
  const codes = CODES[path];
  if (codes) return wordOf(codes, String(value));
  if (!Array.isArray(value)) return sayValue(value);
  return value.length === 0 ? '无' : value.map((one) => labelOf(one) ?? sayValue(one)).join('、');
}

const labelOf = (one: unknown): string | undefined =>
  typeof one === 'object' && one !== null && 'label' in one ? reviewWord(String(one.label)) : undefined;

/** What a question is about: a value of a table has its name, a fact or a figure its code. */
export const reviewWord = (label: string): string =>
  FIGURE_WORDS[label] ?? (/^[A-Za-z.]+$/.test(label) ? factName(label) : label);
