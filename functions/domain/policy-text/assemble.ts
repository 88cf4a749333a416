/**
 * Holds together what single sentences say: a subsidy belongs to every line of the contribution, who bears the aid splits
 * its lines, a late payment begins where the period ends.
 */
import type { Json, JsonObject } from '../json.ts';
import { dayAfter, sumOf } from './figures.ts';
import type { Finding, LatePhase } from './finding.ts';
import { Gathering } from './gather.ts';
import { categoriesOf, joined } from './groups.ts';
import type { Sentence } from './sentences.ts';

export interface Found {
  finding: Finding;
  sentence: Sentence;
}
type Part<Name extends Finding['part']> = { finding: Extract<Finding, { part: Name }>; sentence: Sentence };

/** @param ofNewborns the text is about newborns: what it says that one pays is said of them */
export function assemble(read: readonly Found[], ofNewborns = false): Gathering {
  const gathering = new Gathering();
  const found = marginalAsLowIncome(read);
  const of = <Name extends Finding['part']>(part: Name): Part<Name>[] =>
    found.filter((one): one is Part<Name> => one.finding.part === part);

  addContribution(of('contribution'), of('subsidy'), of('alongside'), ofNewborns, gathering);
  addAid(of('aid'), of('payer'), gathering);
  const saysMoney = found.some(({ finding }) => ['contribution', 'subsidy', 'alongside', 'aid'].includes(finding.part));
  const period = addPeriods(of('period'), of('in_time'), saysMoney, gathering);
  const end = addExtension(of('extension'), of('extension_begins'), period, gathering);
  addBegins(of('begins'), period, saysMoney, gathering);
  addLate(of('late'), end, gathering);
  addWays(of('way'), period, gathering);
  nameNewborns(gathering);
  openBirthYear(gathering);
  nameNewlyAided(of('called_aided'), end, gathering);
  crossWithLate(gathering);
  addWaysOut(of('way_out'), period, gathering);
  addTable(of('table'), gathering);
  namePeriod(of('late'), gathering);
  gathering.dropDangling();
  return gathering;
}

/** 低保边缘 has a code of its own only where the text speaks of 低收入 too. */
function marginalAsLowIncome(found: readonly Found[]): readonly Found[] {
  const has = (code: string): boolean => found.some(({ finding }) => JSON.stringify(finding).includes(`"${code}"`));
  if (!has('marginal_family') || has('low_income_family')) return found;
  return found.map(({ finding, sentence }) => ({
    finding: JSON.parse(JSON.stringify(finding).replaceAll('"marginal_family"', '"low_income_family"')),
    sentence,
  }));
}

function addContribution(
  lines: Part<'contribution'>[],
  subsidies: Part<'subsidy'>[],
  alongside: Part<'alongside'>[],
  ofNewborns: boolean,
  gathering: Gathering,
): void {
  const keyOf = ({ finding: { who, tier } }: Part<'contribution'>): string => `${JSON.stringify(who)} ${tier}`;
  const hasTiers = lines.some(({ finding }) => finding.tier !== null);
  const kept = lines.filter(({ finding }) => !(hasTiers && finding.tier === null && finding.who === null));
  const keys = [...new Set(kept.map(keyOf))].sort((a, b) => rankOf(a) - rankOf(b));
  let index = 0;
  for (const key of keys) {
    const same = kept.filter((one) => keyOf(one) === key);
    const [first] = same;
    if (first === undefined) continue;
    const line = `contribution.${index}`;
    index += 1;
    for (const { finding, sentence } of same) {
      const isSaid = finding.who !== null || (!ofNewborns && SAYS_WHOSE.test(sentence.text));
      gathering.add(`${line}.individual`, finding.amount, sentence, isSaid);
    }
    const who = whoOf(first, kept);
    if (who !== null) gathering.add(`${line}.who`, who, first.sentence);
    for (const { finding, sentence } of subsidies) {
      const inParts = typeof finding.value === 'object';
      // Several sums in parts are those of several counties, and none is everybody's.
      const exact = !inParts || subsidies.filter((one) => typeof one.finding.value === 'object').length === 1;
      if (!(inParts && who !== null)) gathering.add(`${line}.subsidy`, finding.value, sentence, exact);
    }
    if (first.finding.who === null) {
      const highest =
        first.finding.tier === null ||
        Number(first.finding.amount) === Math.max(...kept.filter(isTier).map(({ finding }) => Number(finding.amount)));
      for (const { finding, sentence } of alongside) {
        const { code, amount, optional } = finding;
        if (optional && !highest) continue;
        gathering.add(`${line}.alongside.${code}`, optional ? { amount, optional } : amount, sentence);
      }
    }
  }
  if (index > 0) return;
  for (const { finding, sentence } of subsidies) {
    gathering.add('contribution.0.subsidy', finding.value, sentence);
  }
}

