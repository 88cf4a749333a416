/** A table is shown as a document, in whichever form it is written: each value with what says so. */
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadMoreTables } from '../../functions/policies/files.ts';
import { valuesOf } from '../../functions/policies/values-of.ts';
import { publishedVersions } from '../support/decided-cases.ts';

const here = import.meta.dirname;
const versions = [
  ...publishedVersions,
  ...loadMoreTables(resolve(here, 'clauses'), resolve(here, '../../workflows/policies')),
];

test('every value that decides has a name, and one that a text states is shown with the sentence and the document', () => {
  expect(versions.some(({ table }) => table.rules !== null)).toBe(true);
  for (const version of versions) {
    const values = valuesOf(version);
    expect(values.length).toBeGreaterThan(10);
    expect(values.filter(({ name }) => !/[\u3400-\u9fff]/.test(name))).toEqual([]);
    const cited = values.filter(({ standing, clause }) => standing === 'stated' && clause !== '');
    expect(cited.length).toBeGreaterThan(3);
    expect(cited.filter(({ quote, document }) => quote === '' || document === '')).toEqual([]);
    expect(values.filter(({ standing, value }) => standing === 'silent' && value !== null)).toEqual([]);
  }
});
