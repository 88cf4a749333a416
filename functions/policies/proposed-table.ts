/**
 * What was read from a policy text, as a table in which nothing is checked: each value is `{ proposed, read, sure }` with the
 * clause that has its sentence. A table with such a value in it is refused.
 */
import type { Json, JsonObject } from '../domain/json.ts';
import { nameOfPeople, SOME_PEOPLE } from '../domain/policy/name-of-people.ts';
import { otherNamesIn } from '../domain/policy-text/groups.ts';
import type { Contradiction, Proposal, ReadText, Words } from '../domain/policy-text/proposal.ts';
import { makeReadable } from '../domain/policy-text/readable.ts';
import { nameOfCategory } from '../domain/regions.ts';
import type { BegunTable } from './begun-table.ts';
import { isMapping } from './layers.ts';

interface TextOfTable {
  region: string;
  coverageYear: number;
  /** Of the file or the page that was read. */
  title: string;
  /** Of the region. */
  name?: string;
  /** ISO date; a proposal of ours where nobody has said it. */
  inForceFrom?: string;
  /** The day that the text has, as a proposal. */
  dayRead?: string;
  revision?: number;
  /** The table that it begins from: its clauses, documents and declarations go on. */
  begun?: BegunTable | null;
}

/** A value of a table, with the words that say so. */
export interface Leaf extends Partial<Words> {
  /** Path in the table; lists are numbered, and numbers may be left out. */
  field: string;
  /** Id of a clause that is there already, before words. */
  cited?: string;
  /** Title of the document that has the words, where it is not the text. */
  document?: string;
  /** What stands there. @param clause id of the clause that has the words; null where there are none */
  node(clause: string | null): Json;
}

export interface WrittenTable {
  table: JsonObject;
  /** The field of a leaf that stands at a path of the table: lists are counted anew there. */
  fieldAt(path: string): string;
  /** The other way round. */
  pathOf(field: string): string;
}

/** From this coverage year on the national rule of the wait holds (国办发〔2024〕38号). */
const NATIONAL_WAIT_FROM = 2025;

export const writeProposedTable = ({ proposals, contradictions }: ReadText, text: TextOfTable): JsonObject =>
  tableOfLeaves([...proposals.map(proposalLeaf), ...contradictions.map(contradictionLeaf)], text).table;

export const proposalLeaf = ({ sureness, value, ...words }: Proposal): Leaf => ({
  ...words,
  node: (clause) => ({ proposed: value, read: clause ?? '', sure: sureness }),
});

/** All that the text says, none of it chosen; the clause is the first sentence. */
export const contradictionLeaf = ({ field, said }: Contradiction): Leaf => {
  const [{ start, end, quote } = { start: 0, end: 0, quote: '' }] = said;
  const values = said.map(({ value }) => value);
  return {
    ...{ field, start, end, quote },
    node: (clause) => ({ proposed: values, read: clause ?? '', sure: 'contradicts' }),
  };
};

/** Such notices come in September of the year before. */
export const guessedDay = (coverageYear: number): string => `${coverageYear - 1}-09-01`;

