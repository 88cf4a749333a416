/** The published table from which an officer begins: its values one by one, each as its file has it. */
import type { Json, JsonObject } from '../domain/json.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { splitCitation } from '../domain/reading/citation.ts';
import { isInWays } from '../domain/reading/read-table.ts';
import { isMapping } from './layers.ts';
import { waysOfFirstForm } from './ways-of-first-form.ts';

interface KeptValue {
  /** Path in the table. */
  field: string;
  /** As the file has it. */
  node: Json;
  /** Without its clause; null where the table is silent. */
  value: Json;
  standing: 'stated' | 'national' | 'adopted' | 'silent';
  /** Id of the clause; empty where there is none. */
  clause: string;
  quote: string;
}

export interface BegunTable {
  values: readonly KeptValue[];
  /** Sections of which no value is by itself: names, packs, declarations. */
  head: JsonObject;
  clauses: JsonObject;
  documents: JsonObject;
}

/** What is no value of its own, or stands behind others. */
const HEAD = ['take', 'groups', 'payers', 'events', 'facts', 'conditions'];
const LEFT_OUT = 'region name coverageYear inForceFrom revision why documents clauses packs shared order'.split(' ');
/** Whose parts are understood together only. */
const WHOLE = 'who who_may_join cost monthly parts of alongside floor other_years aided years queryDelay'.split(' ');

export function begunTable({ source }: PolicyVersion): BegunTable {
  const table = isInWays(source) ? source : waysOfFirstForm(source);
  const shared = isMapping(table.shared) ? table.shared : {};
  const all = isMapping(table.clauses) ? table.clauses : {};
  const own = Object.entries(all).filter(([id]) => !Object.hasOwn(shared, id));
  const named = new Set(own.map(([, clause]) => (isMapping(clause) ? String(clause.document) : '')));
  const documents = isMapping(table.documents) ? table.documents : {};
  const sections = Object.entries(table).filter(([key]) => !LEFT_OUT.includes(key) && !HEAD.includes(key));
  const said = (leaf: Leaf): KeptValue => {
    const { value, clause, adopted } = spoken(leaf.node, leaf.by);
    const standing = value === null ? 'silent' : standingOf(clause, adopted, shared);
    const quoted = all[clause];
    return { ...leaf, value, standing, clause, quote: isMapping(quoted) ? String(quoted.quote) : '' };
  };
  return {
    values: sections.flatMap(([key, node]) =>
      leavesOf(inList(key, ordered(key, node, table.order)), key, '').map(said),
    ),
    head: Object.fromEntries(HEAD.filter((key) => table[key] !== undefined).map((key) => [key, table[key] ?? null])),
    clauses: Object.fromEntries(own),
    documents: Object.fromEntries(Object.entries(documents).filter(([id]) => named.has(id))),
  };
}

/** Aid is a list, or has one. */
const inList = (key: string, node: Json): Json => (key === 'aid' && Array.isArray(node) ? { lines: node } : node);

/** Which way stands ahead a stored table says by a list. */
function ordered(key: string, node: Json, order: Json | undefined): Json {
  if (key !== 'ways' || !isMapping(node) || !Array.isArray(order)) return node;
  const names = order.map(String).filter((name) => Object.hasOwn(node, name));
  return Object.fromEntries([...new Set([...names, ...Object.keys(node)])].map((name) => [name, node[name] ?? null]));
}

interface Leaf {
  field: string;
  node: Json;
  by: string;
}

function leavesOf(node: Json, field: string, by: string): Leaf[] {
  if (isOne(node, field)) return [{ field, node, by }];
  if (Array.isArray(node)) return node.flatMap((one, index) => leavesOf(one, `${field}.${index}`, by));
  if (!isMapping(node)) return [{ field, node, by }];
  const inner = typeof node.by === 'string' ? node.by : by;
  return Object.entries(node).flatMap(([key, one]) => leavesOf(one, `${field}.${key}`, inner));
}

function isOne(node: Json, field: string): boolean {
  if (Array.isArray(node)) return node.length === 0 || !node.some(isMapping) || WHOLE.includes(lastOf(field));
  if (!isMapping(node)) return true;
  return ['silent', 'value', 'either'].some((key) => node[key] !== undefined) || WHOLE.includes(lastOf(field));
}
const lastOf = (field: string): string => field.split('.').at(-1) ?? '';

function spoken(node: Json, by: string): { value: Json; clause: string; adopted: boolean } {
  const cited = (said: string) => ({ clause: said.split(/\s+/)[0] ?? '', adopted: /\sadopted$/.test(said) });
  if (isMapping(node)) {
    const own = cited(typeof node.by === 'string' ? node.by : by);
    if (node.silent !== undefined) return { value: null, ...own };
    const { by: _by, note: _note, ...parts } = node;
    return { value: node.value ?? parts, ...own };
  }
  if (node === 'silent') return { value: null, ...cited(by) };
  const citation = typeof node === 'string' ? splitCitation(node) : null;
  if (citation === null) return { value: node, ...cited(by) };
  return { value: citation.bare, clause: citation.clause, adopted: citation.adopted };
}

function standingOf(clause: string, adopted: boolean, shared: JsonObject): 'stated' | 'national' | 'adopted' {
  if (adopted) return 'adopted';
  const from = shared[clause];
  return from === undefined ? 'stated' : from === 'national' ? 'national' : 'adopted';
}
