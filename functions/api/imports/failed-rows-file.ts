/** The rows that failed, as a file of the same template: with what is wrong behind each, and safe to send in again. */
import { z } from 'zod';
import { describeIssue } from '../../domain/imports/row-issue.ts';
import { RESULT_TITLE, type Template, templateNoticeOf } from '../../domain/imports/template.ts';
import { FileAnswer } from '../../runtime/http-handler.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { writeCsv } from '../../runtime/sheets/write-csv.ts';
import { writeXlsx } from '../../runtime/sheets/write-xlsx.ts';
import type { UploadStore } from '../../store/uploads/upload-store.ts';

export const CSV_TYPE = 'text/csv; charset=utf-8';
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const failedRowsQuery = z.strictObject({
  format: z.enum(['csv', 'xlsx'], 'format 应为 csv 或 xlsx').default('xlsx'),
  /** Of very many failing rows a file holds so many that an answer can carry them; behind the last page is 404. */
  page: z.coerce.number('page 应为页码').int().min(1).max(1000).default(1),
});
type FailedRowsQuery = z.output<typeof failedRowsQuery>;

/** Bytes of one file before it is packed: an answer may have 6 MB in base64. What is packed is less than half as long. */
const BYTES_A_FILE = { csv: 3_000_000, xlsx: 8_000_000 };

/** On the first page also without rows. @throws ProblemError `no_failed_rows` behind the last page */
export async function writeFailedRows(
  { uploadId, stages = [''] }: { uploadId: string; stages?: readonly string[] },
  template: Template,
  { format, page }: FailedRowsQuery,
  uploads: UploadStore,
): Promise<FileAnswer> {
  const rows: string[][] = [];
  let [current, bytes] = [1, 0];
  for await (const row of listRows(uploadId, stages, template, uploads)) {
    const length = Buffer.byteLength(row.join(','));
    if (bytes + length > BYTES_A_FILE[format]) [current, bytes] = [current + 1, 0];
    bytes += length;
    if (current > page) break;
    if (current === page) rows.push(row);
  }
  if (rows.length === 0 && page > 1) {
    throw new ProblemError('no_failed_rows', `没有第 ${page} 页，前面已是全部错误行。`);
  }
  const columns = [...template.columns, RESULT_COLUMN];
  const name = `${template.title}-错误行${page === 1 ? '' : `-${page}`}`;
  if (format === 'csv') {
    return new FileAnswer(writeCsv([columns.map(({ title }) => title), ...rows]), CSV_TYPE, `${name}.csv`);
  }
  const file = writeXlsx({ sheet: template.title, notice: templateNoticeOf(template), columns, rows });
  return new FileAnswer(file, XLSX_TYPE, `${name}.xlsx`);
}

const RESULT_COLUMN = {
  title: RESULT_TITLE,
  width: 60,
  required: false,
  rule: '系统给出的校验结果，再次上传时不读取',
  example: '',
};

/** Row by row, each with its issues at the end: part by part, so that a large upload never lies in memory. */
async function* listRows(
  uploadId: string,
  stages: readonly string[],
  { columns }: Template,
  uploads: UploadStore,
): AsyncGenerator<string[]> {
  for (const stage of stages) {
    for await (const { part, failed } of uploads.listFailed(uploadId, stage)) {
      const results = await uploads.getResults(uploadId, part);
      const issues = new Map(results.map(({ row, issues: found = [] }) => [row, found.map(describeIssue).join(';')]));
      for (const [row, texts] of failed) {
        const found = issues.get(row);
        // A part that was tried again may have left rows that failed only the first time.
        if (found) yield [...texts.slice(0, columns.length), found];
      }
    }
  }
}
