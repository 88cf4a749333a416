/** `decided` means complete: a grid of days and facts through every table and kind finds no promised figure missing. */
import { expect, test } from 'vitest';
import { FOLDERS, findIn, tablesIn } from '../policies/tables.ts';
import { incompleteOf } from './incomplete.ts';
import { allVersions, versionsOf } from './late-payment/tables.ts';

const others = FOLDERS.flatMap((folder) => tablesIn(folder).map((version) => ({ folder, version })));

const published = [
  ...new Map(allVersions.map(({ table }) => [`${table.region} ${table.coverageYear}`, table])).values(),
];

test.each(published.map((table) => [`${table.name} ${table.coverageYear}`, table] as const))(
  '%s decides nothing with a promised figure missing',
  async (_, table) => {
    const found = await incompleteOf(table, versionsOf);
    expect(found.slice(0, 20), `${found.length}`).toEqual([]);
  },
);

test.each(
  others.map(({ folder, version }) => [folder, version.table.name, version.table.coverageYear, version] as const),
)('%s: %s %i decides nothing with a promised figure missing', async (folder, _name, _year, { table }) => {
  const found = await incompleteOf(table, findIn(tablesIn(folder)), 59);
  expect(found.slice(0, 20), `${found.length}`).toEqual([]);
});
