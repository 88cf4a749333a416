/** Numbers as notices write them beside figures: `四百元`, `1.2万元`, `1,140元`, `百分之五十`, `七成`, `二〇二五年`. */
import { numberOf } from './figures.ts';

const DIGITS = '零〇一二三四五六七八九';
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };

/** The text with such numbers as figures. @param text half-width and simplified */
export function withFigures(text: string): string {
  return text
    .replaceAll(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replaceAll(/百分之([零〇一二两三四五六七八九十百\d.]{1,6})/g, (whole, number) => {
      const found = /^[\d.]+$/.test(number) ? Number(number) : chineseNumber(number);
      return found === null ? whole : `${found}%`;
    })
    .replaceAll(/([一二两三四五六七八九\d])成(?![立员年交])/g, (_, tenths) => `${10 * (numberOf(tenths) ?? 0)}%`)
    .replaceAll(/(\d{1,6}(?:\.\d{1,4})?)([万千百])(?=元)/g, (_, number, place) =>
      String(Math.round(Number(number) * (place === '万' ? 10_000 : (PLACES[place] ?? 1)) * 1_000) / 1_000),
    )
    .replaceAll(/[零〇一二两三四五六七八九十百千万]{1,12}(?=元|年|月|日|个月|天|个?工作日|周岁|岁|%)/g, (number) =>
      String(chineseNumber(number) ?? number),
    );
}

/** `三百八十` is 380, `一万二千` 12,000, `二〇二五` 2025; null for what is none. */
export function chineseNumber(text: string): number | null {
  const plain = text.replaceAll('两', '二');
  if (/^[零〇一二三四五六七八九]{2,4}$/.test(plain)) return Number([...plain].map(digitOf).join(''));
  const [high, low, ...others] = plain.split('万');
  if (others.length > 0) return null;
  if (low === undefined) return belowTenThousand(high ?? '');
  const [thousands, rest] = [belowTenThousand(high ?? ''), low === '' ? 0 : belowTenThousand(low)];
  return thousands === null || rest === null ? null : thousands * 10_000 + rest;
}

const digitOf = (character: string): number => Math.max(0, DIGITS.indexOf(character) - 1);

function belowTenThousand(text: string): number | null {
  let sum = 0;
  let digit: number | null = null;
  for (const character of text) {
    const place = PLACES[character];
    if (place === undefined) {
      if (!DIGITS.includes(character)) return null;
      digit = digitOf(character);
    } else {
      // 十五 begins with its place.
      sum += (digit ?? 1) * place;
      digit = null;
    }
  }
  return text === '' ? null : sum + (digit ?? 0);
}
