/**
 * The files by which the agency tells the treasury and the tax office what to do. The first line names the file, the
 * second has the titles, then come the rows. The last line has their count, the sum of their amounts, and the SHA-256
 * of all lines before it.
 */
import type { LocalDate } from '../calendar.ts';
import { add, formatYuan, parseYuan, ZERO } from '../money.ts';

export const EXCHANGE_KINDS = ['treasury-instructions', 'tax-notifications'] as const;
export type ExchangeKind = (typeof EXCHANGE_KINDS)[number];

export const EXCHANGE_TITLES: Record<ExchangeKind, string> = {
  'treasury-instructions': '财政支付指令',
  'tax-notifications': '退费情况通知',
};

export const FILE_HEAD = '文件头';
export const FILE_TAIL = '文件尾';
const EXCHANGE_FORMAT = '1.0';

/** Which file it is: `number` counts a region's files of a kind within a year, without a gap. */
export interface ExchangeName {
  kind: ExchangeKind;
  region: string;
  day: LocalDate;
  number: number;
}

/** `141181-2026-000012` */
export const fileNumber = ({ region, day, number }: ExchangeName): string =>
  `${region}-${day.slice(0, 4)}-${String(number).padStart(6, '0')}`;

export function readFileNumber(text: string): { region: string; year: number; number: number } | null {
  const [, region, year, number] = /^(\d{6})-(20\d{2})-(\d{6})$/.exec(text) ?? [];
  return region && year && number ? { region, year: Number(year), number: Number(number) } : null;
}

export const headLine = (name: ExchangeName): string[] => [
  FILE_HEAD,
  EXCHANGE_TITLES[name.kind],
  name.region,
  name.day,
  fileNumber(name),
  EXCHANGE_FORMAT,
];

/** @param amounts decimal yuan of every row; @param digest of the lines before, in hexadecimal */
export const tailLine = (amounts: readonly string[], digest: string): string[] => [
  FILE_TAIL,
  String(amounts.length),
  formatYuan(add(ZERO, ...amounts.map((amount) => parseYuan(amount) ?? ZERO))),
  digest,
];
