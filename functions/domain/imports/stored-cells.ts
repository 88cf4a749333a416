/** Rows in the short form in which they are stored: texts, and one letter a cell for its form. */
import type { Cell, CellForm } from './cell.ts';
import type { TableRow } from './read-table.ts';

const FORMS: Record<string, CellForm> = {
  t: 'text',
  n: 'number',
  d: 'date',
  b: 'boolean',
  f: 'formula',
  e: 'error',
};

export type ShortRow = [row: number, texts: string[], forms: string];

export const shortenRow = ({ row, cells }: TableRow): ShortRow => [
  row,
  cells.map(({ text }) => text),
  cells.map(({ form }) => form.charAt(0)).join(''),
];

export const restoreRow = ([row, texts, forms]: ShortRow): TableRow => ({
  row,
  cells: texts.map((text, index): Cell => ({ text, form: FORMS[forms.charAt(index)] ?? 'text' })),
});
