/** A value that was supplied for one case, in a table in the form of ways: it names the way and the field. */
import { fieldName } from './policy/field-names.ts';
import type { Json, JsonObject, PolicyTable } from './policy.ts';
import { ENDS_OF_SCHEMES, nameOfCategory } from './regions.ts';
import type { SuppliedValue } from './settlement.ts';

const OPEN: readonly string[] = ['silent', 'adopted', 'supplied'];
/** Where the table has no way for a newborn: its last day, with which one begins. */
export const THIS_NEWBORN = 'ways.this_newborn.open.to';
/** Where the table has no way for people whom another scheme no longer protects: its last day. */
export const THIS_EXIT = 'ways.this_exit.open.to';
const ADDED: readonly string[] = [THIS_NEWBORN, THIS_EXIT];
const OF_FIRST_FORM = /^aid\.lines\.([a-z][a-z_]*)\.(selfPay|payer)$/;
const OTHER_YEAR = /^other_years\.\d{4}$/;
const WAY_OUT = /^ways_out\.([a-z][a-z_]*)$/;
const UNLISTED = /^aid\.others\.([a-z][a-z0-9_]*)$/;

/**
 * What was supplied for a table's first form, under the name that its ways have for it; null where they have none: it is
 * asked again, by its new name.
 */
export function inWaysOf(supplied: SuppliedValue, table: PolicyTable): SuppliedValue | null {
  const { field, value } = supplied;
  const [, category, of] = OF_FIRST_FORM.exec(field) ?? [];
  if (category !== undefined) {
    const index = table.rules?.aid.lines.findIndex(({ codes }) => codes.includes(category)) ?? -1;
    if (index < 0) return of === 'payer' ? null : { ...supplied, field: `aid.others.${category}` };
    return { ...supplied, field: `aid.lines.${index}.${of === 'payer' ? 'payer' : 'pays'}` };
  }
  switch (field) {
    case 'contribution.standards.thisCase.individual':
      return { ...supplied, field: 'contribution' };
    case 'wait.lapsedBeforeCounts':
      return { ...supplied, field: 'wait.years_before', value: value === true ? 'count' : 'free' };
    case 'newborn.windowMonths':
      return { ...supplied, field: THIS_NEWBORN, value: `birth + ${String(value)} months` };
    case 'exit.withinMonths':
      return { ...supplied, field: THIS_EXIT, value: `event + ${String(value)} months` };
    default:
      return isOpenInWays(table, field) || field.startsWith('_') || fieldName(field) === undefined ? supplied : null;
  }
}

/** Whether a field is one that a caseworker may supply: silent, or adopted. */
export function isOpenInWays({ fields, rules, contribution }: PolicyTable, field: string): boolean {
  if ([UNLISTED, WAY_OUT, OTHER_YEAR].some((one) => one.test(field))) return true;
  if (field === 'contribution' || ADDED.includes(field)) return true;
  if (rules?.either.some((one) => one.field === field)) return true;
  const told = fields?.get(field);
  if (told !== undefined) return OPEN.includes(told.standing) || isBound(told.value);
  return contribution !== undefined && isOpenSection(field, fields);
}

/** A bound that others may stay below leaves open which day holds here. */
const isBound = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'atLatest' in value && value.atLatest === true;

/** Values beside the ways, such as those of refunds, are read by their own sections. */
const isOpenSection = (field: string, fields: PolicyTable['fields']): boolean =>
  /^(refund|student|notice|newborn)\./.test(field) && fields !== null;

export function withSuppliedInWays(source: JsonObject, field: string, value: Json, document: string): JsonObject {
  const supplied = { value, supplied: document };
  const [, category] = UNLISTED.exec(field) ?? [];
  if (category !== undefined) {
    return addLine(source, 'aid', { name: nameOfCategory(category), who: { category }, pays: supplied });
  }
  const [, ground] = WAY_OUT.exec(field) ?? [];
  if (ground !== undefined) {
    const lines = Array.isArray(source.ways_out) ? source.ways_out : [];
    return { ...source, ways_out: [{ ground, back: supplied }, ...lines] };
  }
  if (field === THIS_NEWBORN) return addNewborn(source, supplied);
  if (field === THIS_EXIT) return addExit(source, supplied);
  if (field === 'contribution') return addLine(source, 'contribution', { name: '个案核定', individual: supplied });
  return putAt(source, field.split('.'), supplied);
}

/** What it costs and from when it covers is asked next. */
function addNewborn(source: JsonObject, to: JsonObject): JsonObject {
  const ways = isMap(source.ways) ? source.ways : {};
  const way = {
    name: '新生儿(个案核定)',
    kind: 'anytime',
    who: { born: { from: '2000-01-01', to: '2100-12-31' } },
    open: { from: { value: 'birth', supplied: to.supplied ?? '' }, to },
    years: ['birth_year'],
  };
  return { ...source, ways: { this_newborn: way, ...ways } };
}

/** What it costs and from when it covers is asked next. */
function addExit(source: JsonObject, to: JsonObject): JsonObject {
  const ways = isMap(source.ways) ? source.ways : {};
  const way = {
    name: '退出其他制度(个案核定)',
    kind: 'late',
    who: { event: [...ENDS_OF_SCHEMES] },
    open: { from: { value: 'event', supplied: to.supplied ?? '' }, to },
    aid: 'applies',
    wait: { value: 'none', supplied: to.supplied ?? '' },
  };
  return { ...source, ways: { this_exit: way, ...ways } };
}

/** A category without a line, and a person in no group, get a line of their own for the value to stand in. */
function addLine(source: JsonObject, section: 'aid' | 'contribution', line: JsonObject): JsonObject {
  const node = source[section];
  if (Array.isArray(node)) return { ...source, [section]: [...node, line] };
  const map = isMap(node) ? node : {};
  const lines = Array.isArray(map.lines) ? map.lines : [];
  return { ...source, [section]: { ...map, lines: [...lines, line] } };
}

const isMap = (node: Json | undefined): node is JsonObject =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

function putAt(root: JsonObject, [key, ...rest]: string[], value: Json): JsonObject {
  if (key === undefined) return root;
  return { ...root, [key]: rest.length === 0 ? value : putInto(root[key], rest, value) };
}

function putInto(node: Json | undefined, path: string[], value: Json): Json {
  const [index = '', ...rest] = path;
  const isNumber = /^\d+$/.test(index);
  // Lines may stand alone, or under `lines` beside what holds for all of them.
  if (!Array.isArray(node)) {
    const map = isMap(node) ? node : {};
    return isNumber && Array.isArray(map.lines)
      ? { ...map, lines: putInto(map.lines, path, value) }
      : putAt(map, path, value);
  }
  if (!isNumber) return index === 'lines' ? putInto(node, rest, value) : putAt({ lines: node }, path, value);
  return node.map((entry, at) =>
    at === Number(index) ? (rest.length === 0 ? value : putInto(entry, rest, value)) : entry,
  );
}
