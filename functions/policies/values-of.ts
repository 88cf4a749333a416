/** A table as a document: each of its values in the order of the table, with its standing and the sentence that says so. */

import { nameOfField } from '../domain/policy/field-names.ts';
import { otherSectionsOf } from '../domain/policy/sections-of-ways.ts';
import type { Json, JsonObject, PolicyVersion } from '../domain/policy.ts';
import { withPacks } from '../domain/reading/read-table.ts';
import { isInformation } from './information.ts';

export interface TableValue {
  /** Path in the table. */
  path: string;
  name: string;
  /** As the table's file has it; null where it is silent. */
  value: Json;
  standing: string;
  /** Id of the clause; empty where there is none. */
  clause: string;
  quote: string;
  document: string;
  note: string;
  /** Papers and desks show it; it decides nothing. */
  information: boolean;
}

const isObject = (node: Json | undefined): node is JsonObject =>
  typeof node === 'object' && node !== null && !Array.isArray(node);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The same for a table of either form. */
export function valuesOf({ source, table }: PolicyVersion): TableValue[] {
  const told = [...(table.fields?.values() ?? [])].map(({ field, label, written, standing, clause, note }) => ({
    ...{ path: field, name: label, standing, clause: clause ?? '', note: note ?? '' },
    value: standing === 'silent' ? null : written,
  }));
  const others = ofFirstForm(table.fields ? otherSectionsOf(withPacks(source)) : source).map(({ path, node }) => ({
    ...{ path, name: nameOfField(path, table), value: node.value ?? null },
    ...{ standing: textOf(node.standing), clause: textOf(node.clause), note: textOf(node.note) },
  }));
  return [...told, ...others].map((one) => ({
    ...one,
    ...cite(table, one.clause),
    information: isInformation(one.path, table),
  }));
}

/** Whatever has a standing. */
function ofFirstForm(source: JsonObject): { path: string; node: JsonObject }[] {
  const below = (node: Json, path: string): { path: string; node: JsonObject }[] => {
    if (isObject(node) && 'standing' in node) return [{ path, node }];
    if (typeof node !== 'object' || node === null) return [];
    return Object.entries(node).flatMap(([name, child]) => below(child, path === '' ? name : `${path}.${name}`));
  };
  return below(source, '');
}

function cite({ clauses, documents }: PolicyVersion['table'], id: string): { quote: string; document: string } {
  const clause = clauses[id];
  const document = clause && documents[clause.document];
  if (!clause || !document) return { quote: '', document: '' };
  const number = document.number === undefined ? '' : `（${document.number}）`;
  return { quote: clause.quote, document: `${document.title}${number}` };
}