/** 个人缴费标准 is that of everybody; 需缴费用 that of whom the text speaks. */
const SAYS_WHOSE = /个人|居民|参保人|普通|城乡|成年|缴费标准|筹资/;
const isTier = ({ finding }: Part<'contribution'>): boolean => finding.tier !== null;
/** Lines of a group stand before those of tiers, and those before the line of everybody. */
const rankOf = (key: string): number => (key.startsWith('null') ? (key.endsWith('null') ? 2 : 1) : 0);

function whoOf(
  { finding: { who, tier, amount } }: Part<'contribution'>,
  lines: Part<'contribution'>[],
): JsonObject | null {
  if (tier === null) return who;
  // The cheaper of two tiers is the low one, whatever it is called.
  const others = lines.filter(isTier).map((one) => Number(one.finding.amount));
  const word = others.every((other) => Number(amount) <= other) ? 'low' : 'high';
  return who === null ? { tier: word } : { all: [who, { tier: word }] };
}

function addAid(lines: Part<'aid'>[], payers: Part<'payer'>[], gathering: Gathering): void {
  const keys = [...new Set(lines.map(({ finding }) => JSON.stringify(finding.who)))];
  let index = 0;
  for (const key of keys) {
    const same = lines.filter(({ finding }) => JSON.stringify(finding.who) === key);
    const pays = same.filter(({ finding }) => finding.field === 'pays');
    const chosen = pays.length > 0 ? pays : same;
    const [first] = chosen;
    if (first === undefined) continue;
    for (const { who, payer } of splitByPayer(first.finding.who, payers)) {
      const line = `aid.lines.${index}`;
      index += 1;
      gathering.add(`${line}.who`, who, first.sentence);
      for (const { finding, sentence } of chosen) gathering.add(`${line}.${finding.field}`, finding.value, sentence);
      if (payer) gathering.add(`${line}.payer`, payer.finding.payer, payer.sentence);
    }
  }
}

function splitByPayer(
  who: JsonObject,
  payers: Part<'payer'>[],
): { who: JsonObject; payer: Part<'payer'> | undefined }[] {
  if (payers.length === 0) return [{ who, payer: undefined }];
  const groups = new Map<Part<'payer'> | undefined, JsonObject[]>();
  for (const part of partsOf(who)) {
    const categories = categoriesOf(part);
    const payer =
      payers.find(
        ({ finding }) => finding.categories !== 'others' && categories.some((one) => finding.categories.includes(one)),
      ) ?? payers.find(({ finding }) => finding.categories === 'others');
    groups.set(payer, [...(groups.get(payer) ?? []), part]);
  }
  return [...groups].flatMap(([payer, parts]) => {
    const one = joined(parts);
    return one === null ? [] : [{ who: one, payer }];
  });
}

function partsOf(who: JsonObject): JsonObject[] {
  const isMap = (node: Json): node is JsonObject => typeof node === 'object' && node !== null && !Array.isArray(node);
  const keys = Object.keys(who);
  if (keys.length === 1 && Array.isArray(who.any)) return who.any.filter(isMap).flatMap(partsOf);
  if (keys.length === 1 && Array.isArray(who.category)) return who.category.map((category) => ({ category }));
  return [who];
}

interface Period {
  to: string | null;
  sentence: Sentence;
}

