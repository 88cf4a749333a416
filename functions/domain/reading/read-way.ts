/** Reads the ways in: for whom, when, what it costs and for which years, how long one waits, from when benefits run. */

import type { Json, JsonObject } from '../json.ts';
import { ENDS_OF_SCHEMES } from '../regions.ts';
import type { Condition, Day, Kind, WaitOfWay, Way } from '../ways/model.ts';
import { countsFromBirth } from '../ways/windows.ts';
import { beforeClause } from './citation.ts';
import { dayOrNever, dayText, durationText } from './day-text.ts';
import { readCondition } from './read-condition.ts';
import { readCost } from './read-cost.ts';
import type { MoneyContext } from './read-money.ts';
import { readWindows } from './read-window.ts';
import { readYears } from './read-years.ts';
import { flag, isMap, oneOf, type Parsed, type ReadingPlace, right, unknownWord, wrong } from './reading.ts';

const KINDS = ['in_time', 'extension', 'late', 'anytime'] as const;
export const KIND_NAMES: Record<Kind, string> = {
  in_time: '集中缴费期',
  extension: '延长缴费期',
  late: '逾期缴费',
  anytime: '特定人员随时参保',
};
const KEYS = [
  'name',
  'kind',
  'who',
  'open',
  'years',
  'cost',
  'aid',
  'wait',
  'begins',
  'ends',
  'say',
  'part',
  'like',
  'allowed',
  'before',
];

/** Each way with the values of the way that it is like, which may be like another one. */
function resolved(node: JsonObject, ways: JsonObject, taken: readonly string[] = []): JsonObject {
  const name = node.like;
  const found = typeof name === 'string' && !taken.includes(name) ? ways[name] : undefined;
  if (typeof name !== 'string' || !isMap(found)) return node;
  const model = resolved(found, ways, [...taken, name]);
  const { by: modelBy, ...values } = model;
  const cited: JsonObject = typeof modelBy === 'string' && node.by === undefined ? { by: modelBy } : {};
  const own = typeof modelBy === 'string' ? withClause(values, modelBy) : values;
  return { ...own, ...cited, ...node };
}

/** Values that a way takes from another keep the clause that stands behind them there. */
function withClause(values: JsonObject, by: string): JsonObject {
  const cite = (node: Json): Json => {
    if (typeof node === 'string' && !/@\S+/.test(node) && node !== 'silent') return `${node} @${by}`;
    if (isMap(node) && node.by === undefined) return { ...node, by };
    return node;
  };
  return Object.fromEntries(
    Object.entries(values).map(([key, node]) => [
      key,
      ['kind', 'who', 'years', 'name', 'like', 'before'].includes(key) ? node : cite(node),
    ]),
  );
}

function isLikeItself(name: string, ways: JsonObject): boolean {
  const seen = new Set<string>();
  let at = name;
  for (;;) {
    if (seen.has(at)) return true;
    seen.add(at);
    const node = ways[at];
    if (!isMap(node) || typeof node.like !== 'string') return false;
    at = node.like;
  }
}

export function readWays(node: Json | undefined, ends: Way['ends'], context: MoneyContext): Way[] {
  const { reading } = context;
  if (!isMap(node) || Object.keys(node).length === 0) {
    reading.refuse(['ways'], '应为各种办理情形:每种一段,名称自取(英文小写),如 in_time: { kind: in_time, … }');
    return [];
  }
  const labels = labelsOf(node);
  const found = Object.entries(node).flatMap(([name, one]) => {
    const path = ['ways', name];
    if (!isMap(one)) {
      reading.refuse(path, '应为一种办理情形:{ kind: …, who: …, open: …, cost: …, wait: …, begins: …, by: 条款 }');
      return [];
    }
    if (typeof one.like === 'string' && !isMap(node[one.like])) {
      reading.refuse([...path, 'like'], unknownWord(one.like, Object.keys(node)));
    }
    if (isLikeItself(name, node)) reading.refuse([...path, 'like'], '绕了一圈又引用到自己:like 应写另一种写全了的情形');
    return [{ way: readWay(name, resolved(one, node), labels.get(name) ?? name, ends, context), before: one.before }];
  });
  withdrawInherited(node, reading);
  refuseCircles(
    found.map(({ way }) => way),
    reading,
  );
  return ordered(found, context);
}

