/** Writes CSV that Excel opens as it is meant: a byte order mark, CRLF, no cell that it would take for a formula. */
import { writeHarmlessText } from './harmless-text.ts';

const BYTE_ORDER_MARK = '\uFEFF';

function writeCell(text: string): string {
  const harmless = writeHarmlessText(text);
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export const writeCsvLine = (cells: readonly string[]): string => `${cells.map(writeCell).join(',')}\r\n`;

export const writeCsv = (rows: Iterable<readonly string[]>): Buffer =>
  Buffer.from(BYTE_ORDER_MARK + Array.from(rows, writeCsvLine).join(''), 'utf8');
