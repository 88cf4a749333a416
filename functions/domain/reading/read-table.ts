/**
 * Reads a whole table in the form of ways: its declarations, contribution, aid, ways in and the wait. The packs of the
 * national layer that it takes stand in it, under their names; its own values go before them.
 */
import type { Json, JsonObject } from '../json.ts';
import type { Li } from '../money.ts';
import { AID_CATEGORY_NAMES, EVENTS, PAYERS } from '../regions.ts';
import { ASKED_IN_WAYS } from '../ways/asked.ts';
import type { Rules, WaitBlock } from '../ways/model.ts';
import type { Told } from '../ways/told.ts';
import { silentAt } from '../ways/told.ts';
import { dayText, durationText, monthsText } from './day-text.ts';
import { readCondition } from './read-condition.ts';
import { inPlaces, type MoneyContext, readAid, readContribution } from './read-money.ts';
import { isForExits, readWays } from './read-way.ts';
import { readWaysOut } from './read-way-out.ts';
import {
  flag,
  isMap,
  oneOf,
  type Parsed,
  type Path,
  Reading,
  type ReadingMistake,
  type ReadingPlace,
  right,
  unknownWord,
  wholeNumber,
  wrong,
} from './reading.ts';

export const WAYS_SECTIONS = [
  'take',
  'groups',
  'payers',
  'events',
  'facts',
  'conditions',
  'contribution',
  'aid',
  'who_may_join',
  'ways',
  'wait',
  'otherwise',
  'ends',
  'january',
  'age_on',
  'one_end',
  'after_gap',
  'aided',
  'ways_out',
  'other_years',
] as const;

export interface ReadRules {
  rules: Rules;
  mistakes: readonly ReadingMistake[];
  /** By path. */
  fields: ReadonlyMap<string, Told<unknown>>;
}

/** Whether a table is in this form. */
export const isInWays = (source: JsonObject): boolean => source.ways !== undefined;

export function readRules(source: JsonObject): ReadRules {
  const table = withPacks(source);
  const reading = new Reading(keysOf(table.clauses), entriesOf(table.shared));
  const year = Number(table.coverageYear);
  const groups = { ...AID_CATEGORY_NAMES, ...declared('groups', table, AID_CATEGORY_NAMES, reading) };
  const payers = { ...PAYERS, ...declared('payers', table, PAYERS, reading) };
  const events = { ...EVENTS, ...declared('events', table, EVENTS, reading) };
  const facts = declared('facts', table, {}, reading);
  const ways = isMap(table.ways) ? Object.keys(table.ways) : [];
  const places = isMap(table.contribution) && Number(table.contribution.places) === 3 ? 3 : 2;
  const context: MoneyContext = {
    reading,
    year,
    words: { ways, events: Object.keys(events) },
    groups,
    events,
    facts,
    payers,
    places,
    named: isMap(table.conditions) ? table.conditions : {},
  };
  const day = dayText(context.words);
  const top = (key: string, label: string): ReadingPlace => ({ path: [key], label, by: undefined });
  const contribution = readContribution(table.contribution, context);
  const ends = reading.told(table.ends, top('ends', '待遇终止日'), day);
  const allWays = readWays(inOrder(table.ways, table.order), ends, context);
  const rules: Rules = {
    contribution,
    contributionField: silentAt('contribution', '个人缴费标准', '通知没有列出'),
    places,
    ageOn: reading.told(table.age_on, top('age_on', '年龄的计算日'), day),
    aid: readAid(table.aid, contribution, context),
    joins: readJoins(table.who_may_join, context),
    ways: allWays,
    speaksOfExits: allWays.some(isForExits),
    waysOut: readWaysOut(table.ways_out, context),
    wait: readWaitBlock(table.wait, context),
    otherwise: readOtherwise(table.otherwise, reading),
    january: reading.told(table.january, top('january', '年度开始前缴费的待遇起始日'), day),
    aided: reading.told(table.aided, top('aided', '困难群体的范围'), categoriesIn(groups)),
    oneEnd: reading.told(table.one_end, top('one_end', '只写明一端的期限'), flag),
    afterGap: reading.told(table.after_gap, top('after_gap', '集中期内缴费而未连续参保者的待遇起始日'), day),
    payers,
    groups,
    events,
    facts,
    either: [],
    otherYears: readOtherYears(table.other_years, context),
    asked: ASKED_IN_WAYS,
  };
  unusedDeclarations(table, reading);
  return { rules, mistakes: reading.mistakes, fields: reading.fields };
}

