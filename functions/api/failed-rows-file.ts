/** The rows that failed, as a file of the same template: with what is wrong behind each, and safe to send in again. */
import { describeIssue } from '../domain/imports/row-issue.ts';
import { noticeOf, RESULT_TITLE, type Template } from '../domain/imports/template.ts';
import { FileAnswer } from '../runtime/http-handler.ts';
import { writeCsv } from '../runtime/sheets/write-csv.ts';
import { writeXlsx } from '../runtime/sheets/write-xlsx.ts';
import type { UploadStore } from '../store/upload-store.ts';

export const CSV_TYPE = 'text/csv; charset=utf-8';
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export async function writeFailedRows(
  uploadId: string,
  template: Template,
  format: 'csv' | 'xlsx',
  uploads: UploadStore,
): Promise<FileAnswer> {
  const issues = new Map<string, string>();
  for await (const { part, results } of uploads.listResults(uploadId)) {
    for (const { row, issues: found = [] } of results) {
      if (found.length > 0) issues.set(`${part} ${row}`, found.map(describeIssue).join(';'));
    }
  }
  const rows: string[][] = [];
  for await (const { part, failed } of uploads.listFailed(uploadId)) {
    for (const [row, texts] of failed)
      rows.push([...texts.slice(0, template.columns.length), issues.get(`results#${part} ${row}`) ?? '']);
  }
  const result = {
    title: RESULT_TITLE,
    width: 60,
    required: false,
    rule: '系统给出的校验结果,再次上传时不读取',
    example: '',
  };
  const columns = [...template.columns, result];
  const name = `${template.title}-错误行`;
  if (format === 'csv') {
    return new FileAnswer(writeCsv([columns.map(({ title }) => title), ...rows]), CSV_TYPE, `${name}.csv`);
  }
  const file = writeXlsx({ sheet: template.title, notice: noticeOf(template), columns, rows });
  return new FileAnswer(file, XLSX_TYPE, `${name}.xlsx`);
}
