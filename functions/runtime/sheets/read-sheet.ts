/** Reads the table in a file, told by its content and never by its name. */
import type { SheetRow } from '../../domain/imports/cell.ts';
import { SheetError } from '../../domain/imports/sheet-error.ts';
import { FILE_LIMIT, ROW_LIMIT } from './limits.ts';
import { decodeText, endsWithLine, readCsv } from './read-csv.ts';
import { readXlsx, type SheetEnd } from './read-xlsx.ts';

const startsWith = (file: Buffer, ...bytes: number[]): boolean => bytes.every((byte, index) => file[index] === byte);

/**
 * The rows that are not blank, one by one; the whole file has been found readable only when the last one was taken.
 * @throws SheetError
 */
export async function* readSheet(file: Buffer): AsyncGenerator<SheetRow, SheetEnd> {
  if (file.byteLength === 0) throw new SheetError('empty', '没有收到文件内容。');
  if (file.byteLength > FILE_LIMIT) {
    throw new SheetError(
      'too_large',
      `文件为 ${(file.byteLength / 1_000_000).toFixed(1)} MB，一次最多 ${FILE_LIMIT / 1_000_000} MB。请拆成几个文件上传。`,
    );
  }
  let rows = 0;
  const table = openTable(file);
  for (;;) {
    const next = await table.next();
    if (next.done) {
      if (rows === 0) throw new SheetError('empty', '文件中没有数据。请在模板的表头下面填写后上传。');
      return next.value;
    }
    rows += 1;
    if (rows > ROW_LIMIT) throw new SheetError('too_many_rows', `文件超过 ${ROW_LIMIT} 行。请拆成几个文件上传。`);
    yield next.value;
  }
}

function openTable(file: Buffer): AsyncGenerator<SheetRow, SheetEnd> {
  if (startsWith(file, 0x50, 0x4b)) return readXlsx(file);
  if (startsWith(file, 0x25, 0x50, 0x44, 0x46)) {
    throw new SheetError('not_a_table', '文件是 PDF，改了扩展名也不能读取。请上传 .xlsx 或 .csv。');
  }
  if (startsWith(file, 0xd0, 0xcf, 0x11, 0xe0)) {
    throw new SheetError('old_excel', '文件是旧版 Excel（.xls）或加了密码。请去掉密码，另存为 .xlsx 后上传。');
  }
  return readText(file);
}

async function* readText(file: Buffer): AsyncGenerator<SheetRow, SheetEnd> {
  const text = decodeText(file);
  let columns = 0;
  let last: SheetRow | undefined;
  for (const row of readCsv(text)) {
    columns = Math.max(columns, last?.cells.length ?? 0);
    if (last) yield last;
    last = row;
  }
  if (!last) return { merged: [] };
  if (!endsWithLine(text) && last.cells.length < columns) {
    throw new SheetError('damaged', `文件在第 ${last.row} 行中断，可能上传中断或被截断。请重新导出后上传。`);
  }
  yield last;
  return { merged: [] };
}
