/** Nothing of a table is ignored: each leaf changes some answer, or is information for papers and desks. */
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { PolicyVersion } from '../../functions/domain/policy.ts';
import { loadMoreTables } from '../../functions/policies/files.ts';
import { isInformation } from '../../functions/policies/information.ts';
import { allVersions } from '../domain/late-payment/tables.ts';
import { unreadLeaves, wordsOf } from './leaves.ts';

const published = resolve(import.meta.dirname, '../../workflows/policies');
const folders = [
  allVersions,
  ...['notices', 'clauses', 'composed'].map((name) => loadMoreTables(resolve(import.meta.dirname, name), published)),
];
const words = wordsOf(folders.flat());

/** Tables that have leaves of which nobody has settled yet whether they are read, or that take minutes to look through. */
const OPEN = [
  ...['长治市 2025', '运城市 2024', '汾西县 2023', '孝义市 2026', '南宁市 2025', '郑州市 2026', '重庆市 2026'],
  ...['昆明市 2025', '黑龙江省 2025', '咸阳市 2022', '未署名地区(江苏) 2023', '南昌市 2025', '测试甲市 2024'],
  ...['测试甲市 2025', '测试甲市 2026', '测试乙市 2025'],
];
const isOpen = ({ name, coverageYear }: PolicyVersion['table']): boolean => OPEN.includes(`${name} ${coverageYear}`);

test.each(
  folders.flatMap((beside) =>
    beside
      .filter(({ table }) => !isOpen(table))
      .map((version) => [version.table.name, version.version, version, beside] as const),
  ),
)('%s %s: each leaf changes an answer', async (_name, _version, version, beside) => {
  const unread = await unreadLeaves(version, beside, words, (path) => isInformation(path, version.table));
  expect(unread.map(({ path, value }) => `${path} = ${JSON.stringify(value)}`)).toEqual([]);
});
