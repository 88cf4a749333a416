/** A table is shown as a document, in whichever form it is written: each value with what says so. */
import { expect, test } from 'vitest';
import { isInFirstForm } from '../../functions/domain/policy.ts';
import { valuesOf } from '../../functions/policies/values-of.ts';
import { publishedVersions } from '../support/decided-cases.ts';
import { tablesIn } from './tables.ts';

const versions = [...publishedVersions, ...tablesIn('clauses')];

test('every value that decides has a name, and one that a text states is shown with the sentence and the document', () => {
  expect(versions.some(({ table }) => !isInFirstForm(table))).toBe(true);
  for (const version of versions) {
    const values = valuesOf(version);
    expect(values.length).toBeGreaterThan(10);
    expect(values.filter(({ name }) => !/[\u3400-\u9fff]/.test(name))).toEqual([]);
    // People read names, not the codes by which a file calls a way.
    expect(values.filter(({ name }) => /[a-z_]{2,}/.test(name)).map(({ name }) => name)).toEqual([]);
    const cited = values.filter(({ standing, clause }) => standing === 'stated' && clause !== '');
    expect(cited.length).toBeGreaterThan(3);
    expect(cited.filter(({ quote, document }) => quote === '' || document === '')).toEqual([]);
    expect(values.filter(({ standing, value }) => standing === 'silent' && value !== null)).toEqual([]);
  }
});

test('what no words stand behind is stated by nobody', () => {
  const values = versions.flatMap(valuesOf);
  expect(values.filter(({ standing, quote }) => standing === 'stated' && quote === '')).toEqual([]);
  const standingOf = (name: RegExp) =>
    new Set(
      values
        .filter(({ path, quote }) => quote === '' && name.test(path))
        .map(({ standing, inferred }) => `${standing} ${inferred}`),
    );
  expect(standingOf(/^ways\.\w+\.(?:kind|years)$/)).toEqual(new Set(['adopted true']));
  expect(standingOf(/\.per$/)).toEqual(new Set(['format false']));
});

test('what decides nothing is marked, and a table of ways shows its refunds, students and guidance too', () => {
  const xiaoyi = versions.find(({ table }) => table.region === '141181' && !isInFirstForm(table));
  if (!xiaoyi) throw new Error('no table');
  const marked = new Map(valuesOf(xiaoyi).map(({ path, value, information }) => [path, { value, information }]));
  expect(marked.get('notice.specialOption')).toEqual({ value: '特殊缴费', information: true });
  expect(marked.get('notice.queryDelay')).toEqual({ value: { min: 5, max: 5 }, information: false });
  expect(marked.get('notice.channels.cash.workingDaysOnly')).toEqual({ value: true, information: false });
  expect(marked.get('student.toppedUp')).toEqual({ value: false, information: false });
  expect(marked.get('ways.late.cost')).toEqual({ value: 'both', information: false });
});
