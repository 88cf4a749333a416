/** The question for a fact that a table needs and a request does not give. */
import type { Question } from './inquiry.ts';

/** What a person is asked, as the two results beside each other are called. */
const ASKED: Readonly<Record<string, string>> = {
  birthDate: '年龄',
  household: '户籍',
  localSchool: '就读地',
  tier: '所选档次',
  sex: '性别',
  parents: '父母参保情况',
  parentsHousehold: '父母户籍',
  'identities.grade': '残疾等级',
  'identities.disabilities': '残疾类别',
  'identities.certificateIssuedOn': '发证日期',
  'identities.assessedOn': '评定日期',
  'history.insuredYears': '上年参保情况',
  'history.firstEnrolment': '首次参保情况',
};

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
  message,
  settledBy: 'fact',
  claimed,
  readings,
});
