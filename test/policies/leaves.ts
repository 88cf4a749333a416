/** Turns each leaf of a table and looks whether an answer changes: what changes none is read by nobody. */
import { isDeepStrictEqual } from 'node:util';
import { assessmentOf } from '../../functions/domain/assessments.ts';
import { readPolicy } from '../../functions/domain/policy/read-policy.ts';
import type { Json, JsonObject, PolicyVersion } from '../../functions/domain/policy.ts';
import { splitCitation } from '../../functions/domain/reading/citation.ts';
import { isMap } from '../../functions/domain/reading/reading.ts';
import { type Asked, someAsked } from './asked-of-table.ts';
import { askedOfBothSides } from './both-sides.ts';

type Path = readonly (string | number)[];

/** What every table has, whatever it decides; its clauses are looked at through the values that cite them. */
const HEAD = ['documents', 'clauses', 'packs', 'shared', 'order', 'take', 'region', 'name', 'coverageYear'];
const OF_A_VERSION = ['inForceFrom', 'revision', 'why'];

export function leavesOf(node: Json, path: Path = []): Path[] {
  if (Array.isArray(node)) return node.length === 0 ? [path] : node.flatMap((one, at) => leavesOf(one, [...path, at]));
  if (!isMap(node)) return [path];
  return Object.entries(node).flatMap(([key, one]) =>
    path.length === 0 && [...HEAD, ...OF_A_VERSION].includes(key) ? [] : leavesOf(one, [...path, key]),
  );
}

const at = (node: Json | undefined, [key, ...rest]: Path): Json | undefined => {
  if (key === undefined || node === undefined) return node;
  return at(Array.isArray(node) ? node[Number(key)] : isMap(node) ? node[key] : undefined, rest);
};

/** With another value at a path; without it, where none is given. */
function turned(node: Json, [key, ...rest]: Path, value: Json | undefined): Json {
  if (key === undefined) return value ?? null;
  const isLast = rest.length === 0;
  if (Array.isArray(node)) {
    if (isLast && value === undefined) return node.filter((_, index) => index !== key);
    return node.map((one, index) => (index === key ? turned(one, rest, value) : one));
  }
  if (!isMap(node)) return node;
  if (!isLast || value !== undefined) return { ...node, [key]: turned(node[key] ?? null, rest, value) };
  return Object.fromEntries(Object.entries(node).filter(([name]) => name !== key));
}

const nameOf = (path: Path): string => String(path.findLast((key) => typeof key === 'string') ?? '');
const bareOf = (value: Json): string => splitCitation(String(value))?.bare ?? String(value);

/** The words that tables have under each name. */
export function wordsOf(versions: readonly PolicyVersion[]): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, string[]>();
  for (const { source } of versions) {
    for (const path of leavesOf(source)) {
      const [name, word] = [nameOf(path), bareOf(at(source, path) ?? '')];
      const known = words.get(name) ?? [];
      if (!known.includes(word)) words.set(name, [...known, word]);
    }
  }
  return words;
}

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** What the form says may stand there, as it refuses a word that it doesn't have. */
function offered(source: JsonObject, path: Path): string[] {
  const draft = turned(source, path, 'zz');
  const read = isMap(draft) ? readPolicy(draft) : null;
  if (read === null || read.ok) return [];
  const isThere = (other: readonly PropertyKey[]): boolean =>
    other.every((key, index) => String(key) === String(path[index]));
  const said = read.mistakes.filter((one) => isThere(one.path)).map(({ message }) => message);
  const values = read.error?.issues.flatMap((issue) =>
    issue.code === 'invalid_value' && isThere(issue.path) ? issue.values : [],
  );
  return [...(values ?? []).map(String), ...(said.join(' ').match(/(?<![@A-Za-z_])[a-z_]+(?![a-z_:])/g) ?? [])];
}

interface Turns {
  /** A little more or less; undefined is none at all. */
  near: (Json | undefined)[];
  /** Other words that could stand there, which are looked for where the near ones change nothing. */
  others: () => Json[];
}

function turnsOf(value: Json, clause: string, words: () => readonly string[]): Turns {
  const citation = splitCitation(String(value));
  const bare = bareOf(value);
  const tail = citation
    ? ` @${citation.clause}${citation.adopted ? ' adopted' : ''}`
    : bare === 'silent'
      ? ` @${clause}`
      : '';
  const numbers = /^\d+$/.test(bare) ? [Number(bare) + 1, Number(bare) - 1, Number(bare) + 4].map(String) : [];
  const days = /^\d{4}-\d\d-\d\d$/.test(bare) ? [20, -20, 1, -1, 200, -200].map((count) => shifted(bare, count)) : [];
  const [whole, places] = /^\d+\.\d{2,3}$/.test(bare) ? [Number(bare), bare.split('.')[1]?.length ?? 2] : [null, 2];
  const amounts = whole === null ? [] : [Math.max(0, whole - 5).toFixed(places), (whole + 10).toFixed(places)];
  const texts = [...numbers, ...days, ...amounts];
  if (typeof value === 'boolean') return { near: [!value, undefined], others: () => [] };
  if (typeof value === 'number') return { near: [...texts.map(Number), undefined], others: () => [] };
  const others = () => [...new Set(words())].filter((word) => word !== bare).slice(0, 12);
  return {
    near: [...texts.map((text) => text + tail), undefined],
    others: () => [...others().map((word) => word + tail), 'silent'],
  };
}

