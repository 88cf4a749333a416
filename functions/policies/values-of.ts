/** A table as a document: each of its values in the order of the table, with its standing and the sentence that says so. */

import { nameOfField } from '../domain/policy/field-names.ts';
import { otherSectionsOf } from '../domain/policy/sections-of-ways.ts';
import { isInFirstForm, type Json, type JsonObject, type PolicyVersion } from '../domain/policy.ts';
import { quoteDoubt } from '../domain/policy-text/quote-doubt.ts';
import { splitCitation } from '../domain/reading/citation.ts';
import { IN_CLAUSE } from '../domain/reading/read-condition.ts';
import { withPacks } from '../domain/reading/read-table.ts';
import { isInformation } from './information.ts';

export interface TableValue {
  /** Path in the table. */
  path: string;
  name: string;
  /** As the table's file has it; null where it is silent. */
  value: Json;
  /** `format`: no words say it, a table of this form has it so. */
  standing: string;
  /** Id of the clause; empty where there is none. */
  clause: string;
  quote: string;
  document: string;
  note: string;
  /** Papers and desks show it; it decides nothing. */
  information: boolean;
  /** The table's own document is behind it, and does not say it outright. */
  inferred: boolean;
}

const isObject = (node: Json | undefined): node is JsonObject =>
  typeof node === 'object' && node !== null && !Array.isArray(node);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The same for a table of either form. */
export function valuesOf({ source, table }: PolicyVersion): TableValue[] {
  const shared = isObject(source.shared) ? source.shared : {};
  const told = [...(table.fields?.values() ?? [])].map(({ field, label, written, standing, clause, note }) => ({
    ...{ path: field, name: label, standing, clause: clause ?? '', note: note ?? '' },
    value: standing === 'silent' ? null : written === IN_CLAUSE ? plain(at(withPacks(source), field)) : written,
  }));
  const others = ofFirstForm(table.fields ? otherSectionsOf(withPacks(source)) : source).map(({ path, node }) => ({
    ...{ path, name: nameOfField(path, table), value: node.value ?? null },
    ...{ standing: textOf(node.standing), clause: textOf(node.clause), note: textOf(node.note) },
  }));
  return [...withWords(told, source, table), ...others].map((one) => ({
    ...one,
    ...cite(table, one.clause),
    information: isInformation(one.path, table),
    ...behind(one, shared),
  }));
}

/** What the codes are called that the table declares itself: its people, payers, events and facts; of `ways.NAME` its last day. */
export function codesOf({ source, table }: PolicyVersion): Record<string, string> {
  const { rules } = table;
  if (isInFirstForm(table)) return {};
  const declared = ['groups', 'payers', 'events', 'facts'].flatMap((section) => {
    const node = source[section];
    return isObject(node) ? Object.entries(node).map(([code, name]) => [code, String(name)]) : [];
  });
  return Object.fromEntries([
    ...rules.ways.map(({ name, label }) => [`ways.${name}`, `${label}的截止日`]),
    ...declared,
  ]);
}

/**
 * Says of a value of the table what is to be looked at: its quote writes something else. Empty where it does not, or there is none.
 * @param outside what is to be said of a clause whose words do not stand in the text, by the id of it
 */
export function doubtsIn(
  values: readonly TableValue[],
  outside: ReadonlyMap<string, string> = new Map(),
): (value: TableValue) => string {
  const individual = values
    .filter(({ path }) => /^contribution\.(?:lines\.)?\d+\.individual$/.test(path))
    .map(({ value }) => Number(value))
    .filter((amount) => amount > 0);
  return ({ path, value, quote, standing, clause }) =>
    outside.get(clause) ??
    quoteDoubt({ field: path, value, quote, individual, inferred: standing === 'adopted' }) ??
    '';
}

/** What no words stand behind is stated by nobody: parts of a way follow from its sentences, others are the format's. */
function behind({ path, standing, clause }: Uncited, shared: JsonObject): { standing: string; inferred: boolean } {
  if (standing === 'stated' && clause === '') {
    return OF_A_WAY.test(path) ? { standing: 'adopted', inferred: true } : { standing: 'format', inferred: false };
  }
  return { standing, inferred: standing === 'adopted' && clause !== '' && !Object.hasOwn(shared, clause) };
}
const OF_A_WAY = /^(?:ways|ways_out|contribution|aid)\.(?:lines\.)?\w+\.(?:who|kind|years|ground)(?:\.|$)/;

type Uncited = Omit<TableValue, 'quote' | 'document' | 'information' | 'inferred'>;

/** What of a way and of a line needs no clause stands before the first of its values: for whom, which kind, which years. */
function withWords(told: readonly Uncited[], source: JsonObject, read: PolicyVersion['table']): Uncited[] {
  const { rules } = read;
  if (isInFirstForm(read)) return [...told];
  const table = withPacks(source);
  const known = new Set(told.map(({ path }) => path));
  const begun = new Set<string>();
  const partsOf = (of: string): Uncited[] => {
    const way = rules.ways.find(({ field }) => field === of);
    const node = at(table, of);
    const part = (key: string, name: string, value: Json | undefined): Uncited[] =>
      value === undefined || known.has(`${of}.${key}`)
        ? []
        : [{ path: `${of}.${key}`, name, value: plain(value), standing: 'stated', clause: '', note: '' }];
    if (!way) return part('who', '适用对象', isObject(node) ? node.who : undefined);
    const inherited = (key: string): Json | undefined => ofWay(table.ways, way.name, key);
    return [
      ...part('who', `${way.label}:适用对象`, inherited('who')),
      ...part('kind', `${way.label}:种类`, way.kind),
      ...part('years', `${way.label}:所缴年度`, inherited('years')),
    ];
  };
  return told.flatMap((one) => {
    const of = /^(?:ways\.\w+|(?:contribution|aid)\.(?:lines\.)?\d+)(?=\.)/.exec(one.path)?.[0];
    if (of === undefined || begun.has(of)) return [one];
    begun.add(of);
    return [...partsOf(of), one];
  });
}

/** A part of a way, or of the one that it is like. */
function ofWay(ways: Json | undefined, name: string, key: string, seen: readonly string[] = []): Json | undefined {
  const way = isObject(ways) && !seen.includes(name) ? ways[name] : undefined;
  if (!isObject(way)) return undefined;
  return way[key] ?? (typeof way.like === 'string' ? ofWay(ways, way.like, key, [...seen, name]) : undefined);
}

const at = (node: Json | undefined, path: string): Json | undefined =>
  path
    .split('.')
    .reduce<Json | undefined>(
      (inner, key) => (Array.isArray(inner) ? inner[Number(key)] : isObject(inner) ? inner[key] : undefined),
      node,
    );

/** Without the clauses that stand in it. */
function plain(node: Json | undefined): Json {
  if (Array.isArray(node)) return node.map(plain);
  if (isObject(node)) {
    const parts = Object.entries(node).filter(([key]) => key !== 'by' && key !== 'note');
    return Object.fromEntries(parts.map(([key, part]) => [key, plain(part)]));
  }
  return typeof node === 'string' ? (splitCitation(node)?.bare ?? node) : (node ?? null);
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