export function tableOfLeaves(leaves: readonly Leaf[], text: TextOfTable): WrittenTable {
  const { region, coverageYear, title, name = '某市', inForceFrom = '', dayRead = '', revision, begun = null } = text;
  const document = freeName('notice', begun?.documents ?? {});
  const named = documentsOf(leaves, { ...begun?.documents, [document]: { title } });
  const { clauses, clauseOf } = clausesOf(leaves, (leaf) => named.idOf(leaf) ?? document, begun?.clauses ?? {});
  const values: JsonObject = {};
  for (const leaf of leaves) put(values, leaf.field.split('.'), leaf.node(clauseOf(leaf)));
  for (const leaf of leaves) nameLine(values, leaf);
  const { documents, contribution, aid, ways, ...others } = values;
  const notice = isMapping(documents) && isMapping(documents.notice) ? documents.notice : {};
  const table: JsonObject = {
    region,
    name,
    coverageYear,
    inForceFrom: inForceFrom === '' ? { proposed: dayRead || guessedDay(coverageYear), sure: 'likely' } : inForceFrom,
    ...(revision !== undefined && { revision }),
    documents: {
      ...begun?.documents,
      ...((begun === null || Object.values(clauses).some((one) => one.document === document)) && {
        [document]: { title, ...notice },
      }),
      ...named.documents,
    },
    clauses: { ...begun?.clauses, ...clauses },
    take: [...(coverageYear >= NATIONAL_WAIT_FROM ? ['national_wait'] : []), 'national_refunds', 'usual_readings'],
    ...begun?.head,
    contribution: listsIn(contribution ?? {}),
    ...((begun === null || aid !== undefined) && {
      aid: { ...(begun === null && { lines: [] }), ...mapOf(listsIn(aid ?? {})) },
    }),
    ways: namedWays(ways ?? {}, new Set((begun?.values ?? []).map(({ field }) => field.split('.')[1] ?? ''))),
    otherwise: 'silent',
    ...mapOf(listsIn(others)),
  };
  return {
    table,
    fieldAt: (path) => renumbered(values, path, (keys, part) => keys[Number(part)]),
    pathOf: (field) => renumbered(values, field, (keys, part) => String(keys.indexOf(part))),
  };
}

/** A name that is not taken yet: `notice`, `notice_2`. */
function freeName(name: string, taken: JsonObject): string {
  let found = name;
  for (let number = 2; Object.hasOwn(taken, found); number += 1) found = `${name}_${number}`;
  return found;
}

/** Documents that somebody quotes beside the text: one that the table has already keeps its id. */
function documentsOf(
  leaves: readonly Leaf[],
  there: JsonObject,
): { documents: JsonObject; idOf(leaf: Leaf): string | undefined } {
  const documents: JsonObject = {};
  const titleOf = (one: Json | undefined): Json | undefined => (isMapping(one) ? one.title : undefined);
  const ids = new Map(Object.entries(there).map(([id, one]) => [titleOf(one), id]));
  for (const { document } of leaves) {
    if (document === undefined || ids.has(document)) continue;
    const id = freeName('cited', { ...there, ...documents });
    ids.set(document, id);
    documents[id] = { title: document };
  }
  return { documents, idOf: ({ document }) => (document === undefined ? undefined : ids.get(document)) };
}

/** A clause for each of the words that a value comes from, once; their numbers go on behind those that are there. */
function clausesOf(
  leaves: readonly Leaf[],
  documentOf: (leaf: Leaf) => string,
  before: JsonObject,
): { clauses: { [id: string]: { document: string; quote: string } }; clauseOf(leaf: Leaf): string | null } {
  // Words that stand nowhere in the text were typed.
  const keyOf = ({ start, end, quote, document = '' }: Leaf): string =>
    start === undefined ? `${document} ${(quote ?? '').trim()}` : `${start} ${end}`;
  const quoted = leaves.filter(({ quote = '', cited }) => cited === undefined && quote.trim() !== '');
  const once = [...new Map(quoted.map((leaf) => [keyOf(leaf), leaf])).values()];
  const first = 1 + Math.max(0, ...Object.keys(before).map((id) => Number(/^T-(\d{1,6})$/.exec(id)?.[1] ?? 0)));
  const ids = new Map(once.map((leaf, index) => [keyOf(leaf), `T-${String(first + index).padStart(2, '0')}`]));
  return {
    clauses: Object.fromEntries(
      once.map((leaf) => [
        ids.get(keyOf(leaf)) ?? '',
        { document: documentOf(leaf), quote: (leaf.quote ?? '').trim() },
      ]),
    ),
    clauseOf: (leaf) => leaf.cited ?? ids.get(keyOf(leaf)) ?? null,
  };
}

