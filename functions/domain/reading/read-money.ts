/** Reads what is paid: contribution lines, aid lines, and who bears what on a way. */
import type { Json, JsonObject } from '../json.ts';
import { type Li, li, parseYuan } from '../money.ts';
import { nameOfPeople } from '../policy/name-of-people.ts';
import type { Aid, AidAmount, AidLine, AidPart, Alongside, Condition, ContributionLine } from '../ways/model.ts';
import type { Told } from '../ways/told.ts';
import { beforeClause } from './citation.ts';
import { type ConditionContext, readCondition } from './read-condition.ts';
import { isMap, oneOf, type Parsed, type Path, type ReadingPlace, right, unknownWord, wrong } from './reading.ts';

export interface MoneyContext extends ConditionContext {
  readonly places: 2 | 3;
  readonly payers: Readonly<Record<string, string>>;
}

export const inPlaces =
  (places: 2 | 3) =>
  (text: string): Parsed<Li> => {
    const amount = parseYuan(text.replace(/^at least\s+/, ''));
    if (amount === null) return wrong('应为金额（元），只写数字，不写“元”和千位逗号，如 400.00');
    if (places === 2 && amount % 10 !== 0)
      return wrong('金额至多两位小数;按三位小数收缴的地区,在 contribution 中写 places: 3');
    return right(amount);
  };

const LIST_OF_LINES = '应为缴费标准的列表：每行前写“- ”，如 - { individual: 400.00 @条款 }';

export function readContribution(node: Json | undefined, context: MoneyContext): ContributionLine[] {
  const { reading } = context;
  if (node === undefined || node === 'silent') return [];
  const map: JsonObject = isMap(node) ? node : {};
  const list = isMap(node) ? node.lines : node;
  const path = isMap(node) ? ['contribution', 'lines'] : ['contribution'];
  if (isMap(node) && node.lines === undefined) {
    reading.refuse(['contribution'], LIST_OF_LINES);
    return [];
  }
  if (isMap(node)) reading.keys(node, ['contribution'], ['per', 'places', 'lines']);
  if (map.places !== undefined && ![2, 3].includes(Number(map.places))) {
    reading.refuse(['contribution', 'places'], '应为 2 或 3:金额的小数位数');
  }
  if (!Array.isArray(list)) {
    reading.refuse(path, LIST_OF_LINES);
    return [];
  }
  const by = typeof map.by === 'string' ? map.by : undefined;
  const lines = list.map((one, index) => contributionLine(one, [...path, index], map, by, context));
  return lines.filter((line) => line !== null);
}

function contributionLine(
  node: Json,
  path: Path,
  whole: JsonObject,
  inherited: string | undefined,
  context: MoneyContext,
): ContributionLine | null {
  const { reading, places } = context;
  if (!isMap(node)) {
    reading.refuse(path, '应为 { name: …, who: …, individual: 金额 @条款, subsidy: 金额 @条款 }');
    return null;
  }
  reading.keys(node, path, ['name', 'who', 'individual', 'subsidy', 'per', 'alongside']);
  const everybody = node.who === undefined ? '城乡居民' : nameOfPeople(node.who);
  const name = typeof node.name === 'string' ? node.name : everybody;
  const by = typeof node.by === 'string' ? node.by : inherited;
  const place = (key: string, label: string): ReadingPlace => ({ path: [...path, key], label: `${name}${label}`, by });
  const money = inPlaces(places);
  const individual = reading.told(node.individual, place('individual', '个人缴费标准'), money);
  const subsidy =
    isMap(node.subsidy) && Array.isArray(node.subsidy.parts)
      ? subsidyParts(node.subsidy, place('subsidy', '财政补助标准'), context)
      : reading.told(node.subsidy, place('subsidy', '财政补助标准'), money);
  const per = node.per ?? whole.per;
  return {
    name,
    who: node.who === undefined ? null : readCondition(node.who, { path: [...path, 'who'], label: name, by }, context),
    individual,
    subsidy,
    atLeast: [node.individual].some((one) => /^at least\s/.test(textOf(one))),
    per: reading.told(
      per ?? 'year',
      { path: [...path, 'per'], label: '缴费标准的计费单位', by, uncited: true },
      oneOf(['year', 'month']),
    ),
    alongside: readAlongside(node.alongside, [...path, 'alongside'], by, context),
  };
}

