/**
 * As what a value that a table leaves open is asked for. It is found by trying which values the table would take, so that
 * it holds for every form of a table and for every field that one may ever have.
 */
import type { PolicyVersion } from './policy.ts';
import type { SuppliedValue } from './settlement.ts';
import { withSupplied } from './supplied-values.ts';

export const VALUE_INPUTS = ['yes_no', 'amount', 'date', 'number', 'choice', 'text'] as const;
type ValueInput = (typeof VALUE_INPUTS)[number];

export interface AskedAs {
  input: ValueInput;
  /** Codes of which one is the answer; of `choice` only. */
  choices: string[];
}

/** Any of these is enough: a table refuses days that contradict its others. */
const daysAround = (year: number): string[] => [
  `${year}-03-10`,
  `${year}-12-31`,
  `${year - 1}-11-10`,
  `${year - 1}-09-01`,
];

/** One of them is below the standard of any region, by the month too. */
const AMOUNTS = ['100.00', '1.00'];

/** Asked before anybody has paid: it follows the payment, and is no date yet. */
const FIRST_DAY_OF_COVER = /(?:^|\.)(?:begins|after_gap|january)$/;
const FIRST_DAYS = [
  'birth',
  'year_start',
  'payment',
  'payment > next_day',
  'payment > next_month',
  'payment + wait',
  'event > next_day',
];

/** @param codes that a table may have somewhere, to be tried where it takes codes */
export function inputOf(policy: PolicyVersion, field: string, codes: readonly string[]): AskedAs {
  const takes = (value: SuppliedValue['value']): boolean =>
    withSupplied(policy, [{ field, value, document: '试填' }]).ok;
  const plain = (input: ValueInput): AskedAs => ({ input, choices: [] });
  const oneOf = (choices: string[]): AskedAs =>
    choices.length > 0 ? { input: 'choice', choices } : { input: 'text', choices };
  if (takes(true)) return plain('yes_no');
  if (FIRST_DAY_OF_COVER.test(field) && takes('payment')) return oneOf(FIRST_DAYS.filter(takes));
  if (takes('individual')) return oneOf(codes.filter(takes));
  const [amount, day] = [AMOUNTS.some(takes), daysAround(policy.table.coverageYear).some(takes)];
  if (amount || day) return plain(amount && day ? 'text' : amount ? 'amount' : 'date');
  if ([1, 3, 2025].some(takes)) return plain('number');
  return oneOf(codes.filter(takes));
}
