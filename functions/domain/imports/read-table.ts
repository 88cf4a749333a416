/** Finds the header of a template in a file, and takes the rows below it, cell by column. */
import { type Cell, EMPTY_CELL, type SheetRow } from './cell.ts';
import { SheetError } from './sheet-error.ts';
import { RESULT_TITLE, type Template, versionIn } from './template.ts';

/** Rows above the header: a title, a notice. */
const ROWS_BEFORE_HEADER = 10;

/** A row with one cell for each column of its template. */
export interface TableRow {
  row: number;
  cells: readonly Cell[];
}

export interface TableReader {
  /** The row's cells; null for the header and what is above it. @throws SheetError `wrong_template`, `old_template` */
  take(row: SheetRow): TableRow | null;
  /** @throws SheetError if the file had no header or no rows, or cells among its rows are merged */
  finish(merged: readonly { range: string; lastRow: number }[]): void;
}

export function openTableReader(template: Template): TableReader {
  let header: { row: number; places: number[] } | null = null;
  let seen = 0;
  let taken = 0;

  return {
    take(read) {
      if (header) {
        taken += 1;
        return { row: read.row, cells: header.places.map((place) => read.cells[place] ?? EMPTY_CELL) };
      }
      seen += 1;
      for (const { text } of read.cells) refuseOldTemplate(text, template);
      const places = findColumns(read, template);
      if (places) header = { row: read.row, places };
      else if (seen >= ROWS_BEFORE_HEADER) throw noHeader(template);
      return null;
    },
    finish(merged) {
      const first = header;
      if (!first) throw noHeader(template);
      if (taken === 0) throw new SheetError('empty', `表头（第 ${first.row} 行）下面没有数据。请填写后上传。`);
      const ranges = merged.filter(({ lastRow }) => lastRow >= first.row).map(({ range }) => range);
      if (ranges.length > 0) {
        throw new SheetError(
          'merged_cells',
          `有 ${ranges.length} 处合并单元格（${ranges.slice(0, 3).join('、')}），合并后其他行的内容会丢失。请取消合并、逐行填写。`,
        );
      }
    },
  };
}

const noHeader = ({ columns }: Template): SheetError => {
  const titles = columns.filter(({ required }) => required).map(({ title }) => title);
  return new SheetError(
    'wrong_template',
    `没有找到表头。前 ${ROWS_BEFORE_HEADER} 行中应有一行包含：${titles.join('、')}。`,
  );
};

function refuseOldTemplate(text: string, { version }: Template): void {
  const found = versionIn(text);
  if (found === null || found === version) return;
  throw new SheetError('old_template', `文件用的是旧模板（版本 ${found}），现行版本是 ${version}。请下载新模板填写。`);
}

const plain = (title: string): string => title.normalize('NFKC').replace(/[\s*()'"]/g, '');

/** Places of the template's columns in the row; null if the row is no header. */
function findColumns({ row, cells }: SheetRow, { columns }: Template): number[] | null {
  const titles = cells.map(({ text }) => plain(text));
  const places = columns.map(({ title, key }) => titles.findIndex((one) => one === plain(title) || one === key));
  const known = places.filter((place) => place >= 0).length;
  if (known < Math.min(2, columns.length)) return null;
  const missing = columns.filter(({ required }, index) => required && places[index] === -1);
  const extra = titles.filter(
    (title, index) =>
      title !== '' && title !== RESULT_TITLE && !places.includes(index) && titles.indexOf(title) === index,
  );
  if (missing.length > 0) {
    const more = extra.length > 0 ? `，多出列：${extra.slice(0, 10).join('、')}` : '';
    throw new SheetError(
      'wrong_template',
      `第 ${row} 行表头缺少列：${missing.map(({ title }) => title).join('、')}${more}。可能是往年的模板，请下载新模板填写。`,
    );
  }
  const twice = titles.find((title, index) => title !== '' && titles.indexOf(title) !== index);
  if (twice !== undefined)
    throw new SheetError('wrong_template', `第 ${row} 行表头中“${twice}”出现了两次。请只保留一列。`);
  return places;
}