const textOf = (node: Json | undefined): string =>
  isMap(node) ? String(node.value ?? '') : node === undefined || node === null ? '' : String(node);

/** A subsidy that several bear is their sum. */
function subsidyParts(node: JsonObject, place: ReadingPlace, { reading, places }: MoneyContext): Told<Li> {
  return reading.told({ value: node.parts ?? [], ...(node.by !== undefined && { by: node.by }) }, place, (_, list) => {
    const amounts = (Array.isArray(list) ? list : []).map((one) =>
      isMap(one)
        ? inPlaces(places)(beforeClause(String(one.amount ?? one.rest ?? '')))
        : wrong('应为 { amount: 金额 }'),
    );
    const bad = amounts.find((one) => !one.ok);
    if (bad && !bad.ok) return bad;
    return right(li(amounts.reduce((sum, one) => sum + (one.ok ? one.value : 0), 0)));
  });
}

function readAlongside(node: Json | undefined, path: Path, by: string | undefined, context: MoneyContext): Alongside[] {
  if (node === undefined) return [];
  const { reading, places } = context;
  if (!isMap(node)) {
    reading.refuse(path, '应为 { long_term_care: 25.00 @条款 }');
    return [];
  }
  return Object.entries(node)
    .filter(([code]) => code !== 'by' && code !== 'note')
    .map(([code, one]) => {
      const name = (isMap(one) && typeof one.name === 'string' ? one.name : undefined) ?? ALONGSIDE_NAMES[code] ?? code;
      const isWritten = isMap(one) && one.amount !== undefined;
      const amount = isWritten ? one.amount : one;
      if (isWritten) {
        reading.keys(one, [...path, code], ['name', 'amount', 'optional']);
        if (one.optional !== undefined && typeof one.optional !== 'boolean')
          reading.refuse([...path, code, 'optional'], '应为 true 或 false');
      }
      return {
        code,
        name,
        amount: reading.told(
          amount,
          { path: [...path, code], label: name, by: isWritten && typeof one.by === 'string' ? one.by : by },
          inPlaces(places),
        ),
        optional: isMap(one) && one.optional === true,
      };
    });
}

const ALONGSIDE_NAMES: Record<string, string> = {
  long_term_care: '长期护理保险',
  mutual_aid: '大病医疗互助补充保险',
  supplement: '补充医疗保险',
};

/** In li. Nobody is aided with less in a year: it is a percentage that lacks its sign. */
const ONE_YUAN = 1000;

const percentText = (text: string): Parsed<AidAmount> | null => {
  const match = /^(\d+(?:\.\d+)?)%(?: of individual)?$/.exec(text);
  if (!match) return null;
  const percent = Number(match[1]);
  return percent <= 100 ? right({ kind: 'percent', percent, of: 'individual' }) : wrong('百分比应不超过 100');
};

export function readAid(node: Json | undefined, contribution: readonly ContributionLine[], context: MoneyContext): Aid {
  const { reading } = context;
  const map = isMap(node) ? node : {};
  const list = Array.isArray(node) ? node : map.lines;
  const path = Array.isArray(node) ? ['aid'] : ['aid', 'lines'];
  if (isMap(node)) {
    reading.keys(node, ['aid'], ['lines', 'several', 'others', 'rounding', 'ordinary_forecloses']);
  }
  if (list !== undefined && !Array.isArray(list)) reading.refuse(path, '应为资助的列表,每行一个“- ”;没有资助的写 []');
  const by = typeof map.by === 'string' ? map.by : undefined;
  const place = (key: string, label: string): ReadingPlace => ({ path: ['aid', key], label, by });
  const highest = Math.max(0, ...contribution.map(({ individual }) => individual.value ?? 0));
  return {
    lines: (Array.isArray(list) ? list : []).flatMap((one, index) =>
      aidLine(one, [...path, index], by, highest, context),
    ),
    several: reading.told(map.several, place('several', '多重身份的适用办法'), oneOf(['highest_once'])),
    others: reading.told(map.others, place('others', '未列举人群的参保资助'), oneOf(['none'])),
    rounding: reading.told(map.rounding, place('rounding', '资助金额的取整办法'), oneOf(['half_up', 'down', 'up'])),
  };
}

