/** What spreadsheets do to numbers that are names of things: digits lost, zeros lost, dates turned into counts of days. */
import { addDays, type LocalDate, localDate } from '../calendar.ts';
import type { Cell } from './cell.ts';

export type CellDamage = 'formula' | 'error' | 'scientific' | 'digits_lost' | 'zeros_lost' | 'full_width';

const SCIENTIFIC = /^[\d.]+E\+?\d+$/i;

/** A spreadsheet keeps 15 digits of a number. */
const KEPT_DIGITS = 15;

/** Damage of a cell that should be a text of digits and letters; null if none is seen. */
export function damageOf({ text, form }: Cell): CellDamage | null {
  if (form === 'formula' || form === 'error') return form;
  if (form === 'text' && /^#(REF|VALUE|N\/A|NAME\?|DIV\/0|NUM|NULL)!?/.test(text)) return 'error';
  if (SCIENTIFIC.test(text.trim())) return 'scientific';
  if (form === 'number' || form === 'date') {
    return text.replace(/\D/g, '').length > KEPT_DIGITS ? 'digits_lost' : 'zeros_lost';
  }
  return /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/.test(text) ? 'full_width' : null;
}

/** Days from the day before 1900-01-01, counting a 29 February 1900 that never was, as Excel does. */
export function dateOfSerial(serial: number): LocalDate | null {
  if (!Number.isFinite(serial) || serial < 61 || serial >= 73_050) return null;
  return addDays(localDate('1899-12-30'), Math.floor(serial));
}
