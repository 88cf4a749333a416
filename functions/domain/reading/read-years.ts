/** Reads which years one payment buys. */
import type { Json } from '../json.ts';
import type { Years } from '../ways/model.ts';
import { type Parsed, type Path, type Reading, right, wrong } from './reading.ts';

export function readYears(node: Json | undefined, path: Path, reading: Reading): Years[] | null {
  if (node === undefined || node === 'any') return null;
  const list = Array.isArray(node) ? node : [node];
  if (list.length === 0) reading.refuse(path, '至少写明一个年度；不写这一项的，为本表的参保年度');
  return list.flatMap((one, index): Years[] => {
    const found = readYear(one);
    if (found.ok) return [found.value];
    reading.refuse([...path, index], found.message);
    return [];
  });
}

export function readYear(node: Json): Parsed<Years> {
  const word = (['birth_year', 'next_year', 'payment_year'] as const).find((one) => one === node);
  if (word) return right(word);
  const year = Number(node);
  return Number.isInteger(year) && year >= 2000 && year <= 2100
    ? right(year)
    : wrong('应为 birth_year(出生当年)、next_year(出生次年)、payment_year(缴费当年)或年份');
}
