/** Typical people are known so far that a table answers whatever it has. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadMoreTables, loadPolicyFiles } from '../../functions/policies/files.ts';
import { answerTypicalPeople, TYPICAL_PEOPLE } from '../../functions/policies/typical-people.ts';

const national = join(import.meta.dirname, '../../workflows/policies');
const tables = [...loadPolicyFiles(national), ...loadMoreTables(join(import.meta.dirname, 'notices'), national)];
const answersOf = async (region: string, year: number) => {
  const answers = await answerTypicalPeople(region, year, async (place, of) =>
    tables.filter(({ table }) => table.region === place && table.coverageYear === of),
  );
  return answers.map((now, index) => ({
    ...now,
    is: TYPICAL_PEOPLE[index]?.kind,
    of: TYPICAL_PEOPLE[index]?.name ?? '',
  }));
};

it('a newborn in the window, one behind it, and one of two years are each answered by their own way', async () => {
  const newborns = (await answersOf('330700', 2023)).filter(({ is }) => is === 'newborn');
  expect(newborns.map(({ of, benefit }) => [of.split('，')[1], benefit])).toMatchObject([
    ['出生 20 天登记', { start: '2023-03-10' }],
    ['出生 120 天登记', { start: '2023-08-01' }],
    ['出生半年登记', { start: null }],
    ['上年 11 月 20 日出生', { start: '2022-11-20' }],
    ['当年 11 月 20 日出生', { start: '2023-11-20' }],
  ]);
  // Beside what this table does not say, nothing is asked.
  const asked = new Set(newborns.flatMap(({ review = [] }) => review.map((label) => label.replace(/^.*:/, ''))));
  expect([...asked].sort()).toEqual(['个人缴费标准', '其他人员、其他日期能否缴费', '待遇终止日', '缴费']);
});

it('what a table says of all newborns settles a way of theirs that says nothing of a wait', async () => {
  const newborns = (await answersOf('410100', 2026)).filter(({ is }) => is === 'newborn');
  expect(newborns[0]?.review).toEqual([expect.stringContaining('待遇起始日')]);
});

it('nobody is asked of what a desk has of everybody', async () => {
  const found = await Promise.all(tables.map(({ table }) => answersOf(table.region, table.coverageYear)));
  const asked = new Set(found.flat().flatMap(({ is, review = [] }) => (is === 'late-payment' ? review : [])));
  expect([...asked].filter((label) => /档次|学制|户籍|就读|months|household|schooling|birthDate/.test(label))).toEqual(
    [],
  );
});
