/**
 * How well proposals meet a table that a person wrote.
 *
 * - What a way takes over from another (`like`) counts there, once.
 * - Values: every value of the table that decides money, a date, a duration, a group or who bears what, and that its own
 *   document states. Not counted: what is silent, a reading (`adopted`), another document's, a word of the form that no
 *   clause says (`cost: individual` in the ordinary period, `wait: none` where the clause speaks of no wait), names, papers.
 * - A way, a line of money and a line of refunds have free names. One of the proposals is held against the one of the table
 *   with which it has most values in common; each is held once, the best pair first.
 * - A proposal is right if its field is there with the same value, and its words overlap those of the value's clause by
 *   six characters or by all of the shorter one. Where a value inherits its clause (`by`), any clause of its way or line will
 *   do, and for a first day those of the period that it follows; where a pack gives it, no words are compared. Days that hang on another way are compared as the dates that they are.
 * - Both shares are the amount that a line of the table makes of them.
 * - A condition is compared whole, whatever the order of its parts.
 */
import type { Json, JsonObject } from '../../functions/domain/json.ts';
import type { Proposal } from '../../functions/domain/policy-text/proposal.ts';
import { makeReadable } from '../../functions/domain/policy-text/readable.ts';
import { splitCitation } from '../../functions/domain/reading/citation.ts';

interface Value {
  value: string;
  clause: string | undefined;
  /** Its clause is that of the way or the line around it. */
  inherited: boolean;
  adopted: boolean;
  /** Taken over from another way, where it counts. */
  taken: boolean;
}
interface Unit {
  name: string;
  values: Map<string, Value>;
  clauses: Set<string>;
}

export interface Score {
  proposals: number;
  right: number;
  values: number;
  proposed: number;
  /** Each wrong proposal, and why. */
  wrong: string[];
  missed: string[];
}

const isMap = (node: Json | undefined): node is JsonObject =>
  typeof node === 'object' && node !== null && !Array.isArray(node);
const LISTS = ['contribution', 'aid.lines', 'ways', 'ways_out'] as const;
const PAPERS = /^(?:notice|documents|student|refund|newborn)\./;
const WORDS = ['name', 'like', 'by', 'note', 'mode', 'before', 'say', 'precision', 'allowed'];

export function scoreProposals(proposals: readonly Proposal[], table: JsonObject): Score {
  const clauses = clausesOf(table);
  const expected = unitsOf(withAmendments(table));
  const read = proposedUnits(proposals.filter(({ field }) => !PAPERS.test(field)));
  const pairs = pairsOf(read, expected);
  const score: Score = { proposals: 0, right: 0, values: 0, proposed: 0, wrong: [], missed: [] };
  const met = new Set<Value>();
  const wholes = expected
    .filter(({ name }) => name.startsWith('contribution.'))
    .map(({ values }) => Number(values.get('individual')?.value) + Number(values.get('subsidy')?.value))
    .map((sum) => sum.toFixed(2));
  const endsOfPeriod = expected
    .filter(({ name }) => name === 'ways.in_time' || name === 'ways.extension')
    .flatMap((unit) => [...unit.clauses]);
  for (const [unit, own] of read) {
    const other = pairs.get(unit);
    for (const { field, proposal } of own) {
      score.proposals += 1;
      const meant = other?.values.get(field);
      const said = canonical(field, proposal.value, ends(expected));
      const fault =
        other === undefined || meant === undefined
          ? packed(unit, table, said)
            ? null
            : 'the table has no such field'
          : dayText(meant.value, ends(expected)) !== said && !(meant.value === 'both' && wholes.includes(said))
            ? `the table has ${meant.value}`
            : overlaps(proposal.quote, meant, other, field === 'open.from' ? endsOfPeriod : [], clauses)
              ? null
              : `its words are not those of ${meant.clause}`;
      if (fault === null) {
        score.right += 1;
        if (meant) met.add(meant);
      } else {
        score.wrong.push(
          `${proposal.field}: ${JSON.stringify(proposal.value)}: ${fault} (${proposal.quote.trim().slice(0, 60)})`,
        );
      }
    }
  }
  for (const unit of expected) {
    for (const [field, value] of unit.values) {
      if (!counts(unit, field, value, clauses)) continue;
      score.values += 1;
      if (met.has(value)) score.proposed += 1;
      else score.missed.push(`${unit.name}.${field}: ${value.value} @${value.clause}`);
    }
  }
  return score;
}

