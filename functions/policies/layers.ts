/**
 * Makes complete versions of a table file. The newest national layer for the coverage year fills in national values.
 * Amendments replace the values that they name. The cited clauses come along.
 */
import type { Json, JsonObject } from '../domain/policy.ts';
import type { Mistake } from './table-mistakes.ts';

export interface NationalLayer {
  fromCoverageYear: number;
  documents: JsonObject;
  clauses: JsonObject;
  standing: 'national' | 'adopted';
  values: JsonObject;
  packs: { [name: string]: JsonObject };
}

export const isMapping = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const at = (root: JsonObject, path: (string | number)[]): Json | undefined =>
  path.reduce<Json | undefined>((value, key) => (isMapping(value) ? value[String(key)] : undefined), root);

/** Fills `{ standing: national }` from the layers, newest first. */
export function fillNational(
  table: JsonObject,
  coverageYear: number,
  layers: NationalLayer[],
): { table: JsonObject; issues: Mistake[] } {
  const issues: Mistake[] = [];
  const applying = layers
    .filter(({ fromCoverageYear }) => fromCoverageYear <= coverageYear)
    .sort((a, b) => b.fromCoverageYear - a.fromCoverageYear);
  const fill = (value: Json, path: (string | number)[]): Json => {
    if (Array.isArray(value)) return value.map((entry, index) => fill(entry, [...path, index]));
    if (!isMapping(value)) return value;
    if (value.standing !== 'national') {
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, fill(entry, [...path, key])]));
    }
    if (value.value !== undefined) {
      issues.push({ path, message: '采用全国规定的,只写 { standing: national }:数值和条款在 national/ 中,只写一次' });
      return value;
    }
    const found = applying.map((layer) => at(layer.values, path)).find(isMapping);
    if (found) return found;
    issues.push({ path, message: `${coverageYear} 参保年度在这一项上没有全国规定,不能写 national` });
    return value;
  };
  const filled = fill(table, []);
  return { table: isMapping(filled) ? filled : table, issues };
}

/** Replaces the values at dotted paths, as an amendment names them. */
export function replaceAt(table: JsonObject, replacements: JsonObject): JsonObject {
  return Object.entries(replacements).reduce((changed, [path, value]) => setAt(changed, path.split('.'), value), table);
}

function setAt(root: JsonObject, [key, ...rest]: string[], value: Json): JsonObject {
  if (key === undefined) return root;
  const inner = root[key];
  return { ...root, [key]: rest.length === 0 ? value : setAt(isMapping(inner) ? inner : {}, rest, value) };
}

/** The clauses that values name, each with the path of every such value and its standing. */
export function citedClauses(table: Json): Map<string, { path: (string | number)[]; standing: string }[]> {
  const cited = new Map<string, { path: (string | number)[]; standing: string }[]>();
  const visit = (node: Json, path: (string | number)[]): void => {
    if (Array.isArray(node)) node.forEach((entry, index) => void visit(entry, [...path, index]));
    if (!isMapping(node)) return;
    const { standing, clause } = node;
    if (typeof standing === 'string' && typeof clause === 'string') {
      cited.set(clause, [...(cited.get(clause) ?? []), { path, standing }]);
    }
    for (const [key, entry] of Object.entries(node)) visit(entry, [...path, key]);
  };
  visit(table, []);
  return cited;
}