function aidLine(
  node: Json,
  path: Path,
  inherited: string | undefined,
  highest: number,
  context: MoneyContext,
): AidLine[] {
  const { reading, payers } = context;
  if (!isMap(node)) {
    reading.refuse(path, '应为 { who: { category: … }, pays: 金额 @条款, payer: … }');
    return [];
  }
  reading.keys(node, path, ['name', 'who', 'pays', 'aid', 'of', 'payer', 'parts', 'mode', 'list_from']);
  const by = typeof node.by === 'string' ? node.by : inherited;
  const who = readCondition(node.who, { path: [...path, 'who'], label: '资助对象', by }, context);
  if (namesAided(who)) reading.refuse([...path, 'who'], 'any_aided 就是各行资助的对象，行内请写具体的身份');
  const name = typeof node.name === 'string' ? node.name : namesOf(codesOf(who), context.groups);
  const at = (key: string, label: string): ReadingPlace => ({ path: [...path, key], label: `${name}${label}`, by });
  const amount = amountOf(node, at, highest, context);
  const payer = reading.told(
    node.payer,
    { ...at('payer', '资助资金来源'), uncited: true },
    oneOf(Object.keys(payers), 'payers', payers),
  );
  if (typeof payer.value === 'string') reading.usedNames.add(`payers.${payer.value}`);
  if (isMap(node.of)) reading.keys(node.of, [...path, 'of'], ['tier']);
  if (node.mode !== undefined && node.mode !== 'by_agency' && node.mode !== 'special')
    reading.refuse([...path, 'mode'], unknownWord(String(node.mode), ['by_agency', 'special']));
  const tier = isMap(node.of) && typeof node.of.tier === 'string' ? node.of.tier : null;
  if (node.of !== undefined && tier !== 'low' && tier !== 'high')
    reading.refuse([...path, 'of'], '应为 { tier: low } 或 { tier: high }');
  if (node.list_from !== undefined)
    reading.told(node.list_from, { ...at('list_from', '名单的提供部门'), uncited: true }, (text) => right(text));
  return [
    {
      name,
      who,
      codes: codesOf(who),
      ofIdentities: needsIdentity(who),
      amount,
      tier,
      payer: payer.value === null && node.payer === undefined ? { ...payer, written: null } : payer,
      parts: partsOf(node.parts, [...path, 'parts'], by, context),
      mode: node.mode === 'by_agency' ? 'by_agency' : 'special',
    },
  ];
}

function amountOf(
  node: JsonObject,
  at: (key: string, label: string) => ReadingPlace,
  highest: number,
  { reading, places }: MoneyContext,
): Told<AidAmount> {
  const money = inPlaces(places);
  const pays = (text: string): Parsed<AidAmount> => {
    const found = money(text);
    if (!found.ok) return found;
    if (highest > 0 && found.value > highest) return wrong('个人缴纳部分不应高于个人缴费标准');
    return right({ kind: 'pays', amount: found.value });
  };
  const gives = (text: string): Parsed<AidAmount> => {
    const percent = percentText(text);
    if (percent) return percent;
    if (text === 'all') return right({ kind: 'percent', percent: 100, of: 'individual' });
    const found = money(text);
    if (!found.ok) return wrong('应为金额或百分比,如 320.00、75% of individual');
    if (highest > 0 && found.value > highest) return wrong('资助金额不应高于个人缴费标准');
    if (found.value > 0 && found.value < ONE_YUAN) {
      return wrong(`${text} 读作不到一元。比例写作 ${Math.round(found.value / 10)}% of individual`);
    }
    return right({ kind: 'gives', amount: found.value });
  };
  if (node.pays === undefined && node.aid !== undefined) return reading.told(node.aid, at('aid', '资助金额'), gives);
  const told = reading.told(node.pays, at('pays', '个人缴费金额'), pays);
  if (node.aid === undefined || node.pays === undefined) return told;
  const given = reading.told(node.aid, at('aid', '资助金额'), gives);
  if (
    told.value?.kind === 'pays' &&
    given.value?.kind === 'gives' &&
    told.value.amount + given.value.amount !== highest
  ) {
    reading.refuse(at('aid', '').path, 'pays 与 aid 之和应等于个人缴费标准');
  }
  return told;
}