/** A value outside the lists that a pack of the national layer gives to every table that takes it. */
const packed = (unit: string, table: JsonObject, said: string): boolean =>
  unit === 'ends' && said === 'year_end' && Array.isArray(table.take) && table.take.includes('usual_readings');

function counts(unit: Unit, field: string, value: Value, clauses: Map<string, string>): boolean {
  if (PAPERS.test(`${unit.name}.`) || PAPERS.test(unit.name)) return false;
  const said = value.clause === undefined ? undefined : clauses.get(value.clause);
  if (said === undefined || value.adopted || value.value === 'silent') return false;
  if (['kind', 'aid', 'applicant', 'list_from'].includes(field) || value.taken) return false;
  const kind = unit.values.get('kind')?.value;
  if (
    field === 'cost' &&
    value.inherited &&
    value.value === 'individual' &&
    (kind === 'in_time' || kind === 'extension')
  ) {
    return false;
  }
  if (field === 'wait' && value.value === 'none' && !/等待/.test(said)) return false;
  return true;
}

function clausesOf(table: JsonObject): Map<string, string> {
  const all = isMap(table.clauses) ? table.clauses : {};
  return new Map(
    Object.entries(all).flatMap(([id, one]) => (isMap(one) ? [[id, readable(String(one.quote))] as const] : [])),
  );
}

const readable = (text: string): string => makeReadable(text).text.replaceAll(/[\s,。、:;()]/g, '');

function overlaps(
  quote: string,
  { clause, inherited }: Value,
  unit: Unit,
  more: readonly string[],
  clauses: Map<string, string>,
): boolean {
  const ids = inherited || clause === undefined ? [...unit.clauses, ...more] : [clause];
  const words = readable(quote);
  // What the text doesn't say itself (another document's, a reading) has no words to compare.
  if (ids.every((id) => !clauses.has(id))) return true;
  return ids.some((id) => {
    const other = clauses.get(id) ?? '';
    const length = Math.min(6, words.length, other.length);
    for (let at = 0; at + length <= words.length; at += 1) {
      if (length > 0 && other.includes(words.slice(at, at + length))) return true;
    }
    return false;
  });
}

function withAmendments(table: JsonObject): JsonObject {
  const { amendments, ...first } = table;
  let whole: JsonObject = structuredClone(first);
  for (const one of Array.isArray(amendments) ? amendments : []) {
    if (!isMap(one) || !isMap(one.replaces)) continue;
    for (const [path, value] of Object.entries(one.replaces)) whole = replaced(whole, path.split('.'), value);
  }
  return whole;
}
function replaced(node: JsonObject, [key = '', ...rest]: string[], value: Json): JsonObject {
  const inner = node[key];
  return { ...node, [key]: rest.length === 0 ? value : replaced(isMap(inner) ? inner : {}, rest, value) };
}

function unitsOf(table: JsonObject): Unit[] {
  const units: Unit[] = [];
  const own = table.contribution;
  const lines = Array.isArray(own) ? own : isMap(own) && Array.isArray(own.lines) ? own.lines : [];
  lines.forEach((line, index) => void units.push(unitOf(`contribution.${index}`, line)));
  const aid = Array.isArray(table.aid) ? { lines: table.aid } : isMap(table.aid) ? table.aid : {};
  const aidLines = Array.isArray(aid.lines) ? aid.lines : [];
  aidLines.forEach((line, index) => void units.push(unitOf(`aid.lines.${index}`, line)));
  const ways = isMap(table.ways) ? table.ways : {};
  const named = isMap(table.conditions) ? table.conditions : {};
  for (const [name, way] of Object.entries(ways)) {
    const own = isMap(way) ? way : {};
    const whole = expanded(way, ways, named);
    units.push(
      unitOf(
        `ways.${name}`,
        whole,
        Object.keys(whole).filter((key) => own[key] === undefined),
      ),
    );
  }
  const out = Array.isArray(table.ways_out) ? table.ways_out : [];
  out.forEach((line, index) => void units.push(unitOf(`ways_out.${index}`, line)));
  for (const key of ['several', 'others', 'ordinary_forecloses']) {
    if (aid[key] !== undefined) units.push(unitOf(`aid.${key}`, { value: aid[key] }));
  }
  for (const key of ['otherwise', 'ends']) if (table[key] !== undefined) units.push(unitOf(key, { value: table[key] }));
  if (isMap(table.wait)) units.push(unitOf('wait', table.wait));
  if (isMap(table.who_may_join))
    units.push(unitOf('who_may_join', { who: table.who_may_join, by: table.who_may_join.by ?? '' }));
  return units;
}

