/** The question for a fact that a table needs and a request does not give. */
import { HOUSEHOLD_NAMES, PARENTS_NAMES, SEX_NAMES } from '../regions.ts';
import type { Question } from './inquiry.ts';

/** What a person is asked, as the two results beside each other are called. */
const ASKED: Readonly<Record<string, string>> = {
  birthDate: '年龄',
  household: '户籍',
  localSchool: '就读地',
  tier: '所选档次',
  sex: '性别',
  channel: '缴费渠道',
  parents: '父母参保情况',
  parentsHousehold: '父母户籍',
  'identities.grade': '残疾等级',
  'identities.disabilities': '残疾类别',
  'identities.certificateIssuedOn': '发证日期',
  'identities.assessedOn': '评定日期',
  'history.insuredYears': '上年参保情况',
  'history.firstEnrolment': '首次参保情况',
};

const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  household: HOUSEHOLD_NAMES,
  parentsHousehold: HOUSEHOLD_NAMES,
  sex: SEX_NAMES,
  parents: PARENTS_NAMES,
  tier: { low: '低档', high: '高档' },
  localSchool: { true: '在本地就读', false: '不在本地就读' },
};

/**
 * The two answers by the values that each of them means; undefined of a fact whose values have no words.
 * @param possible what is left, where something is assumed of the fact already
 */
export function readingsByValue(
  field: string,
  values: readonly (string | boolean)[],
  possible: readonly string[] = Object.keys(VALUES[field] ?? {}),
): Question['readings'] {
  const words = VALUES[field];
  if (words === undefined) return undefined;
  const of = (isOne: boolean): string =>
    Object.entries(words)
      .filter(([value]) => possible.includes(value) && values.map(String).includes(value) === isOne)
      .map(([, word]) => word)
      .join('或');
  return [of(true), of(false)];
}

/** A fact that nobody has said. */
export const missing = (
  key: object,
  field: string,
  message: string,
  claimed: boolean,
  readings: Question['readings'] = [`${ASKED[field] ?? '此项'}符合条件`, `${ASKED[field] ?? '此项'}不符合条件`],
): Question => ({
  key,
  code: 'fact_missing',
  field,
  label: ASKED[field],
  message,
  settledBy: 'fact',
  claimed,
  readings,
});
