/** What a table in the form of ways takes from the national layer: whole packs by name, and the clauses that it cites. */
import type { Json, JsonObject } from '../domain/policy.ts';
import { isMapping, type NationalLayer } from './layers.ts';
import type { Mistake } from './table-mistakes.ts';

/** The table as it is stored: complete, with the packs beside its own values. */
export function withTaken(
  version: JsonObject,
  coverageYear: number,
  layers: readonly NationalLayer[],
): { table: JsonObject; mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const packs: JsonObject = {};
  for (const { name, path } of takenNames(version)) {
    const having = layers.filter((layer) => Object.hasOwn(layer.packs, name));
    const applying = having
      .filter(({ fromCoverageYear }) => fromCoverageYear <= coverageYear)
      .sort((a, b) => b.fromCoverageYear - a.fromCoverageYear)
      .at(0);
    if (applying) packs[name] = applying.packs[name] ?? {};
    else mistakes.push({ path, message: whyNot(name, coverageYear, having, layers) });
  }
  const own = isMapping(version.clauses) ? version.clauses : {};
  const clauses: JsonObject = { ...own };
  const shared: JsonObject = {};
  for (const id of [...citedIds(version), ...citedIds(packs)]) {
    if (Object.hasOwn(own, id)) continue;
    const layer = layers.find((one) => Object.hasOwn(one.clauses, id));
    if (!layer) continue;
    clauses[id] = layer.clauses[id] ?? {};
    shared[id] = layer.standing;
  }
  const documents = documentsOf(version, clauses, layers, mistakes);
  // Stored and hashed with sorted keys: which way stands ahead has to be said by a list.
  const order = isMapping(version.ways) ? Object.keys(version.ways) : [];
  return { table: { ...version, packs, shared, clauses, documents, order }, mistakes };
}

function takenNames({ take, wait }: JsonObject): { name: string; path: (string | number)[] }[] {
  const list = Array.isArray(take) ? take : [];
  const ofWait = isMapping(wait) && typeof wait.take === 'string' ? [{ name: wait.take, path: ['wait', 'take'] }] : [];
  return [...list.map((name, index) => ({ name: String(name), path: ['take', index] })), ...ofWait];
}

function whyNot(
  name: string,
  coverageYear: number,
  having: readonly NationalLayer[],
  layers: readonly NationalLayer[],
): string {
  const [first] = having;
  if (first) return `${name} 自 ${first.fromCoverageYear} 参保年度起才有,${coverageYear} 年度的表不能采用`;
  const names = layers.flatMap(({ packs }) => Object.keys(packs));
  return `没有名为 ${name} 的一组规定。可以采用的有:${names.join('、')}`;
}

/** Ids behind `@` and in `by`, wherever they stand. */
function citedIds(node: Json): Set<string> {
  const ids = new Set<string>();
  const visit = (one: Json, key: string): void => {
    if (typeof one === 'string') {
      const [, cited] = /@([^\s@]+)(?:\s+adopted)?$/.exec(one) ?? [];
      if (cited !== undefined) ids.add(cited);
      if (key === 'by' || key === 'say') ids.add(one.split(/\s+/)[0] ?? '');
    } else if (Array.isArray(one)) one.forEach((entry) => void visit(entry, ''));
    else if (isMapping(one))
      for (const [name, entry] of Object.entries(one)) if (name !== 'clauses') visit(entry, name);
  };
  visit(node, '');
  return ids;
}

function documentsOf(
  version: JsonObject,
  clauses: JsonObject,
  layers: readonly NationalLayer[],
  mistakes: Mistake[],
): JsonObject {
  const documents: JsonObject = { ...(isMapping(version.documents) ? version.documents : {}) };
  for (const [id, clause] of Object.entries(clauses)) {
    const name = isMapping(clause) ? String(clause.document) : '';
    const document = documents[name] ?? layers.find((layer) => layer.documents[name] !== undefined)?.documents[name];
    if (document !== undefined) documents[name] = document;
    else mistakes.push({ path: ['clauses', id, 'document'], message: `没有文件 ${name}:应为 documents 中的一份` });
  }
  return documents;
}
