/** Reads the cells of one row, and gathers what is wrong with them instead of stopping at the first. */
import { type LocalDate, localDateSchema } from '../calendar.ts';
import { formatYuan, type Li, parseYuan } from '../money.ts';
import { maskDocumentNumbers } from '../person/documents-in-text.ts';
import { DOCUMENT_FAULTS, type DocumentNumber, parseDocumentNumber } from '../person/identity-document.ts';
import { maskName, maskPerson, maskShortNumber } from '../person/masking.ts';
import { implausibleAmount, implausibleDay } from '../plausible.ts';
import { type Cell, EMPTY_CELL } from './cell.ts';
import { type CellDamage, damageOf, dateOfSerial } from './excel-damage.ts';
import type { TableRow } from './read-table.ts';
import type { RowIssue } from './row-issue.ts';
import type { Column, Template } from './template.ts';

const LONGEST_CELL = 200;
/** Coverage years that one payment can be for. */
const MOST_YEARS = 10;

const DAMAGE: Record<CellDamage, readonly [message: string, expected: string]> = {
  formula: ['单元格是公式', '请复制后“选择性粘贴—数值”'],
  error: ['单元格是 Excel 的错误值', '请按原件重新填写'],
  scientific: ['被 Excel 变成了科学计数法，末几位已丢失', '请把该列设为“文本”格式后按原件重新录入'],
  digits_lost: ['被 Excel 当作数值，第 15 位以后的数字已变成 0', '请把该列设为“文本”格式后按原件重新录入'],
  zeros_lost: ['单元格是数值格式，开头的 0 可能已丢失', '请把该列设为“文本”格式后按原件重新录入'],
  full_width: ['含全角数字或字母', '请改用半角'],
};

export interface RowReader<Key extends string> {
  issues: RowIssue[];
  text(key: Key, pattern?: { fits: RegExp; expected: string }): string | null;
  /** A number that is a name: a voucher, an account, a student number. */
  code(key: Key, pattern: { fits: RegExp; expected: string }): string | null;
  /** Of any document that a person may be known by. */
  idNumber(key: Key): DocumentNumber | null;
  /** A region that the caller works for. */
  region(key: Key, allowed: readonly string[]): string | null;
  date(key: Key): LocalDate | null;
  amount(key: Key): Li | null;
  years(key: Key): number[] | null;
  /** @param names what may stand in the cell, with what it means; the meaning itself may stand there too */
  choice<Value extends string>(key: Key, names: Readonly<Record<Value, string>>): Value | null;
  report(key: Key, message: string, expected: string): void;
}

