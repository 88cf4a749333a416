/** What an officer can add to a table by choosing from a list: a whole line, a way, or a part that a way has not. */

interface AddableField {
  field: string;
  /** In Chinese; what it is called beside the line that it is of. */
  label: string;
}
export interface Addable {
  title: string;
  fields: readonly AddableField[];
}

const PARTS = {
  who: '适用对象',
  individual: '个人缴费',
  subsidy: '财政补助',
  pays: '个人缴费金额',
  aid: '资助金额或比例',
  payer: '资金来源',
  list_from: '名单的提供部门',
  kind: '种类',
  name: '名称',
  'open.from': '起始日',
  'open.to': '截止日',
  'open.monthly': '每月缴费时间',
  cost: '缴费',
  wait: '等待期',
  begins: '待遇起始日',
  ends: '待遇终止日',
  ground: '事由',
  back: '退多少',
  applicant: '申请人',
} as const;
type Part = keyof typeof PARTS;

/** What is asked first stands first. */
const LINES: readonly { list: string; title: string; parts: readonly Part[] }[] = [
  { list: 'contribution', title: '缴费标准', parts: ['individual', 'who', 'subsidy'] },
  { list: 'aid.lines', title: '参保资助', parts: ['who', 'pays', 'payer', 'list_from'] },
  { list: 'ways_out', title: '退费情形', parts: ['ground', 'back', 'open.from', 'open.to', 'applicant'] },
];
const OF_WAY: readonly Part[] = ['name', 'kind', 'who', 'open.from', 'open.to', 'cost', 'wait', 'begins'];
const MORE_OF_WAY: readonly Part[] = [...OF_WAY, 'open.monthly', 'ends'];
const OF_TABLE: readonly (readonly [string, string])[] = [
  ['otherwise', '其他人员、其他日期能否缴费'],
  ['ends', '待遇终止日'],
  ['age_on', '年龄的计算日'],
  ['january', '年度开始前缴费的待遇起始日'],
  ['who_may_join', '可以参保的人员'],
  ['aid.several', '多重身份的适用办法'],
  ['aid.others', '未列举人群的参保资助'],
  ['wait.fixed', '固定待遇等待期'],
  ['wait.not_continuous', '集中期内缴费而未连续参保者是否等待'],
  ['wait.newborn', '新生儿是否等待'],
  ['newborn.registrationRequired', '新生儿是否须先登记'],
  ['notice.identityDocuments.passport', '能否凭护照参保'],
  ['notice.identityDocuments.permanentResidence', '能否凭外国人永久居留身份证参保'],
  ['notice.identityDocuments.hmtResidencePermit', '能否凭港澳台居民居住证参保'],
  ['student.lumpSum', '学生能否按学制一次缴清'],
  ['student.toppedUp', '学制内标准提高是否补缴'],
];

/**
 * @param fields all that the table has
 * @param labelOf what a way is called
 */
export function addableFields(fields: readonly string[], labelOf: (way: string) => string): Addable[] {
  const has = new Set(fields);
  const lines = LINES.map(({ list, title, parts }) => {
    const numbers = fields.flatMap((field) => (field.startsWith(`${list}.`) ? [numberAt(field, list)] : []));
    const line = `${list}.${Math.max(-1, ...numbers) + 1}`;
    return { title: `${title}：新的一行`, fields: named(line, `${title}（新）`, parts) };
  });
  const ways = [...new Set(fields.flatMap((field) => (field.startsWith('ways.') ? [field.split('.')[1] ?? ''] : [])))];
  let number = 1;
  while (ways.includes(`way_${number}`)) number += 1;
  const missing = ways.flatMap((way) =>
    MORE_OF_WAY.filter((part) => ![...has].some((field) => field.startsWith(`ways.${way}.${part}`))).map((part) => ({
      title: `${labelOf(way)}：${PARTS[part]}`,
      fields: named(`ways.${way}`, labelOf(way), [part]),
    })),
  );
  const ofTable = OF_TABLE.filter(([field]) => !has.has(field)).map(([field, label]) => ({
    title: label,
    fields: [{ field, label }],
  }));
  return [
    ...lines,
    { title: '办理情形：新的一种', fields: named(`ways.way_${number}`, '办理情形（新）', OF_WAY) },
    ...missing,
    ...ofTable,
  ];
}

const numberAt = (field: string, list: string): number => {
  const number = Number(field.slice(list.length + 1).split('.')[0]);
  return Number.isInteger(number) ? number : -1;
};

const named = (at: string, label: string, parts: readonly Part[]): AddableField[] =>
  parts.map((part) => ({ field: `${at}.${part}`, label: `${label}：${PARTS[part]}` }));
