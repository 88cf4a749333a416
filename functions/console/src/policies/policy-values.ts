/** A policy table as rows: every value with its standing and its clause, section by section. */
import type { Answer } from '../api/client.ts';
import { inFullWidth } from '../words/full-width.ts';
import { sayValue } from '../words/value-words.ts';
import { sayField } from './say-proposal.ts';

export type Policy = Answer<'getPolicy'>;

export interface PolicyValue {
  path: string;
  name: string;
  value: string;
  /** `inferred`: its own document is behind it, and does not say it outright. */
  standing: string;
  note: string;
  clause: string;
  quote: string;
  document: string;
  information: boolean;
  /** That the quote writes something else; empty where it does not, or nobody asked. */
  doubt: string;
}

/** A table, or a draft of one, whose values may say what is to be looked at. */
export interface Shown extends Pick<Policy, 'codes'> {
  values: readonly (Policy['values'][number] & { doubt?: string })[];
}

export interface Section {
  name: string;
  title: string;
  values: PolicyValue[];
}

/** By the first part of a value's path, in the order in which a document has them. */
export const SECTIONS: readonly (readonly [string, string])[] = [
  ['contribution', '缴费标准'],
  ['aid', '参保资助'],
  ['period', '集中缴费期'],
  ['extension', '延长缴费期'],
  ['ways', '办理情形'],
  ['otherwise', '其他人员和日期'],
  ['late', '逾期补缴'],
  ['exit', '退出其他制度'],
  ['wait', '待遇等待期'],
  ['benefitStart', '待遇开始'],
  ['benefitEnd', '待遇终止'],
  ['newborn', '新生儿'],
  ['student', '学生'],
  ['ways_out', '退费情形'],
  ['refund', '退费'],
  ['notice', '缴费指引'],
];
const ELSEWHERE = ['other', '其他'] as const;

export function sectionsShown(policy: Shown): Section[] {
  const known = new Set(SECTIONS.map(([name]) => name));
  const of = (path: string): string => {
    const [first = ''] = path.split('.');
    return known.has(first) ? first : ELSEWHERE[0];
  };
  return [...SECTIONS, ELSEWHERE]
    .map(([name, title]) => ({
      name,
      title,
      values: policy.values.filter(({ path }) => of(path) === name).map((one) => shownValue(one, policy.codes)),
    }))
    .filter(({ values }) => values.length > 0);
}

const shownValue = (
  { value, doubt = '', name, inferred, ...rest }: Shown['values'][number],
  codes: Policy['codes'],
): PolicyValue => ({
  ...rest,
  standing: inferred ? 'inferred' : rest.standing,
  doubt,
  name: inFullWidth(name),
  value:
    rest.standing === 'silent'
      ? '没有写明'
      : rest.path.startsWith('notice.')
        ? sayValue(value)
        : sayField(rest.path, value, codes),
});