function put(node: JsonObject, [key = '', ...rest]: string[], value: Json): void {
  if (rest.length === 0) {
    node[key] = value;
    return;
  }
  const inner = node[key];
  const next = isMapping(inner) ? inner : {};
  node[key] = next;
  put(next, rest, value);
}

/** What a desk calls the ways that the reader finds. */
const NAMES_OF_WAYS: Readonly<Record<string, string>> = {
  in_time: '集中缴费期',
  january: '年度开始后的集中缴费期',
  extension: '延长缴费期',
  late: '逾期缴费',
  late_kept: '连续参保人员逾期缴费',
  late_other: '其他人员逾期缴费',
  newborn: '新生儿',
  newborn_next: '新生儿次年',
  newborn_both: '新生儿出生当年和次年',
  newborn_later: '新生儿逾期参保',
  new_aided: '新认定的困难群体',
  exit: '退出其他制度保障',
  event: '其他情形',
  all_year: '全年可办',
};

/** @param called ways that have their names */
function namedWays(ways: Json, called: ReadonlySet<string>): Json {
  if (!isMapping(ways)) return ways;
  return Object.fromEntries(
    Object.entries(ways).map(([key, way]) => {
      if (called.has(key)) return [key, listsIn(way)];
      const [, base = key, number] = /^(.+?)_(\d)$/.exec(key) ?? [];
      const name = NAMES_OF_WAYS[base];
      const whole = number === undefined ? name : `${name}（${peopleOf(way) ?? number}）`;
      return [key, isMapping(way) && name !== undefined ? { name: whole ?? '', ...way } : way];
    }),
  );
}

/** A line is called by its people; those whom the text calls otherwise than their code are called as there. */
function nameLine(values: JsonObject, { field, start, quote = '' }: Leaf): void {
  const path = /^(contribution|aid\.lines)\.(\d{1,3})\.who$/.exec(field);
  if (path === null || start === undefined) return;
  const line = field
    .split('.')
    .slice(0, -1)
    .reduce((node: Json, key) => mapOf(node)[key] ?? {}, values);
  const name = peopleOf(line);
  if (name === null || !isMapping(line) || line.name !== undefined) return;
  const called = [...otherNamesIn(makeReadable(quote).text)].reduce(
    (said, [code, words]) => said.replace(nameOfCategory(code), words),
    name,
  );
  if (called !== name) line.name = called;
}

/** Whom a way or a line is for, where it has one name. */
function peopleOf(way: Json): string | null {
  if (!isMapping(way) || way.who === undefined) return null;
  const name = nameOfPeople(isMapping(way.who) && way.who.proposed !== undefined ? way.who.proposed : way.who);
  return name === SOME_PEOPLE ? null : name;
}

const mapOf = (node: Json): JsonObject => (isMapping(node) ? node : {});

const isNumbered = (keys: readonly string[]): boolean => keys.length > 0 && keys.every((key) => /^\d{1,3}$/.test(key));

/** Maps by number become the lists that they are. */
function listsIn(node: Json): Json {
  if (!isMapping(node) || node.proposed !== undefined) return node;
  const keys = Object.keys(node);
  if (keys.length === 0) return Array.isArray(node) ? node : [];
  if (isNumbered(keys)) return Object.values(node).map(listsIn);
  return Object.fromEntries(Object.entries(node).map(([key, one]) => [key, listsIn(one)]));
}

function renumbered(
  values: JsonObject,
  path: string,
  said: (keys: readonly string[], part: string) => string | undefined,
): string {
  let node: Json | undefined = values;
  return path
    .split('.')
    .map((part) => {
      const map: JsonObject = isMapping(node) ? node : {};
      const keys = Object.keys(map);
      const key = isNumbered(keys) ? (said(keys, part) ?? part) : part;
      node = map[key];
      return key;
    })
    .join('.');
}
