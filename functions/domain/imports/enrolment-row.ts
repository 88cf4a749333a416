/** An enrolment as the agency's core system exports it. */
import { type LocalDate, yearOf } from '../calendar.ts';
import { DOCUMENT_RULE, type DocumentNumber } from '../person/identity-document.ts';
import type { ReadRow, RowContext } from './kinds.ts';
import { openRowReader } from './read-row.ts';
import type { TableRow } from './read-table.ts';
import { defineColumn as column, type Template } from './template.ts';

export interface EnrolmentRow {
  idNumber: DocumentNumber;
  region: string;
  coverageYear: number;
  benefitStart: LocalDate;
  benefitEnd?: LocalDate;
  /** With the name the person can be reminded; with the phone by a message. */
  name?: string;
  phone?: string;
}

export const ENROLMENT_TEMPLATE = {
  title: '参保登记明细',
  version: '2026.1',
  columns: [
    column('idNumber', '身份证号码', true, 22, DOCUMENT_RULE, '11010519491231002X'),
    column('name', '姓名', false, 12, '不填的，到期前收不到缴费提醒', '张三'),
    column('region', '统筹区', true, 10, '6 位行政区划代码', '141181'),
    column('coverageYear', '参保年度', true, 12, '四位年度', '2026'),
    column('benefitStart', '待遇开始日期', true, 14, '年-月-日', '2026-01-01'),
    column('benefitEnd', '待遇结束日期', false, 14, '年-月-日，不填为当年年底', '2026-12-31'),
    column('phone', '手机号码', false, 14, '11 位数字；不填的，提醒印成纸质信函', '13900000000'),
  ],
} as const satisfies Template;
type Key = (typeof ENROLMENT_TEMPLATE.columns)[number]['key'];

export function readEnrolmentRow(row: TableRow, { regions }: RowContext): ReadRow<EnrolmentRow> {
  const reader = openRowReader<Key>(ENROLMENT_TEMPLATE, row);
  const idNumber = reader.idNumber('idNumber');
  const region = reader.region('region', regions);
  const years = reader.years('coverageYear');
  const benefitStart = reader.date('benefitStart');
  const benefitEnd = reader.date('benefitEnd');
  const [coverageYear, ...more] = years ?? [];
  if (more.length > 0) reader.report('coverageYear', '不止一个年度', '每年度一行，应为四位年度如 2026');
  if (benefitStart && benefitEnd && benefitEnd < benefitStart) {
    reader.report('benefitEnd', '早于待遇开始日期', `应不早于 ${benefitStart}`);
  }
  // A newborn's year begins the year before; a wait may end in the next.
  if (benefitStart && coverageYear && Math.abs(yearOf(benefitStart) - coverageYear) > 1) {
    reader.report('benefitStart', '不在参保年度前后', `应在 ${coverageYear} 年前后一年内，请核对年份`);
  }
  const name = reader.text('name', {
    fits: /^[\p{L}\p{M}·\u2022\u2027\u30FB.' -]{2,50}$/u,
    expected: '应为 2 至 50 个字',
  });
  const phone = reader.code('phone', { fits: /^1[3-9]\d{9}$/, expected: '应为 11 位手机号码' });
  const { issues } = reader;
  if (issues.length > 0 || !idNumber || !region || !coverageYear || !benefitStart) return { ok: false, issues };
  const reached = { ...(name && { name }), ...(phone && { phone }) };
  const value = { idNumber, region, coverageYear, benefitStart, ...(benefitEnd && { benefitEnd }), ...reached };
  return { ok: true, value };
}