/** A value that is null has an issue, or is not required and not there. */
export function openRowReader<Key extends string>(template: Template<Key>, { cells }: TableRow): RowReader<Key> {
  const issues: RowIssue[] = [];
  const indexOf = (key: Key): number => template.columns.findIndex((column) => column.key === key);

  function cellOf(key: Key): Cell {
    const { text, form } = cells[indexOf(key)] ?? EMPTY_CELL;
    return { text: text.replace(/^'(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n])/, '').trim(), form };
  }

  function report(key: Key, message: string, expected: string): void {
    const column: Column | undefined = template.columns[indexOf(key)];
    issues.push({ column: column?.title ?? key, found: showCell(key, cellOf(key).text), message, expected });
  }

  /** The cell, unless it is empty, far too long, or a formula; those are reported. */
  function taken(key: Key): Cell | null {
    const cell = cellOf(key);
    const column = template.columns[indexOf(key)];
    if (cell.text === '' && cell.form !== 'formula') {
      if (column?.required) report(key, '没有填写', column.rule);
      return null;
    }
    if (cell.text.length > LONGEST_CELL) {
      report(key, `超过 ${LONGEST_CELL} 个字符`, column?.rule ?? '');
      return null;
    }
    const damage = damageOf(cell);
    if (damage !== 'formula' && damage !== 'error') return cell;
    report(key, ...DAMAGE[damage]);
    return null;
  }

  /** A cell whose every digit counts. */
  function exact(key: Key): string | null {
    const cell = taken(key);
    if (!cell) return null;
    const damage = damageOf(cell);
    if (damage === null) return cell.text;
    const [message, expected] = DAMAGE[damage];
    report(
      key,
      message,
      damage === 'full_width' ? `${expected}：${showCell(key, cell.text.normalize('NFKC'))}` : expected,
    );
    return null;
  }

  return {
    issues,
    report,
    text(key, pattern) {
      const text = taken(key)?.text ?? null;
      if (text === null || !pattern || pattern.fits.test(text)) return text;
      report(key, '格式不对', pattern.expected);
      return null;
    },
    code(key, { fits, expected }) {
      const text = exact(key);
      if (text === null || fits.test(text)) return text;
      report(key, '格式不对', expected);
      return null;
    },
    idNumber(key) {
      const text = exact(key);
      if (text === null) return null;
      const read = parseDocumentNumber(text);
      if (read.ok) return read.number;
      const digits = text.replace(/\s/g, '').length;
      const [message, expected] = DOCUMENT_FAULTS[read.fault];
      report(key, read.fault === 'shape' ? `${message}（共 ${digits} 位）` : message, expected);
      return null;
    },
    region(key, allowed) {
      const text = taken(key)?.text ?? null;
      if (text === null || allowed.includes(text)) return text;
      if (/^\d{6}$/.test(text)) report(key, '不在您负责的统筹区内', `应为 ${allowed.join('、')}`);
      else report(key, '不是行政区划代码', '应为 6 位数字，如 141181');
      return null;
    },
    date(key) {
      const cell = taken(key);
      const day = cell && readDate(cell, (message, expected) => report(key, message, expected));
      const implausible = day === null ? null : implausibleDay(day);
      if (implausible === null) return day;
      report(key, '日期不合常理', implausible);
      return null;
    },
    amount(key) {
      const text = taken(key)?.text ?? null;
      if (text === null) return null;
      const amount = parseYuan(text);
      if (amount !== null && amount > 0) {
        const implausible = implausibleAmount(amount);
        if (implausible === null) return amount;
        report(key, '金额不合常理', implausible);
        return null;
      }
      const bare = parseYuan(text.normalize('NFKC').replace(/[,\s元¥]/g, ''));
      report(key, '不是大于 0 的金额', bare ? `应写作 ${formatYuan(bare)}` : '应为元，最多三位小数，如 400.00');
      return null;
    },
    years(key) {
      const text =
        taken(key)
          ?.text.normalize('NFKC')
          .replace(/[年度\s]/g, '') ?? null;
      if (text === null) return null;
      const years = readYears(text);
      if (years) return years;
      report(key, '不是参保年度', `应为一个年度如 2026，或连续几年如 2026-2028，最多 ${MOST_YEARS} 年`);
      return null;
    },
    choice(key, names) {
      const text = taken(key)?.text ?? null;
      if (text === null) return null;
      for (const value in names) if (text === value || text === names[value]) return value;
      report(key, '不在可选范围内', `应为以下之一：${Object.values(names).join('、')}`);
      return null;
    },
  };
}

const NAMES: ReadonlySet<string> = new Set(['name', 'holder']);

/** The first three and the last four characters stay. */
const maskMiddle = (text: string): string =>
  text.length < 8 ? text : `${text.slice(0, 3)}${'*'.repeat(text.length - 7)}${text.slice(-4)}`;

/** What may be shown of a cell: whoever gets a report is shown no whole name, number of a person, or of an account. */
function showCell(key: string, text: string): string {
  const short = text.slice(0, 40);
  const read = parseDocumentNumber(short);
  if (read.ok) return maskPerson({ idNumber: read.number, name: '' }).idNumber;
  if (key === 'voucher') return short;
  if (key === 'idNumber' && short.length > 4) {
    return short.length < 15 ? maskShortNumber(short) : maskPerson({ idNumber: short, name: '' }).idNumber;
  }
  if (NAMES.has(key)) return short === '' ? '' : maskName(short);
  if (key === 'phone') return maskMiddle(short);
  // Either can stand in any other column by mistake, among other words too.
  return maskDocumentNumbers(
    short.replace(
      /(?:\d ?){14,}[\dXx]/g,
      (number) => `${number.slice(0, 4)}${'*'.repeat(number.length - 8)}${number.slice(-4)}`,
    ),
  );
}

function readDate({ text, form }: Cell, report: (message: string, expected: string) => void): LocalDate | null {
  const serial = /^\d{5}(\.\d+)?$/.test(text) ? dateOfSerial(Number(text)) : null;
  if (serial && form === 'date') return serial;
  if (serial) {
    report('是 Excel 的日期序号', `应写作 ${serial}`);
    return null;
  }
  const plain = text.normalize('NFKC');
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain);
  const [, year = '', month = '', day = ''] = match ?? [];
  const read = localDateSchema.safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  if (read.success) return read.data;
  report('不是存在的日期', '应为 年-月-日，如 2026-03-10');
  return null;
}

function readYears(text: string): number[] | null {
  const range = /^(20\d{2})[-~至](20\d{2})$/.exec(text);
  const [first, last] = [Number(range?.[1]), Number(range?.[2])];
  const years = range
    ? Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
    : text.split(/[,、;\uFF0C\uFF1B]/).map((year) => (/^20\d{2}$/.test(year) ? Number(year) : 0));
  const distinct = [...new Set(years)].sort((one, other) => one - other);
  const good = distinct.length > 0 && distinct.length <= MOST_YEARS && !distinct.includes(0);
  return good ? distinct : null;
}
