/**
 * What was read from a policy text, as a table in which nothing is checked: each value is `{ proposed, read, sure }` with the
 * clause that has its sentence. A table with such a value in it is refused.
 */
import type { Json, JsonObject } from '../domain/json.ts';
import type { ReadText } from '../domain/policy-text/proposal.ts';
import { isMapping } from './layers.ts';

interface TextOfTable {
  region: string;
  coverageYear: number;
  /** Of the file or the page that was read. */
  title: string;
}

/** From this coverage year on the national rule of the wait holds (国办发〔2024〕38号). */
const NATIONAL_WAIT_FROM = 2025;

export function writeProposedTable(reading: ReadText, { region, coverageYear, title }: TextOfTable): JsonObject {
  const sentences = [...new Map(reading.proposals.map((one) => [one.start, one])).values()];
  const ids = new Map(sentences.map(({ start }, index) => [start, `T-${String(index + 1).padStart(2, '0')}`]));
  const clauses = Object.fromEntries(
    sentences.map(({ start, quote }) => [ids.get(start) ?? '', { document: 'notice', quote: quote.trim() }]),
  );
  const values: JsonObject = {};
  for (const { field, value, start, sureness } of reading.proposals) {
    put(values, field.split('.'), { proposed: value, read: ids.get(start) ?? '', sure: sureness });
  }
  const { documents, contribution, aid, ways, ...others } = values;
  const notice = isMapping(documents) && isMapping(documents.notice) ? documents.notice : {};
  return {
    region,
    name: '某市',
    coverageYear,
    inForceFrom: { proposed: `${coverageYear - 1}-09-01`, sure: 'likely' },
    documents: { notice: { title, ...notice } },
    clauses,
    take: [...(coverageYear >= NATIONAL_WAIT_FROM ? ['national_wait'] : []), 'national_refunds', 'usual_readings'],
    contribution: listsIn(contribution ?? {}),
    aid: { lines: [], ...mapOf(listsIn(aid ?? {})) },
    ways: ways ?? {},
    otherwise: 'silent',
    ...mapOf(listsIn(others)),
  };
}

function put(node: JsonObject, [key = '', ...rest]: string[], value: JsonObject): void {
  if (rest.length === 0) {
    node[key] = value;
    return;
  }
  const inner = node[key];
  const next = isMapping(inner) ? inner : {};
  node[key] = next;
  put(next, rest, value);
}

const mapOf = (node: Json): JsonObject => (isMapping(node) ? node : {});

/** Maps by number become the lists that they are. */
function listsIn(node: Json): Json {
  if (!isMapping(node) || node.proposed !== undefined) return node;
  const keys = Object.keys(node);
  if (keys.length === 0) return Array.isArray(node) ? node : [];
  if (keys.every((key) => /^\d{1,3}$/.test(key))) return Object.values(node).map(listsIn);
  return Object.fromEntries(Object.entries(node).map(([key, one]) => [key, listsIn(one)]));
}
