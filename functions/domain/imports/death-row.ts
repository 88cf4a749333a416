/** A death as the authority that registers it sends it. */
import type { LocalDate } from '../calendar.ts';
import { birthDateIn, DOCUMENT_RULE, type DocumentNumber } from '../person/identity-document.ts';
import type { ReadRow, RowContext } from './kinds.ts';
import { openRowReader } from './read-row.ts';
import type { TableRow } from './read-table.ts';
import { defineColumn as column, type Template } from './template.ts';

export interface DeathRow {
  idNumber: DocumentNumber;
  diedOn: LocalDate;
  /** The day on which it was found that the entry was an error. */
  revokedOn?: LocalDate;
  authority: string;
}

export const DEATH_TEMPLATE = {
  title: '死亡登记名单',
  version: '2026.1',
  columns: [
    column('idNumber', '身份证号码', true, 22, DOCUMENT_RULE, '11010519491231002X'),
    column('name', '姓名', false, 12, '可以不填', '张三'),
    column('diedOn', '死亡日期', true, 14, '年-月-日', '2026-01-31'),
    column('revokedOn', '撤销日期', false, 14, '登记有误、已经撤销的才填，年-月-日', '2026-03-01'),
    column('authority', '登记机关', true, 20, '出具名单的部门', '孝义市公安局'),
  ],
} as const satisfies Template;
type Key = (typeof DEATH_TEMPLATE.columns)[number]['key'];

export function readDeathRow(row: TableRow, { today }: RowContext): ReadRow<DeathRow> {
  const reader = openRowReader<Key>(DEATH_TEMPLATE, row);
  const idNumber = reader.idNumber('idNumber');
  const diedOn = reader.date('diedOn');
  const revokedOn = reader.date('revokedOn');
  const authority = reader.text('authority', {
    fits: /^[\p{L}\p{N}()\uFF08\uFF09·]{2,40}$/u,
    expected: '应为部门名称，2 至 40 字',
  });
  if (diedOn && diedOn > today) reader.report('diedOn', '晚于今天', `应不晚于 ${today}`);
  const bornOn = idNumber && birthDateIn(idNumber);
  if (diedOn && bornOn && diedOn < bornOn) reader.report('diedOn', '早于出生日期', `应不早于 ${bornOn}`);
  if (revokedOn && revokedOn > today) reader.report('revokedOn', '晚于今天', `应不晚于 ${today}`);
  if (diedOn && revokedOn && revokedOn < diedOn) {
    reader.report('revokedOn', '早于死亡日期', `应不早于 ${diedOn}`);
  }
  const { issues } = reader;
  if (issues.length > 0 || !idNumber || !diedOn || !authority) return { ok: false, issues };
  return { ok: true, value: { idNumber, diedOn, ...(revokedOn && { revokedOn }), authority } };
}
