/** Where two versions of a table say something else. */

import { canonicalJson } from '../domain/content/canonical-json.ts';
import type { Json, JsonObject, PolicyVersion } from '../domain/policy.ts';
import { splitCitation } from '../domain/reading/citation.ts';

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
const NOT_VALUES = [
  'region',
  'name',
  'coverageYear',
  'inForceFrom',
  'revision',
  'why',
  'documents',
  'clauses',
  'shared',
];

export function tableDifferences(before: PolicyVersion, after: PolicyVersion): TableDifference[] {
  const sections = new Set([...Object.keys(before.source), ...Object.keys(after.source)]);
  return [...sections]
    .filter((section) => !NOT_VALUES.includes(section))
    .flatMap((section) => differencesAt(section, before.source[section], after.source[section]));
}

function differencesAt(path: string, before: Json | undefined, after: Json | undefined): TableDifference[] {
  if (canonicalJson([before]) === canonicalJson([after])) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length && before.every(isMap)) {
    return before.flatMap((one, index) => differencesAt(`${path}.${index}`, one, after[index]));
  }
  const isLeaf = [before, after].some(isValue);
  if (isLeaf || !isMap(before) || !isMap(after)) {
    const clauses = [before, after].flatMap(clausesOf);
    return [{ path, before: writtenValue(before), after: writtenValue(after), clauses }];
  }
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => differencesAt(`${path}.${name}`, before[name], after[name]));
}

const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value of either form: `{ value, standing, clause }`, or `{ value, by }`. */
const isValue = (one: Json | undefined): boolean => isMap(one) && ('standing' in one || 'value' in one);

const writtenValue = (one: Json | undefined): Json | undefined => {
  if (isMap(one) && isValue(one)) return one.value;
  return typeof one === 'string' ? (splitCitation(one)?.bare ?? one) : one;
};

function clausesOf(one: Json | undefined): string[] {
  if (typeof one === 'string') {
    const cited = splitCitation(one);
    return cited === null ? [] : [cited.clause];
  }
  if (!isMap(one)) return [];
  return [one.clause, one.by].flatMap((id) => (typeof id === 'string' ? (id.split(' ')[0] ?? []) : []));
}
