/** A table as somebody sent it: cells of text with what the file said about their kind. */

/**
 * `number`: typed as a number, `text` holds what the file has (`1.10101E+17`); `date`: a number shown as a date, `text`
 * is the serial number; `formula`: computed by the spreadsheet; everything of a CSV is `text`.
 */
export type CellForm = 'text' | 'number' | 'date' | 'boolean' | 'formula' | 'error';

export interface Cell {
  text: string;
  form: CellForm;
}

export interface SheetRow {
  /** Counted from 1 as a spreadsheet shows it, the header included. */
  row: number;
  cells: readonly Cell[];
}

export const EMPTY_CELL: Cell = { text: '', form: 'text' };
export const textCell = (text: string): Cell => ({ text, form: 'text' });

export const isBlankRow = ({ cells }: SheetRow): boolean => cells.every(({ text }) => text.trim() === '');
