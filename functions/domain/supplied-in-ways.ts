/** A value that was supplied for one case, in a table in the form of ways: it names the way and the field. */
import { fieldName } from './policy/field-names.ts';
import type { Json, JsonObject, PolicyTable } from './policy.ts';
import { ENDS_OF_SCHEMES, nameOfCategory } from './regions.ts';
import type { SuppliedValue } from './settlement.ts';
import { ASKED_IN_WAYS, WAY_OF_THIS_NEWBORN } from './ways/asked.ts';
import type { Way } from './ways/model.ts';

const OPEN: readonly string[] = ['silent', 'adopted', 'supplied'];
const { exit: THIS_EXIT, newborn: THIS_NEWBORN } = ASKED_IN_WAYS;
const ADDED: readonly string[] = [...Object.values(THIS_NEWBORN), THIS_EXIT];
const OF_FIRST_FORM = /^aid\.lines\.([a-z][a-z_]*)\.(selfPay|payer)$/;
const OTHER_YEAR = /^other_years\.\d{4}$/;
const WAY_OUT = /^ways_out\.([a-z][a-z_]*)$/;
/** A desk writes a wait as its months. */
const DURATION = /^(?:ways\.\w+\.wait|wait\.fixed)$/;
const UNLISTED = /^aid\.others\.([a-z][a-z0-9_]*)$/;

/**
 * What was supplied for a table's first form, under the names that its ways have for it; none where they have none: it is
 * asked again, by its new name.
 */
export function inWaysOf(supplied: SuppliedValue, table: PolicyTable): SuppliedValue[] {
  const { field, value } = supplied;
  const as = (name: string, said: SuppliedValue['value']): SuppliedValue => ({ ...supplied, field: name, value: said });
  const [, category, of] = OF_FIRST_FORM.exec(field) ?? [];
  if (category !== undefined) {
    const index = table.rules.aid.lines.findIndex(({ codes }) => codes.includes(category));
    if (index < 0) return of === 'payer' ? [] : [as(`aid.others.${category}`, value)];
    return [as(`aid.lines.${index}.${of === 'payer' ? 'payer' : 'pays'}`, value)];
  }
  const ofEverybody = (kind: Way['kind'], fits: (way: Way) => boolean): string | undefined =>
    table.rules.ways.findLast((way) => way.kind === kind && way.who === null && fits(way))?.field;
  switch (field) {
    case 'contribution.standards.thisCase.individual':
      return [as('contribution', value)];
    case 'wait.lapsedBeforeCounts':
      return [as('wait.years_before', value === true ? 'count' : 'free')];
    case 'newborn.windowMonths':
      // By the first form a child's own time costs what the year costs.
      return [as(THIS_NEWBORN.to, `birth + ${String(value)} months`), as(THIS_NEWBORN.cost, 'individual')];
    case 'newborn.benefitStart':
      return [as(THIS_NEWBORN.begins, value)];
    case 'exit.withinMonths':
      return [as(THIS_EXIT, `event + ${String(value)} months`)];
    case 'late.allowed': {
      const way = ofEverybody('late', ({ allowed }) => allowed !== null);
      return way === undefined ? [] : [as(`${way}.allowed`, value)];
    }
    case 'late.end':
    case 'period.end': {
      const way = ofEverybody(field === 'late.end' ? 'late' : 'in_time', () => true);
      return way === undefined ? [] : [as(`${way}.open.to`, value)];
    }
    default:
      if (DURATION.test(field) && typeof value === 'number')
        return [as(field, value === 0 ? 'none' : `${value} months`)];
      return isOpenInWays(table, field) || field.startsWith('_') || fieldName(field) === undefined ? [supplied] : [];
  }
}

/** Whether a field is one that a caseworker may supply: silent, or adopted. */
export function isOpenInWays({ fields, rules, contribution }: PolicyTable, field: string): boolean {
  if ([UNLISTED, WAY_OUT, OTHER_YEAR].some((one) => one.test(field))) return true;
  if (field === 'contribution' || ADDED.includes(field)) return true;
  if (rules.either.some((one) => one.field === field)) return true;
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
  if (field.startsWith(`${WAY_OF_THIS_NEWBORN}.`))
    return putAt(withNewborn(source, document), field.split('.'), supplied);
  if (field === THIS_EXIT) return addExit(source, supplied);
  if (field === 'contribution') return addLine(source, 'contribution', { name: '个案核定', individual: supplied });
  return putAt(source, field.split('.'), supplied);
}

/** With a way for this child, of which each value is asked until it is supplied. */
function withNewborn(source: JsonObject, document: string): JsonObject {
  const ways = isMap(source.ways) ? source.ways : {};
  if (ways.this_newborn !== undefined) return source;
  const way = {
    name: '新生儿（个案核定）',
    kind: 'anytime',
    who: { born: { from: '2000-01-01', to: '2100-12-31' } },
    open: { from: { value: 'birth', supplied: document }, to: 'silent' },
    years: ['birth_year'],
  };
  return { ...source, ways: { this_newborn: way, ...ways } };
}

/** What it costs and from when it covers is asked next. */
function addExit(source: JsonObject, to: JsonObject): JsonObject {
  const ways = isMap(source.ways) ? source.ways : {};
  const way = {
    name: '退出其他制度（个案核定）',
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
