/**
 * How a table file becomes complete versions: national values are filled in from the newest national layer that
 * applies to the coverage year, amendments replace what they name, and the clauses that are cited come along.
 */
import type { Json, JsonObject } from '../domain/policy.ts';

export interface NationalLayer {
  fromCoverageYear: number;
  documents: JsonObject;
  clauses: JsonObject;
  values: JsonObject;
}

/** A mistake in a table file: where (path of keys), what is wrong, what was expected. */
export interface LayerIssue {
  path: (string | number)[];
  message: string;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const at = (root: JsonObject, path: (string | number)[]): Json | undefined =>
  path.reduce<Json | undefined>((value, key) => (isObject(value) ? value[String(key)] : undefined), root);

/** Fills `{ standing: national }` from the layers, newest first. */
export function fillNational(
  table: JsonObject,
  coverageYear: number,
  layers: NationalLayer[],
): { table: JsonObject; issues: LayerIssue[] } {
  const issues: LayerIssue[] = [];
  const applying = layers
    .filter(({ fromCoverageYear }) => fromCoverageYear <= coverageYear)
    .sort((a, b) => b.fromCoverageYear - a.fromCoverageYear);
  const fill = (value: Json, path: (string | number)[]): Json => {
    if (Array.isArray(value)) return value.map((entry, index) => fill(entry, [...path, index]));
    if (!isObject(value)) return value;
    if (value.standing !== 'national' || value.value !== undefined) {
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, fill(entry, [...path, key])]));
    }
    const found = applying.map((layer) => at(layer.values, path)).find(isObject);
    if (found) return found;
    const message = `expected a national rule for ${path.join('.')} in coverage year ${coverageYear}; there is none`;
    issues.push({ path, message });
    return value;
  };
  const filled = fill(table, []);
  return { table: isObject(filled) ? filled : table, issues };
}

/** Replaces the values at dotted paths, as an amendment names them. */
export function replaceAt(table: JsonObject, replacements: JsonObject): JsonObject {
  return Object.entries(replacements).reduce((changed, [path, value]) => setAt(changed, path.split('.'), value), table);
}

function setAt(root: JsonObject, [key, ...rest]: string[], value: Json): JsonObject {
  if (key === undefined) return root;
  const inner = root[key];
  return { ...root, [key]: rest.length === 0 ? value : setAt(isObject(inner) ? inner : {}, rest, value) };
}

/** Ids of all clauses that a value names. */
export function citedClauses(value: Json): Set<string> {
  const cited = new Set<string>();
  const visit = (node: Json): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (!isObject(node)) return;
    if (typeof node.standing === 'string' && typeof node.clause === 'string') cited.add(node.clause);
    Object.values(node).forEach(visit);
  };
  visit(value);
  return cited;
}
