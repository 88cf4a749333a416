/**
 * The other sections of a table that is written as ways (refunds, students, guidance, the days of its period), under
 * the names by which all other code reads them.
 */
import type { Json, JsonObject } from '../policy.ts';
import { splitCitation } from '../reading/citation.ts';
import { isMap } from '../reading/reading.ts';
import type { Day, Rules, Way, Window } from '../ways/model.ts';
import type { Told } from '../ways/told.ts';

/** A value in the short notation as the sections write it: `{ value, standing, clause }`. */
function expand(node: Json, by: string | undefined, shared: JsonObject): Json {
  if (Array.isArray(node)) return node.map((one) => expand(one, by, shared));
  if (typeof node === 'string') return expandText(node, shared) ?? node;
  if (!isMap(node)) return node;
  if ('standing' in node) return node;
  if (node.silent !== undefined) {
    return {
      standing: 'silent',
      note: typeof node.silent === 'string' ? node.silent : '通知没有说明',
      ...beside(node),
    };
  }
  if (node.value !== undefined) {
    if (typeof node.supplied === 'string') return { standing: 'supplied', value: node.value, clause: node.supplied };
    const [clause, adopted] = (typeof node.by === 'string' ? node.by : (by ?? '')).split(/\s+/);
    const standing = adopted === 'adopted' ? 'adopted' : standingOf(clause ?? '', shared);
    const note = node.note !== undefined && { note: node.note };
    return { standing, value: node.value, clause: clause ?? '', ...note, ...beside(node) };
  }
  const inherited = typeof node.by === 'string' ? node.by : by;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => key !== 'by')
      .map(([key, one]) => [key, expand(one, inherited, shared)]),
  );
}

/** What no value has: a section refuses it by its name. */
const beside = (node: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(node).filter(([key]) => !OF_A_VALUE.includes(key)));
const OF_A_VALUE = ['silent', 'value', 'by', 'note', 'adopted', 'standing', 'clause'];

function expandText(text: string, shared: JsonObject): Json | undefined {
  if (text === 'silent') return { standing: 'silent', note: '通知没有说明' };
  const citation = splitCitation(text);
  if (citation === null) return undefined;
  const { bare, clause, adopted } = citation;
  const value = bare === 'true' ? true : bare === 'false' ? false : bare;
  return { standing: adopted ? 'adopted' : standingOf(clause, shared), value, clause };
}

const standingOf = (clause: string, shared: JsonObject): string => {
  const from = shared[clause];
  return from === undefined ? 'stated' : from === 'national' ? 'national' : 'adopted';
};

const HEAD = ['region', 'name', 'coverageYear', 'inForceFrom', 'revision', 'why', 'documents', 'clauses', 'materials'];

/** Refunds, students, newborns and guidance as the table and the packs that it takes write them. @param source with these packs laid under it */
export function otherSectionsOf(source: JsonObject): Record<'refund' | 'student' | 'newborn' | 'notice', Json> {
  const shared = isMap(source.shared) ? source.shared : {};
  const own = (name: string): Json => expand(source[name] ?? {}, undefined, shared);
  return { refund: own('refund'), student: own('student'), newborn: own('newborn'), notice: own('notice') };
}

/** @param source with the packs that it takes laid under it */
export function sectionsOf(source: JsonObject, rules: Rules): JsonObject {
  const shared = isMap(source.shared) ? source.shared : {};
  const aid = isMap(source.aid) ? source.aid : {};
  const head = Object.fromEntries(
    HEAD.filter((key) => source[key] !== undefined).map((key) => [key, source[key] ?? null]),
  );
  return {
    ...head,
    contribution: { places: rules.places, standards: {} },
    aid: {
      lines: {},
      ...(aid.ordinary_forecloses !== undefined && {
        ordinaryForecloses: expand(aid.ordinary_forecloses, undefined, shared),
      }),
    },
    ...periodOf(rules),
    late: { phases: [{ until: null }] },
    ...otherSectionsOf(source),
  };
}

const dateOf = (told: Told<Day> | null): Json => {
  const day = told?.value;
  if (!told || day?.anchor.kind !== 'date' || day.steps.length > 0 || day.atLatest) return null;
  return day.anchor.date;
};

const asValue = (told: Told<unknown> | null, value: Json): Json =>
  told === null || value === null || told.value === null || told.clause === null
    ? { standing: 'silent', note: told?.note ?? '通知没有说明' }
    : { standing: told.standing, value, clause: told.clause };

/** The time to pay of everybody: the first and the last day of the windows in time that have no condition. */
function periodOf({ ways }: Rules): JsonObject {
  const general = (kind: Way['kind']): Window[] =>
    ways.filter((way) => way.kind === kind && way.who === null).flatMap(({ open }) => open);
  const [inTime, extension, anytime] = [general('in_time'), general('extension'), general('anytime')];
  const isYearRound = inTime.length === 0 && anytime.length > 0;
  const period = isYearRound ? anytime : inTime;
  return {
    period: {
      kind: isYearRound ? 'year_round' : 'concentrated',
      start: boundary(period, 'from'),
      end: boundary(period, 'to'),
      monthlyWindow: monthlyOf(period),
    },
    extension: extension.length === 0 ? null : { end: boundary(extension, 'to'), monthlyWindow: monthlyOf(extension) },
  };
}

function boundary(windows: readonly Window[], end: 'from' | 'to'): Json {
  const found = windows
    .map((window) => ({ told: window[end], date: dateOf(window[end]) }))
    .filter(({ date }) => date !== null)
    .sort((a, b) => (String(a.date) < String(b.date) ? -1 : 1));
  const chosen = end === 'from' ? found.at(0) : found.at(-1);
  return asValue(chosen?.told ?? windows[0]?.[end] ?? null, chosen?.date ?? null);
}

function monthlyOf(windows: readonly Window[]): Json {
  const told = windows.find(({ monthly }) => monthly?.value)?.monthly;
  const [first] = told?.value ?? [];
  if (!told || !first || first.months !== undefined || first.from > 28) return null;
  return asValue(told, { fromDay: first.from, toDay: first.to });
}