function expanded(way: Json | undefined, ways: JsonObject, named: JsonObject): JsonObject {
  if (!isMap(way)) return {};
  const like = typeof way.like === 'string' ? expanded(ways[way.like], ways, named) : {};
  const who = typeof way.who === 'string' ? named[way.who] : way.who;
  const { by, ...inherited } = like;
  // What is taken over keeps the clauses that it had.
  const before = Object.fromEntries(
    Object.entries(inherited).map(([key, node]) => [
      key,
      typeof by === 'string' && typeof node !== 'object' && !String(node).includes('@') ? `${node} @${by}` : node,
    ]),
  );
  return { ...before, ...way, ...(who !== undefined && { who: resolveNames(who, named) }) };
}
function resolveNames(node: Json, named: JsonObject): Json {
  if (typeof node === 'string' && named[node] !== undefined) return named[node];
  if (!isMap(node) || !Array.isArray(node.all)) return node;
  return { ...node, all: node.all.map((one) => resolveNames(one, named)) };
}

function unitOf(name: string, node: Json, taken: readonly string[] = []): Unit {
  const unit: Unit = { name, values: new Map(), clauses: new Set() };
  if (!isMap(node)) return unit;
  const by = typeof node.by === 'string' ? node.by : undefined;
  if (by !== undefined) unit.clauses.add(by.split(' ')[0] ?? '');
  const put = (field: string, one: Json, inheritedBy = by): void => {
    const ofMap = isMap(one) && one.value !== undefined;
    const inner = ofMap && isMap(one) ? (one.value ?? '') : one;
    const split = typeof inner === 'string' ? splitCitation(inner) : null;
    const own = split?.clause ?? (ofMap && isMap(one) && typeof one.by === 'string' ? one.by : undefined);
    const [clause, adopted] = (own ?? inheritedBy ?? '').split(' ');
    if (own !== undefined) unit.clauses.add(clause ?? '');
    if (isMap(one) && one.silent !== undefined) return;
    const value = canonical(field, split?.bare ?? inner, null);
    if (value === 'silent') return;
    unit.values.set(field, {
      value,
      clause: clause === '' ? undefined : clause,
      inherited: own === undefined || taken.includes(field.split('.')[0] ?? ''),
      adopted: split?.adopted === true || adopted === 'adopted',
      taken: taken.includes(field.split('.')[0] ?? ''),
    });
  };
  for (const [key, one] of Object.entries(node)) {
    if (WORDS.includes(key)) continue;
    if (key === 'open') for (const [end, day] of Object.entries(openOf(one))) put(`open.${end}`, day ?? '', by);
    else if (key === 'alongside' && isMap(one))
      for (const [code, amount] of Object.entries(one)) put(`alongside.${code}`, amountOnly(amount));
    else if (key === 'floor') continue;
    else if (key === 'who' && isMap(one)) {
      const { by: own, unsaid, ...who } = one;
      put('who', who, typeof own === 'string' ? own : by);
    } else if (key === 'subsidy' && isMap(one) && Array.isArray(one.parts)) {
      put('subsidy', { value: { parts: one.parts }, by: one.by ?? by ?? '' });
    } else put(key, one);
  }
  return unit;
}
const amountOnly = (node: Json): Json => (isMap(node) && node.amount !== undefined ? node.amount : node);

function openOf(node: Json): JsonObject {
  if (node === 'year') return { from: 'year_start', to: 'year_end' };
  if (!isMap(node)) return {};
  return node;
}

/** One text for one meaning. */
function canonical(field: string, node: Json, known: ReadonlyMap<string, string> | null): string {
  if (field === 'who' || (isMap(node) && (node.all !== undefined || node.any !== undefined)))
    return conditionText(node);
  if (typeof node === 'number' && /(?:individual|subsidy|pays|aid|amount|alongside\.\w+|rest)$/.test(field))
    return node.toFixed(2);
  if (isMap(node) && node.amount !== undefined && field.startsWith('alongside'))
    return canonical(field, amountOnly(node), known);
  if (isMap(node) && Array.isArray(node.parts)) {
    return `parts ${node.parts.map((one) => (isMap(one) ? canonical('amount', String(one.amount ?? ''), null).replace(/\.00$/, '') : '')).join(' ')}`;
  }
  if (typeof node === 'string') return /^\d+(?:\.\d+)?$/.test(node) ? Number(node).toFixed(2) : dayText(node, known);
  return isMap(node) || Array.isArray(node) ? sorted(node) : String(node);
}