/** A stored table has its ways by name, and their order in a list; what a case adds stands ahead. */
function inOrder(ways: Json | undefined, order: Json | undefined): Json | undefined {
  if (!isMap(ways) || !Array.isArray(order)) return ways;
  return Object.fromEntries(
    Object.entries(ways).toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other)),
  );
}

const keysOf = (node: Json | undefined): string[] => (isMap(node) ? Object.keys(node) : []);
const entriesOf = (node: Json | undefined): [string, string][] =>
  isMap(node) ? Object.entries(node).map(([key, value]) => [key, String(value)]) : [];

/** The table with the values of the packs that it takes, its own before them. */
export function withPacks(source: JsonObject): JsonObject {
  const packs = isMap(source.packs) ? source.packs : {};
  return Object.values(packs)
    .filter(isMap)
    .reduce<JsonObject>((table, pack) => under(pack, table), source);
}

/** What a pack says, where the table says nothing. */
function under(pack: JsonObject, table: JsonObject): JsonObject {
  const merged: JsonObject = { ...table };
  for (const [key, value] of Object.entries(pack)) {
    const own = table[key];
    if (own === undefined) merged[key] = value;
    else if (isMap(own) && isMap(value) && !isValue(own) && !isValue(value)) merged[key] = under(value, own);
  }
  return merged;
}

const isValue = (node: JsonObject): boolean => ['value', 'silent', 'standing'].some((key) => Object.hasOwn(node, key));

/** Codes with their Chinese names, beside those that every table knows. */
function declared(
  section: 'groups' | 'payers' | 'events' | 'facts',
  table: JsonObject,
  known: Readonly<Record<string, string>>,
  reading: Reading,
): Record<string, string> {
  const node = table[section];
  if (node === undefined) return {};
  if (!isMap(node)) {
    reading.refuse([section], '应为代码和中文名称,如 stable_out_of_poverty: 脱贫户(未纳入监测)');
    return {};
  }
  const names: Record<string, string> = {};
  for (const [code, one] of Object.entries(node)) {
    if (code === 'note') continue;
    if (isMap(one)) reading.keys(one, [section, code], ['name']);
    const name = isMap(one) ? one.name : one;
    if (!/^[a-z][a-z0-9_]{1,39}$/.test(code)) reading.refuse([section, code], '代码用英文小写字母和下划线');
    if (typeof name !== 'string' || !/\p{Script=Han}/u.test(name)) reading.refuse([section, code], '应为中文名称');
    const same = Object.entries(known).find(([other, said]) => other !== code && said === name);
    if (same) reading.refuse([section, code], `全国代码中已有“${same[1]}”:请用 ${same[0]}`);
    names[code] = String(name);
  }
  return names;
}

/** A declaration that nothing uses is a slip of the pen, or a sentence that was forgotten. */
function unusedDeclarations(table: JsonObject, reading: Reading): void {
  for (const section of ['groups', 'payers', 'events', 'facts', 'conditions']) {
    for (const code of keysOf(table[section])) {
      if (code === 'note' || code === 'by' || reading.usedNames.has(`${section}.${code}`)) continue;
      reading.refuse([section, code], '写了而没有任何一处用到:请删去,或在条件、负担方中用它');
    }
  }
}

function readJoins(node: Json | undefined, context: MoneyContext): Rules['joins'] {
  if (node === undefined || node === 'silent') return null;
  if (!isMap(node)) {
    context.reading.refuse(['who_may_join'], '应为条件，如 { household: local, by: 条款 }');
    return null;
  }
  const { by, ...condition } = node;
  const clause = typeof by === 'string' ? by : undefined;
  const label = '可以参保的人员';
  const told = context.reading.told(true, { path: ['who_may_join'], label, by: clause }, flag);
  return { who: readCondition(condition, { path: ['who_may_join'], label, by: clause }, context), told };
}

const categoriesIn =
  (groups: Readonly<Record<string, string>>) =>
  (_: string, node: Json): Parsed<readonly string[]> => {
    const list = (Array.isArray(node) ? node : [node]).map(String);
    const unknown = list.find((code) => !Object.hasOwn(groups, code));
    return unknown === undefined ? right(list) : wrong(unknownWord(unknown, Object.keys(groups), 'groups'));
  };