function addPeriods(
  periods: Part<'period'>[],
  values: Part<'in_time'>[],
  saysMoney: boolean,
  gathering: Gathering,
): Period | null {
  const groups = [...new Set(periods.map(({ finding }) => JSON.stringify(finding.who)))];
  let index = 0;
  let ordinary: Period | null = null;
  for (const group of groups) {
    const same = periods.filter(({ finding }) => JSON.stringify(finding.who) === group);
    const [first] = same;
    if (first === undefined) continue;
    const { who } = first.finding;
    if (who !== null) index += 1;
    const way = who === null ? 'ways.in_time' : `ways.in_time_${index}`;
    gathering.add(`${way}.kind`, 'in_time', first.sentence);
    if (who !== null) gathering.add(`${way}.who`, who, first.sentence);
    // Who pays in time pays his own share: no text that speaks of money says so, and none means anything else.
    if (saysMoney) gathering.add(`${way}.cost`, 'individual', first.sentence);
    for (const { finding, sentence } of same) {
      if (finding.from !== null) gathering.add(`${way}.open.from`, finding.from, sentence, finding.exact);
      if (finding.to !== null) gathering.add(`${way}.open.to`, finding.to, sentence, finding.exact);
    }
    const to = gathering.best(`${way}.open.to`);
    if (who === null && to) ordinary = { to: String(to.value), sentence: to.sentence };
  }
  if (ordinary) {
    for (const { finding, sentence } of values) gathering.add(`ways.in_time.${finding.field}`, finding.value, sentence);
  }
  return ordinary;
}

/** The last day on which one pays without being late, as a day of a table; null where nobody says it. */
function addExtension(
  extensions: Part<'extension'>[],
  begins: Part<'extension_begins'>[],
  period: Period | null,
  gathering: Gathering,
): Period | null {
  const [first] = extensions;
  if (first === undefined) return period;
  gathering.add('ways.extension.kind', 'extension', first.sentence);
  for (const { finding, sentence } of extensions)
    gathering.add('ways.extension.open.to', finding.to, sentence, finding.exact);
  const to = gathering.best('ways.extension.open.to');
  if (to && period?.to) gathering.add('ways.extension.open.from', dayAfter(period.to), to.sentence, false);
  for (const { finding, sentence } of begins) gathering.add('ways.extension.begins', finding.begins, sentence);
  return to ? { to: String(to.value), sentence: to.sentence } : period;
}

function addBegins(begins: Part<'begins'>[], period: Period | null, saysMoney: boolean, gathering: Gathering): void {
  for (const { finding, sentence } of begins) {
    const { span } = finding;
    if (period === null || period.to === null) continue;
    if (span === null || (span.from === null && span.to <= period.to)) {
      gathering.add('ways.in_time.begins', finding.begins, sentence);
      continue;
    }
    if (span.from === null || !span.from.endsWith('-01-01')) continue;
    const isInside = span.from <= period.to;
    gathering.add('ways.january.kind', isInside ? 'in_time' : 'extension', isInside ? period.sentence : sentence);
    gathering.add('ways.january.open.from', span.from, sentence);
    gathering.add('ways.january.open.to', span.to, sentence);
    gathering.add('ways.january.begins', finding.begins, sentence);
    if (saysMoney) gathering.add('ways.january.cost', 'individual', sentence, false);
    if (!isInside) continue;
    const monthly = gathering.best('ways.in_time.open.monthly');
    if (monthly) gathering.add('ways.january.open.monthly', monthly.value, monthly.sentence);
    gathering.replace('ways.in_time.open.to', `${Number(span.from.slice(0, 4)) - 1}-12-31`, period.sentence, false);
  }
}

const AFTER_THE_PERIOD = /未在(?:规定|集中)|错过|超过(?:规定|集中)/;

/** A day of a table after the last one on which nobody is late. */
const dayAfterEnd = (end: Period): string =>
  end.to?.startsWith('at latest') ? 'extension > next_day' : dayAfter(end.to ?? '');

