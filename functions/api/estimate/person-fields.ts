/** Facts of somebody who has no name here: fields that several matters have, and how they become a request. */
import { HOUSEHOLD_NAMES, PARENTS_NAMES, PAYMENT_CHANNEL_NAMES, SEX_NAMES } from '../../domain/regions.ts';
import { SCHOOLING_WORDS } from '../../words/facts.ts';
import { GRADE_WORDS, TIER_WORDS } from '../../words/people.ts';
import { DISABILITY_WORDS, YES_NO_WORDS } from '../../words/table-values.ts';
import { type Asking, choicesOf, type Field, type Typed } from './field.ts';

export const yearField = ({ years, today }: Asking, label = '参保年度'): Field => ({
  name: 'year',
  label,
  type: 'choice',
  choices: years.map((year) => [String(year), `${year} 年度`]),
  preset: String(years.find((year) => today.startsWith(String(year))) ?? years[0]),
  required: true,
  shown: 'always',
  path: 'coverageYear',
});

/** The groups that the table knows, and what one may have to say of them. */
export const groupFields = ({ table }: Asking): Field[] => [
  {
    name: 'group',
    label: '属于哪类人员',
    type: 'choice',
    choices: [['none', '普通居民'], ...choicesOf(table.rules.groups)],
    preset: 'none',
    hint: '低保、特困等身份以主管部门认定的名单为准',
    shown: 'always',
    path: 'identities.category',
  },
  { name: 'recognised', label: '身份认定日期', type: 'date', shown: 'folded', path: 'identities.identifiedOn' },
  {
    name: 'grade',
    label: '残疾等级',
    type: 'choice',
    choices: choicesOf(GRADE_WORDS),
    shown: 'asked',
    path: 'identities.grade',
  },
  {
    name: 'disability',
    label: '残疾类别',
    type: 'choice',
    choices: choicesOf(DISABILITY_WORDS),
    shown: 'asked',
    path: 'identities.disabilities',
  },
  {
    name: 'certificate',
    label: '残疾证发证日期',
    type: 'date',
    shown: 'asked',
    path: 'identities.certificateIssuedOn',
  },
  { name: 'assessed', label: '残疾评定日期', type: 'date', shown: 'asked', path: 'identities.assessedOn' },
];

/** Facts that only some tables ask for. */
export const tableFields = ({ table }: Asking): Field[] => [
  choice('household', '户籍', HOUSEHOLD_NAMES),
  choice('localSchool', '学校是否在本地', YES_NO_WORDS),
  choice('sex', '性别', SEX_NAMES),
  choice('parents', '父母参保情况', PARENTS_NAMES),
  choice('parentsHousehold', '父母户籍', HOUSEHOLD_NAMES),
  ...Object.entries(table.rules.facts).map(
    ([name, label]): Field => ({ ...choice(`facts.${name}`, label, YES_NO_WORDS) }),
  ),
];

const choice = (path: string, label: string, words: Readonly<Record<string, string>>): Field => ({
  name: path,
  label,
  type: 'choice',
  choices: choicesOf(words),
  shown: 'asked',
  path,
});

/** Facts that are asked of whoever pays by himself. */
export const payerFields = ({ table }: Asking): Field[] => [
  {
    ...choice('schooling', '是否在校', SCHOOLING_WORDS),
    preset: 'none',
    shown: 'always',
  },
  choice('channel', '缴费渠道', PAYMENT_CHANNEL_NAMES),
  choice('tier', '缴费档次', TIER_WORDS),
  { name: 'months', label: '参保月数', type: 'number', shown: 'asked', path: 'months' },
  {
    ...choice('event', '新近发生的情形', table.rules.events),
    hint: '如刚从职工医保、部队等其他保障退出',
    shown: 'folded',
    path: 'events.kind',
  },
  { name: 'eventOn', label: '发生日期', type: 'date', shown: 'folded', path: 'events.on' },
];

/** The parts of a request that these fields give. */
export function personFacts(typed: Typed) {
  const { group, recognised, grade, disability, certificate, assessed, event, eventOn } = typed;
  const identity = group !== undefined &&
    group !== 'none' && {
      category: group,
      ...(recognised && { identifiedOn: recognised }),
      ...(grade && { grade: Number(grade) }),
      ...(disability && { disabilities: [disability] }),
      ...(certificate && { certificateIssuedOn: certificate }),
      ...(assessed && { assessedOn: assessed }),
    };
  const declared = Object.entries(typed).flatMap(([name, value]) =>
    name.startsWith('facts.') ? [[name.slice('facts.'.length), value === 'true'] as const] : [],
  );
  return {
    ...(identity && { identities: [identity] }),
    ...(event && eventOn && { events: [{ kind: event, on: eventOn }] }),
    ...picked(typed, ['schooling', 'channel', 'tier', 'household', 'sex', 'parents', 'parentsHousehold']),
    ...(typed.localSchool && { localSchool: typed.localSchool === 'true' }),
    ...(typed.months && { months: Number(typed.months) }),
    ...(declared.length > 0 && { facts: Object.fromEntries(declared) }),
  };
}

const picked = (typed: Typed, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (typed[name] === undefined ? [] : [[name, typed[name]]])));
