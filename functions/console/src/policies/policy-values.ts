/** A policy table as rows: every value with its standing and its clause, section by section. */
import type { Answer } from '../api/client.ts';
import { recordOf, textOf } from '../decision/read-decision.ts';
import { sayValue } from '../words/value-words.ts';

export type Policy = Answer<'getPolicy'>;

export interface PolicyValue {
  path: string;
  name: string;
  value: string;
  standing: string;
  note: string;
  clause: string;
  quote: string;
  document: string;
}

export interface Section {
  name: string;
  title: string;
  values: PolicyValue[];
}

const SECTIONS: readonly (readonly [string, string])[] = [
  ['contribution', '缴费标准'],
  ['aid', '参保资助'],
  ['period', '集中缴费期'],
  ['extension', '延长缴费期'],
  ['late', '逾期补缴'],
  ['exit', '退出其他制度'],
  ['wait', '待遇等待期'],
  ['benefitStart', '待遇开始'],
  ['benefitEnd', '待遇终止'],
  ['newborn', '新生儿'],
  ['student', '学生'],
  ['refund', '退费'],
  ['notice', '缴费指引'],
];

export function sectionsOf(policy: Policy): Section[] {
  return SECTIONS.map(([name, title]) => ({ name, title, values: valuesIn(policy, name) })).filter(
    ({ values }) => values.length > 0,
  );
}

const valuesIn = (policy: Policy, section: string): PolicyValue[] =>
  Object.keys(policy.names)
    .filter((path) => path === section || path.startsWith(`${section}.`))
    .map((path) => valueAt(policy, path));

function valueAt({ table, names }: Policy, path: string): PolicyValue {
  const node = recordOf(path.split('.').reduce<unknown>((parent, part) => Reflect.get(Object(parent), part), table));
  const clauseId = textOf(node.clause);
  const clause = recordOf(recordOf(table.clauses)[clauseId]);
  const document = recordOf(recordOf(table.documents)[textOf(clause.document)]);
  const number = document.number === undefined ? '' : `(${document.number})`;
  return {
    path,
    name: names[path] ?? path,
    value: node.standing === 'silent' ? '未规定' : sayValue(node.value),
    standing: textOf(node.standing),
    note: textOf(node.note),
    clause: clauseId,
    quote: textOf(clause.quote),
    document: document.title === undefined ? '' : `${document.title}${number}`,
  };
}