function addLate(late: Part<'late'>[], end: Period | null, gathering: Gathering): void {
  if (late.length === 0) return;
  const isGeneral = ({ from, who, others, amount }: LatePhase): boolean =>
    from === null && who === null && !others && amount === undefined;
  const phases = late.filter(({ finding }) => finding.phase.from !== null);
  const kept = late.filter(({ finding }) => finding.phase.who !== null);
  const others = late.filter(({ finding }) => finding.phase.others && finding.phase.who === null);
  const general = late.filter(({ finding }) => isGeneral(finding.phase));
  const ways: [string, Part<'late'>[]][] =
    phases.length > 0
      ? phases.map((one, index) => [phases.length === 1 ? 'late' : `late_${index + 1}`, [one]])
      : kept.length > 0
        ? [
            ['late_kept', kept],
            ...(others.length > 0 ? [['late_other', others] satisfies [string, Part<'late'>[]]] : []),
          ]
        : [['late', others]];
  const anyBoth = phases.some(({ finding }) => finding.phase.cost === 'both');
  for (const [name, own] of ways) {
    const way = `ways.${name}`;
    const said = [...own, ...general];
    const [first] = said;
    if (first === undefined) continue;
    gathering.add(`${way}.kind`, 'late', first.sentence);
    for (const { finding, sentence } of said) {
      const { from, to, who, amount, cost, wait, begins } = finding.phase;
      if (from !== null) gathering.add(`${way}.open.from`, from, sentence);
      if (to !== null) gathering.add(`${way}.open.to`, to, sentence);
      if (who !== null) gathering.add(`${way}.who`, who, sentence);
      const price = costOf(amount, gathering) ?? cost ?? (from !== null && anyBoth ? 'individual' : undefined);
      if (price !== undefined) gathering.add(`${way}.cost`, price, sentence, price === cost || price === amount);
      if (wait !== undefined) gathering.add(`${way}.wait`, wait, sentence);
      if (begins !== undefined) gathering.add(`${way}.begins`, begins, sentence);
    }
    if (gathering.has(`${way}.open.from`)) continue;
    if (end) gathering.add(`${way}.open.from`, dayAfterEnd(end), end.sentence, false);
    else if (said.some(({ sentence }) => AFTER_THE_PERIOD.test(sentence.text))) {
      gathering.add(`${way}.open.from`, 'in_time > next_day', first.sentence, false);
    }
  }
}

const LATE_WAYS = ['late_kept', 'late_other', 'late'];

/**
 * A price that hangs on an event, where the first day hangs on something else: a way for each of both. The ways of the
 * event stand ahead.
 */
function crossWithLate(gathering: Gathering): void {
  const who = gathering.best('ways.event.who');
  const cost = gathering.best('ways.event.cost');
  if (!who || !cost) return;
  const late = LATE_WAYS.filter((name) => gathering.has(`ways.${name}.kind`));
  if (late.length === 0) return;
  for (const field of ['kind', 'who', 'cost']) gathering.drop(`ways.event.${field}`);
  for (const name of late) {
    const way = `ways.${name.replace('late', 'event')}`;
    const own = gathering.best(`ways.${name}.who`);
    gathering.add(`${way}.kind`, 'late', who.sentence);
    gathering.add(`${way}.who`, own ? { all: [own.value, who.value] } : who.value, who.sentence);
    gathering.add(`${way}.cost`, cost.value, cost.sentence);
    for (const field of ['open.from', 'open.to', 'wait', 'begins']) {
      const taken = gathering.best(`ways.${name}.${field}`);
      if (taken) gathering.add(`${way}.${field}`, taken.value, taken.sentence, taken.sureness !== 'likely');
    }
  }
}

/**
 * What an amount of a late phase is: one of the shares, where the text has them; else the amount itself, which everybody
 * can be told. What is the standard of some of several groups only is nothing that all of them pay.
 */
function costOf(amount: string | undefined, gathering: Gathering): string | undefined {
  if (amount === undefined) return undefined;
  const individual = gathering.valuesOf(/^contribution\.\d+\.individual$/).map(sumOf);
  const [first, ...more] = individual;
  if (first === undefined || (more.length > 0 && individual.includes(Number(amount)))) return undefined;
  if (more.length > 0) return amount;
  if (Number(amount) === first) return 'individual';
  return Number(amount) === first + sumOf(gathering.best('contribution.0.subsidy')?.value) ? 'both' : amount;
}

function addWays(ways: Part<'way'>[], period: Period | null, gathering: Gathering): void {
  const counts = ways.some(
    ({ finding }) => finding.field === 'open.to' && String(finding.value).endsWith('counting the first'),
  );
  for (const { finding, sentence } of ways) {
    const { way, field, value } = finding;
    gathering.add(`ways.${way}.${field}`, resolved(value, period, counts), sentence);
  }
}

/**
 * 新生儿 of a notice for a year are those who are born in it, and in the year before where it says what these pay; of a
 * window behind the birth, infants of any year.
 */