/** The days of a way may count from another way's last day, and never come back to its own. */
function refuseCircles(ways: readonly Way[], reading: MoneyContext['reading']): void {
  const needs = new Map(ways.map(({ name, open }) => [name, open.flatMap(daysOfWindow).flatMap(waysOfDay)]));
  const reaches = (from: string, to: string, seen: Set<string> = new Set()): boolean =>
    (needs.get(from) ?? []).some((next) => {
      if (next === to) return true;
      if (seen.has(next)) return false;
      seen.add(next);
      return reaches(next, to, seen);
    });
  for (const { name } of ways) {
    if (reaches(name, name)) reading.refuse(['ways', name, 'open'], COUNTS_FROM_ITSELF);
  }
}

const COUNTS_FROM_ITSELF = '日期绕了一圈又从这种情形自己的截止日算起：请写出日期，或写另一种情形的名称';

const daysOfWindow = ({ from, to }: Way['open'][number]): Day[] =>
  [from?.value, to?.value].filter((day) => day != null);

const waysOfDay = ({ anchor }: Day): string[] => {
  if (anchor.kind === 'later') return anchor.of.flatMap(waysOfDay);
  return anchor.kind === 'way' ? [anchor.way] : [];
};

/** A value that a way takes from another is told where it is written, and only there. */
function withdrawInherited(ways: JsonObject, reading: MoneyContext['reading']): void {
  const told = [...reading.mistakes];
  reading.withdraw(({ path: [section, name, key] }) => {
    const way = section === 'ways' && name !== undefined ? ways[name] : undefined;
    if (!isMap(way) || typeof way.like !== 'string' || key === undefined || way[key] !== undefined) return false;
    return told.some(({ path: at }) => at[0] === 'ways' && at[1] === way.like && (at[2] === key || at[2] === 'by'));
  });
}

/** Ways with a condition before those without; within each the table's order, and `before` where a table says so. */
function ordered(found: { way: Way; before: Json | undefined }[], { reading }: MoneyContext): Way[] {
  const names = found.map(({ way }) => way.name);
  const ways = found.filter(({ before }) => before === undefined).map(({ way }) => way);
  for (const { way, before } of found) {
    if (before === undefined) continue;
    const name = beforeClause(String(before));
    const at = ways.findIndex((one) => one.name === name);
    if (at < 0) reading.refuse(['ways', way.name, 'before'], unknownWord(name, names));
    ways.splice(at < 0 ? ways.length : at, 0, way);
  }
  return [...ways.filter(({ who }) => who !== null), ...ways.filter(({ who }) => who === null)];
}

/** What people call each way: its own name, or its kind; several of a kind are counted. */
function labelsOf(ways: JsonObject): Map<string, string> {
  const nodes = Object.entries(ways).flatMap(([name, one]) =>
    isMap(one) ? [{ name, node: resolved(one, ways) }] : [],
  );
  const byKind = (node: JsonObject): string => KIND_NAMES[KINDS.find((kind) => kind === node.kind) ?? 'late'];
  const unnamed = nodes.filter(({ node }) => typeof node.name !== 'string');
  return new Map(
    nodes.map(({ name, node }) => {
      if (typeof node.name === 'string') return [name, node.name];
      const alike = unnamed.filter((other) => byKind(other.node) === byKind(node));
      const at = alike.findIndex((other) => other.name === name) + 1;
      return [name, alike.length === 1 ? byKind(node) : `${byKind(node)}（其${NUMERALS[at] ?? at}）`];
    }),
  );
}

const NUMERALS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

function readWay(name: string, node: JsonObject, label: string, ends: Way['ends'], context: MoneyContext): Way {
  const { reading, words } = context;
  const path = ['ways', name];
  reading.keys(node, path, KEYS);
  const kind = KINDS.find((one) => one === node.kind);
  if (!kind)
    reading.refuse(
      [...path, 'kind'],
      node.kind === undefined ? `必填:${KINDS.join('、')} 之一` : unknownWord(String(node.kind), KINDS),
    );
  const by = typeof node.by === 'string' ? node.by : undefined;
  const at = (key: string, what: string) => ({ path: [...path, key], label: `${label}:${what}`, by });
  const who = node.who === undefined ? null : readCondition(node.who, { path: [...path, 'who'], label, by }, context);
  const open = readWindows(node.open, { path: [...path, 'open'], label, by }, context);
  const begins = reading.told(node.begins, at('begins', '待遇起始日'), dayOrNever(words));
  const wait = readWait(node.wait, at('wait', isSilent(node.wait) ? '等待期（月）' : '等待期'), context);
  if (begins.value?.usesWait && (wait.kind === 'none' || wait.kind === 'left_out')) {
    reading.refuse([...path, 'begins'], '写了 + wait,就要写 wait:等待期的长短');
  }
  const isEverOpen = open.some(({ to }) => to?.value?.anchor.kind !== 'birth');
  if (begins.value?.anchor.kind === 'birth' && isEverOpen && (who === null || !isOfTheYoung(who))) {
    reading.refuse([...path, 'who'], OF_THE_YOUNG);
  }
  return {
    name,
    label,
    field: path.join('.'),
    kind: kind ?? 'late',
    who,
    open,
    allowed: node.allowed === undefined ? null : reading.told(node.allowed, at('allowed', '能否办理'), flag),
    years: readYears(node.years, [...path, 'years'], reading),
    cost: readCost(node.cost, at('cost', '缴费'), context),
    aid: readAidOnWay(node.aid, kind ?? 'late', at('aid', '是否享受参保资助'), context),
    wait,
    begins,
    ends: node.ends === undefined ? ends : reading.told(node.ends, at('ends', '待遇终止日'), dayText(words)),
    say:
      node.say === undefined
        ? null
        : reading.told(node.say, { ...at('say', '另有说明'), by: by ?? sayClause(node.say) }, (text) => right(text)),
    part: node.part === undefined ? null : reading.told(node.part, at('part', '享受待遇的份额'), fractionText),
    ofNewborns: (who !== null && mentions(who, 'born')) || open.some(countsFromBirth),
    ofEvents: who !== null && mentions(who, 'event'),
  };
}

