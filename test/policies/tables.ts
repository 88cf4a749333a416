/** The tables of a folder beside this file, in the form in which the rules read them: read once for all tests of a room. */
import { resolve } from 'node:path';
import type { PolicyVersion } from '../../functions/domain/policy.ts';
import { loadMoreTables, loadPolicyFiles } from '../../functions/policies/files.ts';

export const FOLDERS = ['first-form', 'notices', 'clauses', 'composed'] as const;
type TableFolder = (typeof FOLDERS)[number];

const publishedFolder = resolve(import.meta.dirname, '../../workflows/policies');
const loaded = new Map<string, readonly PolicyVersion[]>();

function once(name: string, load: () => PolicyVersion[]): readonly PolicyVersion[] {
  const known = loaded.get(name) ?? load();
  loaded.set(name, known);
  return known;
}

export const tablesIn = (folder: TableFolder): readonly PolicyVersion[] =>
  once(folder, () => loadMoreTables(resolve(import.meta.dirname, folder), publishedFolder));

export const publishedTables = (): readonly PolicyVersion[] =>
  once('published', () => loadPolicyFiles(publishedFolder));

/** Finds them by region and year, as a decision does. */
export const findIn =
  (versions: readonly PolicyVersion[]) =>
  (region: string, coverageYear: number): PolicyVersion[] =>
    versions.filter(({ table }) => table.region === region && table.coverageYear === coverageYear);