/** `{ 2024: 380.00 @X }`: what another year costs that one payment buys too, where its own table is not here. */
function readOtherYears(node: Json | undefined, { reading, places, year: own }: MoneyContext): Rules['otherYears'] {
  const found = new Map<number, Told<Li>>();
  if (node === undefined) return found;
  if (!isMap(node)) {
    reading.refuse(['other_years'], '应为年度和个人缴费标准,如 2024: 380.00 @条款');
    return found;
  }
  for (const [key, one] of Object.entries(node)) {
    const year = Number(key);
    const path = ['other_years', key];
    if (!/^\d{4}$/.test(key) || Math.abs(year - own) !== 1) {
      reading.refuse(path, `应为上一年度或下一年度(${own - 1}、${own + 1}):本年度的标准写在 contribution 中`);
      continue;
    }
    found.set(year, reading.told(one, { path, label: `${year} 年度个人缴费标准`, by: undefined }, inPlaces(places)));
  }
  return found;
}

function readOtherwise(node: Json | undefined, reading: Reading): Rules['otherwise'] {
  const path: Path = ['otherwise'];
  const label = '其他人员、其他日期能否缴费';
  if (node === undefined)
    reading.refuse(path, '必填:没有列明的人和日期不能缴费的写 closed @条款;通知没有说的写 silent');
  if (isMap(node) && node.closed !== undefined) {
    return reading.told(
      { value: 'closed', ...(node.by !== undefined && { by: node.by }) },
      { path, label, by: undefined },
      oneOf(['closed']),
    );
  }
  return reading.told(node, { path, label, by: undefined }, oneOf(['closed']));
}

function readWaitBlock(node: Json | undefined, { reading }: MoneyContext): WaitBlock {
  const map = isMap(node) ? node : {};
  if (node !== undefined && node !== 'silent' && !isMap(node)) {
    reading.refuse(['wait'], '应为一段，如 { fixed: 3 months @条款 }；某种办理情形自己的等待期写在那里的 wait');
  }
  reading.keys(
    map,
    ['wait'],
    ['fixed', 'more', 'from_year', 'first_lapsed_year', 'years_before', 'repair', 'floor', 'not_continuous', 'newborn'],
  );
  const by = typeof map.by === 'string' ? map.by : undefined;
  const floor = isMap(map.floor) ? map.floor : {};
  if (map.floor !== undefined && map.floor !== 'silent' && !isMap(map.floor)) {
    reading.refuse(['wait', 'floor'], '应为 { lapsed_years: 4, total: 6 months, by: 条款 }');
  }
  reading.keys(floor, ['wait', 'floor'], ['lapsed_years', 'total']);
  const at = (key: string, label: string): ReadingPlace => ({ path: ['wait', key], label, by });
  const ofFloor = (key: string, label: string): ReadingPlace => ({
    path: ['wait', 'floor', key],
    label,
    by: typeof floor.by === 'string' ? floor.by : by,
  });
  return {
    fixed: reading.told(map.fixed, at('fixed', '固定待遇等待期'), durationText),
    more: reading.told(map.more, at('more', '每断保一年增加的等待期(月)'), monthsText),
    firstLapsedYear: reading.told(
      map.first_lapsed_year,
      at('first_lapsed_year', '断保的第一年是否计入'),
      oneOf(['counts', 'free']),
    ),
    fromYear: reading.told(map.from_year, at('from_year', '断保年度的起算年'), wholeNumber(2000, 2100)),
    yearsBefore: reading.told(
      map.years_before,
      at('years_before', '起算年以前的断保年度是否计入'),
      oneOf(['count', 'free']),
    ),
    repair: reading.told(map.repair, at('repair', '每修复一年减少的等待期(月)'), monthsText),
    floorYears: reading.told(
      floor.lapsed_years,
      ofFloor('lapsed_years', '适用等待期下限的连续断保年数'),
      wholeNumber(1, 30),
    ),
    floorTotal: reading.told(floor.total, ofFloor('total', '连续断保的等待期下限'), durationText),
    notContinuous: reading.told(
      map.not_continuous,
      at('not_continuous', '集中期内缴费而未连续参保者是否等待'),
      oneOf(['waits', 'free']),
    ),
    newborn: reading.told(map.newborn, at('newborn', '新生儿是否等待'), oneOf(['free', 'waits'])),
  };
}