const OF_THE_YOUNG =
  '待遇自出生之日起，而成人也符合这里的条件：写 born: year，或 born: { from: 日期, to: 日期 }，或 age: { under: 1 }';

/** Whether a condition leaves out whoever was born long ago. */
function isOfTheYoung(condition: Condition): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.some(isOfTheYoung);
    case 'any':
      return condition.of.every(isOfTheYoung);
    case 'and_the_like':
      return isOfTheYoung(condition.of);
    case 'born':
      return condition.in.kind !== 'dates' || condition.in.from !== null;
    case 'age':
      return condition.under !== null;
    default:
      return false;
  }
}

/** Of what nobody says, a desk supplies the months. */
const isSilent = (node: Json | undefined): boolean =>
  node === undefined || node === 'silent' || (isMap(node) && node.silent !== undefined);

const fractionText = (text: string): Parsed<string> => {
  const [numerator, denominator, ...rest] = text.split('/').map(Number);
  return numerator && denominator && numerator < denominator && rest.length === 0
    ? right(text)
    : wrong('应为分数,如 1/2');
};

/** `say: TL-01` shows that clause. */
const sayClause = (node: Json): string | undefined =>
  typeof node === 'string' && /^\S+$/.test(node) ? node : undefined;

const mentions = (condition: Condition, kind: Condition['kind']): boolean => {
  if (condition.kind === kind) return true;
  if (condition.kind === 'all' || condition.kind === 'any') return condition.of.some((one) => mentions(one, kind));
  return condition.kind === 'not' || condition.kind === 'and_the_like' ? mentions(condition.of, kind) : false;
};

/** Whether a way is for people whom another scheme no longer protects. */
export const isForExits = ({ who }: Way): boolean => who !== null && namesExit(who);

function namesExit(condition: Condition): boolean {
  if (condition.kind === 'event') return condition.events.some((event) => ENDS_OF_SCHEMES.includes(event));
  if (condition.kind === 'all' || condition.kind === 'any') return condition.of.some(namesExit);
  return condition.kind === 'not' || condition.kind === 'and_the_like' ? namesExit(condition.of) : false;
}

/** In time everybody's aid applies; late the text has to say so. */
function readAidOnWay(node: Json | undefined, kind: Kind, place: ReadingPlace, { reading }: MoneyContext): Way['aid'] {
  if (node === undefined && kind !== 'late') {
    const { path, label } = place;
    return { standing: 'stated', value: 'applies', clause: null, field: path.join('.'), label, written: 'applies' };
  }
  return reading.told(node, { ...place, uncited: true }, oneOf(['applies', 'none']));
}

function readWait(node: Json | undefined, place: ReadingPlace, context: MoneyContext): WaitOfWay {
  const { reading } = context;
  const field = place.path.join('.');
  const text = typeof node === 'string' ? beforeClause(node).trim() : '';
  if (node === undefined) {
    reading.told(node, place, durationText);
    return { kind: 'left_out', field, label: place.label };
  }
  if (text === 'table' || text === 'national') {
    return { kind: 'block', told: reading.told(node, { ...place, uncited: true }, (word) => right(word)) };
  }
  if (text === 'none' || (isMap(node) && node.value === 'none')) {
    return { kind: 'none', told: reading.told(node, place, oneOf(['none'])) };
  }
  return { kind: 'duration', told: reading.told(node, place, durationText) };
}