/** Ends of ways that are dates, so that what hangs on them is one too. */
function ends(units: readonly Unit[]): Map<string, string> {
  return new Map(
    units.flatMap(({ name, values }) => {
      const to = values.get('open.to')?.value;
      return to !== undefined && /^\d{4}-/.test(to) ? [[name.replace('ways.', ''), to] as const] : [];
    }),
  );
}
function dayText(text: string, known: ReadonlyMap<string, string> | null): string {
  const after = /^(\w+) > next_day$/.exec(text)?.[1];
  const end = after === undefined ? undefined : known?.get(after);
  return end === undefined ? text : (new Date(Date.parse(end) + 86_400_000).toISOString().slice(0, 10) ?? text);
}

function sorted(node: Json): string {
  if (Array.isArray(node)) return `[${node.map(sorted).join(',')}]`;
  if (!isMap(node)) return typeof node === 'number' ? String(node) : String(node);
  return `{${Object.keys(node)
    .sort()
    .map((key) => `${key}:${sorted(node[key] ?? '')}`)
    .join(',')}}`;
}

/** Any of the parts of a list in a list is any of the list. */
function anyOf(parts: readonly string[]): string {
  const flat = parts.flatMap((part) =>
    part.startsWith('any(') && part.endsWith(')') && !part.includes('&') ? part.slice(4, -1).split('|') : [part],
  );
  return `any(${[...new Set(flat)].sort().join('|')})`;
}

const BESIDE = ['in', 'where', 'recognised', 'and_the_like', 'unsaid'];
/** All of several facts, in order; a list of one is the one. */
function conditionText(node: Json): string {
  if (!isMap(node)) return String(node);
  const facts = Object.keys(node)
    .filter((key) => !BESIDE.includes(key) && key !== 'by' && key !== 'note')
    .flatMap((key): string[] => {
      const one = node[key] ?? '';
      if (key === 'all' && Array.isArray(one)) return one.map(conditionText);
      if (key === 'any' && Array.isArray(one)) return [anyOf(one.map(conditionText))];
      if (key === 'not') return [`not(${conditionText(one)})`];
      const beside = BESIDE.filter(
        (word) => node[word] !== undefined && word !== 'and_the_like' && word !== 'unsaid',
      ).map((word) => `,${word}:${sorted(node[word] ?? '')}`);
      const belongs = ['category', 'event', 'insured', 'date', 'born'].includes(key) ? beside.join('') : '';
      if (!Array.isArray(one)) return [`${key}:${sorted(one)}${belongs}`];
      const each = one.map((part) => `${key}:${sorted(part)}${belongs}`).sort();
      return [each.length === 1 ? (each[0] ?? '') : anyOf(each)];
    });
  const like = node.and_the_like !== undefined || facts.some((fact) => fact.includes(' 等'));
  const bare = facts.map((fact) => fact.replaceAll(' 等', ''));
  return `${[...new Set(bare)].sort().join('&')}${like ? ' 等' : ''}`;
}

type Read = Map<string, { field: string; proposal: Proposal }[]>;
function proposedUnits(proposals: readonly Proposal[]): Read {
  const units: Read = new Map();
  for (const proposal of proposals) {
    const list = LISTS.find((one) => proposal.field.startsWith(`${one}.`));
    const parts = proposal.field.split('.');
    const length = list === undefined ? (parts[0] === 'wait' ? 1 : parts.length) : list.split('.').length + 1;
    const name = parts.slice(0, length).join('.');
    const field = parts.slice(length).join('.') || 'value';
    units.set(name, [...(units.get(name) ?? []), { field, proposal }]);
  }
  return units;
}

function pairsOf(read: Read, expected: readonly Unit[]): Map<string, Unit> {
  const known = ends(expected);
  const all = [...read].flatMap(([name, own]) =>
    expected
      .filter((unit) => sectionOf(unit.name) === sectionOf(name))
      .map((unit) => ({
        name,
        unit,
        alike: own.some(({ field }) => field === 'who') === unit.values.has('who') ? 1 : 0,
        common: own.filter(
          ({ field, proposal }) =>
            dayText(unit.values.get(field)?.value ?? '', known) === canonical(field, proposal.value, known),
        ).length,
      })),
  );
  const pairs = new Map<string, Unit>();
  for (const { name, unit, common } of all.sort((a, b) => b.common - a.common || b.alike - a.alike)) {
    if (common === 0 || pairs.has(name) || [...pairs.values()].includes(unit)) continue;
    pairs.set(name, unit);
  }
  return pairs;
}
const sectionOf = (name: string): string => LISTS.find((one) => name.startsWith(`${one}.`)) ?? name;
