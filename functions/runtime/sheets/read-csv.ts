/** Reads CSV (RFC 4180) in UTF-8, with a mark of its byte order or without, or in GB 18030, as Chinese Excel saves it. */
import { isBlankRow, type SheetRow, textCell } from '../../domain/imports/cell.ts';
import { SheetError } from '../../domain/imports/sheet-error.ts';
import { CELL_LIMIT, COLUMN_LIMIT, LINE_LIMIT } from './limits.ts';

/** @throws SheetError `unknown_encoding` */
export function decodeText(file: Buffer): string {
  const text = decodeWhole('utf-8', file) ?? decodeWhole('gb18030', file);
  // A gateway that takes GB 18030 for UTF-8 leaves these behind: the file's own characters are lost.
  if (text === null || text.includes('\uFFFD') || text.includes('\0')) {
    throw new SheetError(
      'unknown_encoding',
      '文件编码无法识别，应为 UTF-8 或 GB 18030。GB 18030 文件上传时 Content-Type 应为 application/octet-stream。',
    );
  }
  return text;
}

/** Null if it is another encoding. @throws SheetError `damaged` if only the last character is not whole */
function decodeWhole(encoding: string, file: Buffer): string | null {
  const text = decodeAs(encoding, file, false);
  if (text === null && decodeAs(encoding, file, true) !== null) throw cutInCharacter();
  return text;
}

function decodeAs(encoding: string, file: Buffer, stream: boolean): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(file, { stream });
  } catch {
    return null;
  }
}

const cutInCharacter = (): SheetError =>
  new SheetError('damaged', '文件在一个汉字中间中断，可能上传中断或被截断。请重新导出后上传。');

/**
 * Rows that are not blank, numbered by records as a spreadsheet shows them.
 * @throws SheetError `damaged` where quotes have no end or text behind them, `too_many_columns`, `too_many_rows`
 */
export function* readCsv(text: string): Generator<SheetRow> {
  const separator = separatorOf(text);
  let at = 0;
  let row = 0;
  while (at < text.length) {
    row += 1;
    if (row > LINE_LIMIT) throw new SheetError('too_many_rows', `文件超过 ${LINE_LIMIT} 行。请拆成几个文件上传。`);
    const record = readRecord(text, at, separator, row);
    at = record.next;
    const read = { row, cells: record.cells.map((cell) => textCell(cell.slice(0, CELL_LIMIT + 1))) };
    if (!isBlankRow(read)) yield read;
  }
}

/** Where the last line has no end, it may have been cut. */
export const endsWithLine = (text: string): boolean => /[\r\n]/.test(text.slice(text.trimEnd().length));

function separatorOf(text: string): string {
  const [firstLine = ''] = text.split(/[\r\n]/, 1);
  return !firstLine.includes(',') && firstLine.includes('\t') ? '\t' : ',';
}

function readRecord(text: string, start: number, separator: string, row: number): { cells: string[]; next: number } {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const cell = text.charAt(at) === '"' ? readQuoted(text, at, row) : readPlain(text, at, separator);
    cells.push(cell.text);
    if (cells.length > COLUMN_LIMIT) {
      throw new SheetError(
        'too_many_columns',
        `第 ${row} 行超过 ${COLUMN_LIMIT} 列，不是模板的格式。请使用下载的模板。`,
      );
    }
    at = cell.next;
    if (text.charAt(at) === separator) {
      at += 1;
      continue;
    }
    if (text.startsWith('\r\n', at)) return { cells, next: at + 2 };
    if (at >= text.length || /[\r\n]/.test(text.charAt(at))) return { cells, next: at + 1 };
    throw new SheetError('damaged', `第 ${row} 行的引号后面还有文字，不能读取。单元格中的引号应写成两个（“""”）。`);
  }
}

function readPlain(text: string, start: number, separator: string): { text: string; next: number } {
  let at = start;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === separator || character === '\n' || character === '\r') break;
    at += 1;
  }
  return { text: text.slice(start, at), next: at };
}

function readQuoted(text: string, start: number, row: number): { text: string; next: number } {
  const pieces: string[] = [];
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw new SheetError('damaged', `第 ${row} 行的引号没有结束，文件可能被截断。请重新导出后上传。`);
    pieces.push(text.slice(from, quote));
    if (text.charAt(quote + 1) !== '"') return { text: pieces.join(''), next: quote + 1 };
    pieces.push('"');
    from = quote + 2;
  }
}