/** Fixed amounts and one who bears the rest. */
function partsOf(node: Json | undefined, path: Path, by: string | undefined, context: MoneyContext): AidPart[] {
  if (node === undefined) return [];
  const { reading, payers, places } = context;
  const list = Array.isArray(node) ? node : [];
  const parts = list.flatMap((one, index): AidPart[] => {
    if (!isMap(one)) return [];
    reading.keys(one, [...path, index], ['amount', 'rest', 'payer']);
    const isRest = one.amount === undefined || one.amount === 'rest';
    if (one.amount === undefined && one.rest === undefined) {
      reading.refuse([...path, index], '应写 amount:金额,或 rest: true(其余部分)');
    }
    const isPayer = typeof one.rest === 'string' && Object.hasOwn(payers, beforeClause(one.rest));
    if (one.rest !== undefined && one.rest !== true && !isPayer) {
      reading.refuse([...path, index, 'rest'], '应为 true（其余部分都由这一方负担）；写明金额的不写这一项');
    }
    const payerNode = one.payer ?? (typeof one.rest === 'string' ? one.rest : undefined);
    const payer = reading.told(
      payerNode,
      { path: [...path, index, 'payer'], label: '资助资金来源', by, uncited: true },
      oneOf(Object.keys(payers), 'payers', payers),
    );
    if (payer.value !== null) reading.usedNames.add(`payers.${payer.value}`);
    if (isRest) return [{ amount: 'rest', payer }];
    const amount = inPlaces(places)(beforeClause(String(one.amount)));
    if (!amount.ok) reading.refuse([...path, index, 'amount'], amount.message);
    return [{ amount: amount.ok ? amount.value : 'rest', payer }];
  });
  if (parts.length < 2 || parts.filter(({ amount }) => amount === 'rest').length !== 1) {
    reading.refuse(
      path,
      '应为几个负担方的列表,其中一个写 rest:[{ amount: 100.00, payer: … }, { rest: true, payer: … }]',
    );
  }
  return parts;
}

/** The categories that a condition speaks of. */
function codesOf(condition: Condition): string[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return [...new Set(condition.of.flatMap(codesOf))];
    case 'and_the_like':
      return codesOf(condition.of);
    case 'category':
      return [...condition.codes];
    case 'disability':
      return condition.grades?.every((grade) => grade <= 2)
        ? ['severely_disabled', 'disabled']
        : ['disabled', 'severely_disabled'];
    case 'certificate':
      return condition.date === 'registration' ? [] : ['disabled'];
    default:
      return [];
  }
}

const namesAided = (condition: Condition): boolean => {
  if (condition.kind === 'all' || condition.kind === 'any') return condition.of.some(namesAided);
  if (condition.kind === 'not' || condition.kind === 'and_the_like') return namesAided(condition.of);
  return condition.kind === 'category' && condition.anyAided;
};

/** Whether nobody without an identity can meet it. */
function needsIdentity(condition: Condition): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.some(needsIdentity);
    case 'any':
      return condition.of.length > 0 && condition.of.every(needsIdentity);
    case 'and_the_like':
      return needsIdentity(condition.of);
    case 'category':
      return !condition.anyAided;
    case 'disability':
      return true;
    case 'certificate':
      return condition.date !== 'registration';
    default:
      return false;
  }
}

const namesOf = (codes: readonly string[], groups: Readonly<Record<string, string>>): string =>
  codes.map((code) => groups[code] ?? code).join('、') || '资助对象';
