/**
 * The table of a year begun from that of the year before: every value is there as a proposal, with its days a year later and
 * the clause that said it last. None of them is stated, and nothing with a proposal in it is read as a table.
 */

import type { Json, JsonObject } from '../domain/policy.ts';
import { splitCitation } from '../domain/reading/citation.ts';
import { isMapping } from './layers.ts';

/** Parts that say what a table is, not what holds: they go on as they are. */
const KEPT = ['region', 'name', 'take', 'groups', 'payers', 'events', 'facts'];
/** Parts of a way or a line that name it. */
const NAMES = ['kind', 'name', 'like', 'before', 'mode', 'channel', 'who', 'about', 'where'];
/** Of the year itself: the new notice is listed anew. */
const DROPPED = ['revision', 'why', 'documents', 'clauses', 'amendments'];

/** @param table as a file in the form of ways has it */
export function proposeNextYear(table: JsonObject): JsonObject {
  const year = Number(table.coverageYear);
  const said = Object.entries(table)
    .filter(([key]) => !DROPPED.includes(key) && key !== 'coverageYear' && key !== 'inForceFrom')
    .map(([key, node]): [string, Json] => [key, KEPT.includes(key) ? node : proposed(node, undefined)]);
  return {
    region: table.region ?? '',
    name: table.name ?? '',
    coverageYear: year + 1,
    inForceFrom: aYearLater(String(table.inForceFrom)),
    documents: { notice: { title: '关于做好城乡居民基本医疗保险参保缴费工作的通知', number: '某政办发〔2026〕1号' } },
    clauses: { 'A-01': { document: 'notice', quote: '在这里逐字抄写原文的一句。' } },
    ...Object.fromEntries(said.filter(([key]) => key !== 'region' && key !== 'name')),
  };
}

/** A value of last year, to be confirmed by a clause of the new notice. */
function proposal(value: Json, clause: string | undefined): JsonObject {
  return { proposed: aYearLaterIn(value), ...(clause !== undefined && { last: clause }) };
}

function proposed(node: Json, by: string | undefined): Json {
  if (Array.isArray(node)) {
    return node.map((one) => (isMapping(one) || isCited(one) ? proposed(one, by) : aYearLaterIn(one)));
  }
  if (!isMapping(node)) return leaf(node, by);
  if (node.silent !== undefined) return { silent: node.silent };
  const clause = typeof node.by === 'string' ? node.by : by;
  if (node.value !== undefined) return proposal(node.value, clause);
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => key !== 'by')
      .map(([key, one]) => [key, NAMES.includes(key) ? aYearLaterIn(one) : proposed(one, clause)]),
  );
}

const isCited = (node: Json): boolean => typeof node === 'string' && splitCitation(node) !== null;

function leaf(node: Json, by: string | undefined): Json {
  const text = String(node);
  const { bare, clause } = splitCitation(text) ?? { bare: text, clause: undefined };
  if (bare === 'silent') return 'silent';
  // Words that need no clause, such as `wait: table`, are words of the form.
  if (clause === undefined && by === undefined) return aYearLaterIn(node);
  return proposal(bare, clause ?? by);
}

function aYearLaterIn(node: Json): Json {
  if (typeof node === 'string') return node.replaceAll(/\d{4}-\d{2}-\d{2}/g, aYearLater);
  if (typeof node === 'number') return Number.isInteger(node) && node >= 2000 && node <= 2100 ? node + 1 : node;
  if (Array.isArray(node)) return node.map(aYearLaterIn);
  if (!isMapping(node)) return node;
  return Object.fromEntries(Object.entries(node).map(([key, one]) => [key, aYearLaterIn(one)]));
}

function aYearLater(day: string): string {
  const later = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
  return later.endsWith('-02-29') ? later.replace(/29$/, '28') : later;
}
