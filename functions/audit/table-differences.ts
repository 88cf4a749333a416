/** Where two versions of a table say something else. */

import { canonicalJson } from '../domain/content/canonical-json.ts';
import type { Json, PolicyVersion } from '../domain/policy.ts';

export interface TableDifference {
  /** Path of the value in the table. */
  path: string;
  /** As the table writes it; undefined where it has no such value. */
  before: Json | undefined;
  after: Json | undefined;
  /** That say so, before or after. */
  clauses: string[];
}

/** Parts of a table that name it, or that its values only cite. */
const NOT_VALUES = ['region', 'name', 'coverageYear', 'inForceFrom', 'revision', 'why', 'documents', 'clauses'];

export function tableDifferences(before: PolicyVersion, after: PolicyVersion): TableDifference[] {
  const sections = new Set([...Object.keys(before.source), ...Object.keys(after.source)]);
  return [...sections]
    .filter((section) => !NOT_VALUES.includes(section))
    .flatMap((section) => differencesAt(section, before.source[section], after.source[section]));
}

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function differencesAt(path: string, before: Json | undefined, after: Json | undefined): TableDifference[] {
  if (canonicalJson([before]) === canonicalJson([after])) return [];
  const isValue = [before, after].some((one) => isObject(one) && 'standing' in one);
  if (isValue || !isObject(before) || !isObject(after)) {
    const clauses = [before, after].flatMap((one) =>
      isObject(one) && typeof one.clause === 'string' ? one.clause : [],
    );
    return [{ path, before: writtenValue(before), after: writtenValue(after), clauses }];
  }
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => differencesAt(`${path}.${name}`, before[name], after[name]));
}

const writtenValue = (one: Json | undefined): Json | undefined =>
  isObject(one) && 'standing' in one ? one.value : one;
