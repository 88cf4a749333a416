/** Reads the one table of an XLSX row by row. What a spreadsheet would do with it is not done: formulas stay formulas. */
import { type Cell, type CellForm, EMPTY_CELL, isBlankRow, type SheetRow } from '../../domain/imports/cell.ts';
import { SheetError } from '../../domain/imports/sheet-error.ts';
import { CELL_LIMIT, CELLS_LIMIT, COLUMN_LIMIT, MERGED_LIMIT } from './limits.ts';
import { readDateStyles, readSharedTexts, readSheets, type WorkbookSheet } from './workbook-parts.ts';
import { parseXml } from './xml-stream.ts';
import { openZipArchive, type ZipArchive } from './zip-archive.ts';

/** What is known of a table only at its end: merged ranges such as `A3:B4`, with the last row of each. */
export interface SheetEnd {
  merged: { range: string; lastRow: number }[];
}

interface Workbook {
  texts: string[];
  dates: boolean[];
}

/** Rows that are not blank. @throws SheetError */
export async function* readXlsx(file: Buffer): AsyncGenerator<SheetRow, SheetEnd> {
  const archive = await openZipArchive(file);
  const sheet = await onlySheet(archive);
  const workbook = { texts: await readSharedTexts(archive), dates: await readDateStyles(archive) };
  const reader = readCells(workbook);
  for await (const _ of parseXml(archive.read(sheet.path), reader)) yield* reader.takeRows();
  return { merged: reader.merged };
}

/** The sheet that holds the table. Two sheets with content would mean that half of it is left out silently. */
async function onlySheet(archive: ZipArchive): Promise<WorkbookSheet> {
  const visible = (await readSheets(archive)).filter(({ hidden, name }) => !hidden && name !== '填表说明');
  const filled: WorkbookSheet[] = [];
  for (const sheet of visible) if (await holdsSomething(archive, sheet)) filled.push(sheet);
  if (filled.length > 1) {
    const names = filled.map(({ name }) => `“${name.slice(0, 30)}”`).join('、');
    throw new SheetError(
      'not_a_table',
      `文件有多张含内容的工作表（${names}），只读取一张会漏掉数据。请只保留一张后上传。`,
    );
  }
  const [only] = filled;
  if (!only) throw new SheetError('empty', '文件中没有数据。请在模板的表头下面填写后上传。');
  return only;
}

async function holdsSomething(archive: ZipArchive, { path }: WorkbookSheet): Promise<boolean> {
  let found = false;
  const handlers = {
    open: (name: string) => {
      if (name === 'v' || name === 'is' || name === 'f') found = true;
    },
    text: () => {},
    close: () => {},
  };
  for await (const _ of parseXml(archive.read(path), handlers)) if (found) return true;
  return found;
}

const FORMS: Record<string, CellForm> = { b: 'boolean', e: 'error', s: 'text', str: 'text', inlineStr: 'text' };

/** Gathers cells into rows while the sheet's XML goes by. */
function readCells({ texts, dates }: Workbook) {
  let rows: SheetRow[] = [];
  const merged: SheetEnd['merged'] = [];
  let row = 0;
  let column = 0;
  let seen = 0;
  let cells: Cell[] = [];
  let type = 'n';
  let style = 0;
  let text = '';
  let formula = false;
  let taking = false;

  function endCell(): void {
    const value = type === 's' ? (texts[Number(text)] ?? '') : text;
    if (value === '' && !formula) return;
    if (column > COLUMN_LIMIT) {
      throw new SheetError(
        'too_many_columns',
        `第 ${row} 行超过 ${COLUMN_LIMIT} 列，不是模板的格式。请使用下载的模板。`,
      );
    }
    if (column <= cells.length) throw disordered();
    while (cells.length < column - 1) cells.push(EMPTY_CELL);
    const form = formula ? 'formula' : (FORMS[type] ?? (dates[style] ? 'date' : 'number'));
    cells.push({ text: value.slice(0, CELL_LIMIT + 1), form });
  }

  return {
    merged,
    takeRows(): SheetRow[] {
      const taken = rows;
      rows = [];
      return taken;
    },
    open(name: string, attributes: Readonly<Record<string, string>>): void {
      switch (name) {
        case 'row':
          row = rowAfter(row, attributes.r);
          column = 0;
          cells = [];
          break;
        case 'c':
          seen += 1;
          if (seen > CELLS_LIMIT) throw tooManyCells();
          column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
          type = attributes.t ?? 'n';
          style = Number(attributes.s ?? 0);
          text = '';
          formula = false;
          break;
        case 'f':
          formula = true;
          break;
        case 'v':
          taking = true;
          break;
        case 't':
          taking = type === 'inlineStr';
          break;
        case 'mergeCell': {
          const range = attributes.ref ?? '';
          if (merged.length === MERGED_LIMIT || range.length > RANGE_LENGTH) throw tooMuchMerged();
          merged.push({ range, lastRow: lastRowOf(range) });
          break;
        }
      }
    },
    text(piece: string): void {
      if (taking && text.length <= CELL_LIMIT) text += piece;
    },
    close(name: string): void {
      if (name === 'v' || name === 't') taking = false;
      if (name === 'c') endCell();
      const read = { row, cells };
      if (name === 'row' && !isBlankRow(read)) rows.push(read);
    },
  };
}

/** Rows come in their order, as spreadsheets write them. @throws SheetError `damaged` */
function rowAfter(before: number, given: string | undefined): number {
  const row = given === undefined ? before + 1 : Number(given);
  if (Number.isInteger(row) && row > before && row <= 1_048_576) return row;
  throw disordered();
}

const disordered = (): SheetError =>
  new SheetError('damaged', '工作表的行列顺序有误，不能读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。');

const tooManyCells = (): SheetError =>
  new SheetError('too_many_rows', `工作表超过 ${CELLS_LIMIT} 个单元格。请删去空白的行列，或拆成几个文件上传。`);

const tooMuchMerged = (): SheetError =>
  new SheetError('merged_cells', '合并单元格的范围过多或写法不对，不能读取。请取消合并、逐行填写。');

/** Characters of the longest range: `AAA1000000:XFD1048576`. */
const RANGE_LENGTH = 30;

/** 3 of `A1:B3`. */
const lastRowOf = (range: string): number => Number(/\d{1,7}$/.exec(range)?.[0] ?? 0);

/** 1 for `A7`, 28 for `AB7`; a reference that is none is beyond every limit. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? 'ZZZ';
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