function nameNewborns(gathering: Gathering): void {
  const before = bornIn(gathering.best('ways.newborn_next.who')?.value);
  for (const way of ['ways.newborn', 'ways.newborn_later']) {
    const said = gathering.best(`${way}.kind`) ?? gathering.best(`${way}.begins`);
    if (!said || gathering.has(`${way}.who`)) continue;
    const isByAge = String(gathering.best(`${way}.open.to`)?.value).startsWith('birth +');
    const born =
      before === null ? { born: 'year' } : { born: { ...before, to: `${Number(before.to.slice(0, 4)) + 1}-12-31` } };
    gathering.add(`${way}.who`, isByAge ? { age: { under: 1 } } : born, said.sentence, false);
  }
}

/** Who pays nothing in the year of his birth is registered in it: no text that frees that year means another time. */
function openBirthYear(gathering: Gathering): void {
  const free = gathering.best('ways.newborn.cost');
  if (free?.value !== 'none' || gathering.has('ways.newborn.open.from') || gathering.has('ways.newborn.open.to'))
    return;
  const ofOneYear = JSON.stringify(gathering.best('ways.newborn.who')?.value ?? '').includes('"born":"year"');
  const [from, to] = ofOneYear ? ['year_start', 'year_end'] : ['birth', 'birth_year_end'];
  gathering.add('ways.newborn.open.from', from, free.sentence, false);
  gathering.add('ways.newborn.open.to', to, free.sentence, false);
}

/** The year of which births are, as its two ends. */
function bornIn(who: Json | undefined): { from: string; to: string } | null {
  const match = /^\{"born":\{"from":"(20\d{2}-01-01)","to":"(20\d{2}-12-31)"\}\}$/.exec(JSON.stringify(who ?? null));
  return match === null ? null : { from: match[1] ?? '', to: match[2] ?? '' };
}

/** 新增困难群体 are those whom the text calls so, recognised after the days on which everybody pays. */
function nameNewlyAided(called: Part<'called_aided'>[], end: Period | null, gathering: Gathering): void {
  const [first] = called;
  const cost = gathering.best('ways.new_aided.cost');
  if (!first || !cost || gathering.has('ways.new_aided.who') || !end?.to || !isDate(end.to)) return;
  const from = dayAfter(end.to);
  gathering.add('ways.new_aided.who', { ...first.finding.who, recognised: { from } }, first.sentence, false);
  gathering.add('ways.new_aided.open.from', from, cost.sentence, false);
}
const isDate = (day: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(day);

const AFTER = /^birth \+ (\d{1,3}) days > after$/;

/** A day that hangs on another sentence: after the ordinary period, or after the window of newborns. */
function resolved(value: Json, period: Period | null, counts: boolean): Json {
  if (value === 'in_time > next_day' && period?.to) return dayAfter(period.to);
  if (value === 'in_time' && period?.to) return period.to;
  const after = typeof value === 'string' ? AFTER.exec(value) : null;
  if (after === null) return value;
  return `birth + ${Number(after[1]) + (counts ? 0 : 1)} days`;
}

function addWaysOut(out: Part<'way_out'>[], period: Period | null, gathering: Gathering): void {
  out.forEach(({ finding, sentence }, index) => {
    gathering.add(`ways_out.${index}.ground`, finding.ground, sentence);
    for (const [field, value] of Object.entries(finding.set)) {
      gathering.add(`ways_out.${index}.${field}`, resolved(value, period, false), sentence);
    }
  });
}

/** Who pays after the period, or is refunded in it, does so by one that the text speaks of, whether it says its days or not. */
function namePeriod(late: Part<'late'>[], gathering: Gathering): void {
  const [by] = gathering.hangingOn('in_time');
  if (by === undefined || gathering.has('ways.in_time.kind')) return;
  const naming = late.find(({ sentence }) => AFTER_THE_PERIOD.test(sentence.text));
  gathering.add('ways.in_time.kind', 'in_time', (naming ?? by).sentence, false);
}

function addTable(values: Part<'table'>[], gathering: Gathering): void {
  const entries: string[] = [];
  for (const { finding, sentence } of values) {
    if (!finding.field.endsWith('+')) {
      gathering.add(finding.field, finding.value, sentence);
      continue;
    }
    // One office that is said to have two numbers is one entry.
    const key = JSON.stringify(finding.value, (name, one) => (name === 'phone' ? undefined : one));
    if (!entries.includes(key)) entries.push(key);
    gathering.add(`${finding.field.slice(0, -1)}.${entries.indexOf(key)}`, finding.value, sentence);
  }
}