export interface Unread {
  path: string;
  value: Json;
}

/** What decides one kind of question only. */
const KIND_OF: readonly (readonly [start: string, kind: string])[] = [
  ['refund.', 'refund'],
  ['student.', 'refund'],
  ['ways_out.', 'refund'],
  ['aid.ordinary_forecloses', 'refund'],
  ['newborn.', 'newborn'],
];

/** In an order in which neighbours are far from each other. */
const spread = <T>(list: readonly T[]): T[] =>
  list.map((_, index) => list[(index * 7919) % list.length]).filter((one) => one !== undefined);

/** How many are asked about each turn before the next turn is tried. */
const FIRST_ROUND = 12;
const ROUNDS = [FIRST_ROUND, 48, 240, 1200, Number.POSITIVE_INFINITY];

/** The next of a list that is made as it is read. */
function next<T>(list: Iterator<T>, count: number): T[] {
  const taken: T[] = [];
  while (taken.length < count) {
    const one = list.next();
    if (one.done) break;
    taken.push(one.value);
  }
  return taken;
}

/** The leaves of a table that change no answer, whatever stands there; those of which the reader takes nothing else are none. */
export async function unreadLeaves(
  version: PolicyVersion,
  beside: readonly PolicyVersion[],
  words: ReadonlyMap<string, readonly string[]>,
  isInformation: (path: string) => boolean,
): Promise<Unread[]> {
  const { table } = version;
  // The order of a file is that of its keys.
  const { order: _, ...source } = version.source;
  const [clause = ''] = Object.keys(table.clauses);
  const ask = async (policy: PolicyVersion, { kind, request }: Asked): Promise<string> => {
    const answer = await assessmentOf(kind, request, (region, year) =>
      region === table.region && year === table.coverageYear
        ? [policy]
        : beside.filter((one) => one.table.region === region && one.table.coverageYear === year).slice(-1),
    );
    return JSON.stringify({ ...answer, policy: null });
  };
  const before = new Map<Asked, string>();
  const answered = async (one: Asked): Promise<string> => {
    const known = before.get(one) ?? (await ask(version, one));
    before.set(one, known);
    return known;
  };
  // Each part of the time and of the people comes early.
  const ofEntries = spread(askedOfBothSides(version));
  const all = [...ofEntries, ...spread(someAsked(version))];
  const byEntry = Map.groupBy(ofEntries, ({ about }) => about);
  const byKind = Map.groupBy(all, ({ kind }) => kind);
  // Who found something is asked first of the next leaf, then those who were made for the leaf's own entry.
  const found: Asked[] = [];
  function* inOrderFor(name: string): Generator<Asked> {
    yield* found.slice(0, 12);
    for (const [entry, asked] of byEntry) if (name.startsWith(`${entry}.`)) yield* asked;
    for (const [start, kind] of KIND_OF) if (name.startsWith(start)) yield* byKind.get(kind) ?? [];
    yield* all;
  }
  function* orderFor(name: string): Generator<Asked> {
    const asked = new Set<Asked>();
    for (const one of inOrderFor(name)) {
      if (asked.has(one)) continue;
      asked.add(one);
      yield one;
    }
  }
  const changes = async (policy: PolicyVersion, asked: readonly Asked[]): Promise<boolean> => {
    for (const one of asked) {
      if ((await ask(policy, one)) === (await answered(one))) continue;
      found.unshift(one);
      return true;
    }
    return false;
  };
  const isRead = async (path: Path): Promise<boolean> => {
    const value = at(source, path) ?? null;
    const { near, others } = turnsOf(value, clause, () => [
      ...offered(source, path),
      ...(words.get(nameOf(path)) ?? []),
    ]);
    const policies = new Map<Json | undefined, PolicyVersion | null>();
    let takesAnother = false;
    // Null where the reader takes nothing else there, or what it makes of it is the same.
    const policyOf = (turn: Json | undefined): PolicyVersion | null => {
      const before = policies.get(turn);
      if (before !== undefined) return before;
      const draft = turned(source, path, turn);
      const read = isMap(draft) ? readPolicy(draft) : null;
      takesAnother ||= read?.ok === true;
      const isOther = read?.ok === true && !isDeepStrictEqual(read.table, table);
      const policy = isOther ? { version: version.version, table: read.table, source } : null;
      policies.set(turn, policy);
      return policy;
    };
    const changesAfter = async (turns: readonly (Json | undefined)[], asked: readonly Asked[]): Promise<boolean> => {
      for (const turn of turns) {
        const policy = policyOf(turn);
        if (policy !== null && (await changes(policy, asked))) return true;
      }
      return false;
    };
    const name = path.join('.');
    if (await changesAfter(near, next(orderFor(name), FIRST_ROUND))) return true;
    const turns = [...near, ...others()];
    const order = orderFor(name);
    for (const count of ROUNDS) if (await changesAfter(turns, next(order, count))) return true;
    // What stands there is bound by the rest of the table.
    return !takesAnother;
  };
  const unread: Unread[] = [];
  for (const path of leavesOf(source)) {
    const name = path.join('.');
    if (!isInformation(name) && !(await isRead(path))) unread.push({ path: name, value: at(source, path) ?? null });
  }
  return unread;
}
