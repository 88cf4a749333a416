/** Which identities a category of a text covers. A fact that another one settles is not asked. */
import type { Identity } from '../late-payment/request.ts';
import { type Answer, ask, type Inquiry, type Question } from './inquiry.ts';
import type { Rules } from './model.ts';

const DISABLED = ['disabled', 'severely_disabled', 'disabled_unable_to_work', 'mental_disorder'];

export const isDisabled = ({ category }: Identity): boolean => DISABLED.includes(category);

/**
 * Whether people of a category are meant where a table writes one of these codes: 低保边缘 is one group with 低收入, unless
 * the table has lines for both.
 */
export const areMeant = (
  codes: readonly string[],
  category: string,
  { aid, exactCodes }: Pick<Rules, 'aid' | 'exactCodes'>,
): boolean =>
  codes.includes(category) ||
  (!exactCodes &&
    category === 'marginal_family' &&
    codes.includes('low_income_family') &&
    !aid.lines.some((line) => line.codes.includes('marginal_family')));

/** The identity by which the person is of a category; the question where a grade is missing. */
export function heldIdentity(code: string, key: object, inquiry: Inquiry): Identity | Question | null {
  const { identities } = inquiry.person;
  const same = identities.find(({ category }) => category === code);
  if (same) return same;
  if (inquiry.rules.exactCodes) return null;
  const meant = identities.find(({ category }) => areMeant([code], category, inquiry.rules));
  if (meant) return meant;
  if (code === 'disabled') {
    return identities.find(({ category }) => DISABLED.includes(category) && category !== 'mental_disorder') ?? null;
  }
  if (code !== 'severely_disabled') return null;
  const disabled = identities.find(({ category }) => category === 'disabled');
  if (!disabled || (disabled.grade ?? 1) > 2) return null;
  if (disabled.grade !== undefined) return disabled;
  const question: Question = {
    key,
    code: 'fact_missing',
    field: 'identities.grade',
    message: '缺少残疾等级,无法认定资助资格',
    settledBy: 'fact',
    claimed: true,
  };
  const answer: Answer = ask(inquiry, question);
  return answer === true ? disabled : answer === false ? null : answer;
}
