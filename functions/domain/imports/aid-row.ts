/** A person on a list of people who get aid, as the authority that keeps the list sends it. */
import type { LocalDate } from '../calendar.ts';
import { DOCUMENT_RULE, type DocumentNumber } from '../person/identity-document.ts';
import { AID_CATEGORY_NAMES, type AidCategory } from '../regions.ts';
import type { ReadRow, RowContext } from './kinds.ts';
import { openRowReader } from './read-row.ts';
import type { TableRow } from './read-table.ts';
import { defineColumn as column, type Template } from './template.ts';

export interface AidRow {
  idNumber: DocumentNumber;
  category: AidCategory;
  identifiedOn: LocalDate;
  /** The day from which the person is no longer on the list. */
  removedOn?: LocalDate;
  authority: string;
}

export const AID_TEMPLATE = {
  title: '资助对象名单',
  version: '2026.1',
  columns: [
    column('idNumber', '身份证号码', true, 22, DOCUMENT_RULE, '11010519491231002X'),
    column('name', '姓名', false, 12, '可以不填', '张三'),
    {
      ...column('category', '身份类别', true, 18, '从列表中选择', '低保对象'),
      choices: Object.values(AID_CATEGORY_NAMES),
    },
    column('identifiedOn', '认定日期', true, 14, '年-月-日', '2025-06-01'),
    column('removedOn', '退出日期', false, 14, '年-月-日，仍在名单上的不填', '2026-05-31'),
    column('authority', '认定部门', true, 20, '出具名单的部门', '孝义市民政局'),
  ],
} as const satisfies Template;
type Key = (typeof AID_TEMPLATE.columns)[number]['key'];

export function readAidRow(row: TableRow, { today }: RowContext): ReadRow<AidRow> {
  const reader = openRowReader<Key>(AID_TEMPLATE, row);
  const idNumber = reader.idNumber('idNumber');
  const category = reader.choice('category', AID_CATEGORY_NAMES);
  const identifiedOn = reader.date('identifiedOn');
  const removedOn = reader.date('removedOn');
  const authority = reader.text('authority', {
    fits: /^[\p{L}\p{N}()\uFF08\uFF09·]{2,40}$/u,
    expected: '应为部门名称，2 至 40 字',
  });
  if (identifiedOn && identifiedOn > today) reader.report('identifiedOn', '晚于今天', `应不晚于 ${today}`);
  if (identifiedOn && removedOn && removedOn < identifiedOn) {
    reader.report('removedOn', '早于认定日期', `应不早于 ${identifiedOn}`);
  }
  const { issues } = reader;
  if (issues.length > 0 || !idNumber || !category || !identifiedOn || !authority) return { ok: false, issues };
  return { ok: true, value: { idNumber, category, identifiedOn, ...(removedOn && { removedOn }), authority } };
}
