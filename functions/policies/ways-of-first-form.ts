/**
 * A table of the first form written as ways in, to begin the next year's table from it. It says the same as far as both forms
 * have words for it; every value is a proposal there, so an officer sees each of them beside the new notice.
 */
import { addDays, localDate } from '../domain/calendar.ts';
import type { Json, JsonObject } from '../domain/policy.ts';
import { isMapping } from './layers.ts';

const HEAD = ['region', 'name', 'coverageYear', 'inForceFrom', 'revision', 'why', 'documents', 'clauses'];
const FIRST_YEAR_OF_THE_NATIONAL_WAIT = 2025;

export function waysOfFirstForm(table: JsonObject): JsonObject {
  const year = Number(table.coverageYear);
  const packs = ['national_refunds', 'usual_readings'];
  return given({
    ...Object.fromEntries(HEAD.map((key) => [key, table[key]])),
    take: year >= FIRST_YEAR_OF_THE_NATIONAL_WAIT ? ['national_wait', ...packs] : packs,
    contribution: contributionOf(part(table, 'contribution'), table),
    aid: aidOf(part(table, 'aid'), table),
    ways: { ...newbornWays(table), ...specialWays(table), ...periodWays(table), ...lateWays(table) },
    otherwise: 'closed @R-no-other-way',
    wait: waitOf(part(table, 'wait'), table),
    ends: said(table.benefitEnd, table, () => 'year_end'),
    refund: section(table.refund, table),
    student: section(table.student, table),
    newborn: section(pick(part(table, 'newborn'), ['registrationRequired', 'remindDaysBefore']), table),
    notice: section(table.notice, table),
  });
}

const part = (node: JsonObject, key: string): JsonObject => (isMapping(node[key]) ? node[key] : {});

/** Without what there is not. */
const given = (node: { [key: string]: Json | undefined }): JsonObject => {
  const found: JsonObject = {};
  for (const [key, one] of Object.entries(node)) if (one !== undefined) found[key] = one;
  return found;
};

const pick = (node: JsonObject, keys: readonly string[]): JsonObject =>
  given(Object.fromEntries(keys.map((key) => [key, node[key]])));

/** Silence stays silence; what a pack says is not said again. */
function said(
  node: Json | undefined,
  table: JsonObject,
  word: (value: Json) => Json = (value) => value,
): Json | undefined {
  if (!isMapping(node) || node.standing === undefined) return undefined;
  if (node.standing === 'silent') return { silent: node.note ?? '通知没有说明' };
  if (node.standing === 'national' || node.value === undefined) return undefined;
  const by = cited(node, table);
  const value = word(node.value);
  return typeof value === 'object' && value !== null ? { value, by } : `${String(value)} @${by}`;
}

/** The clause, and whether it is a reading of the table's own sentence. */
function cited({ clause, standing }: JsonObject, { clauses }: JsonObject): string {
  const own = isMapping(clauses) && Object.hasOwn(clauses, String(clause));
  return `${String(clause)}${own && standing === 'adopted' ? ' adopted' : ''}`;
}

const valueIn = (node: Json | undefined): Json => (isMapping(node) ? (node.value ?? null) : null);
const isSilent = (node: Json | undefined): boolean => !isMapping(node) || node.standing === 'silent';

/** Values of papers and desks, in the short notation. */
function section(node: Json | undefined, table: JsonObject): Json | undefined {
  if (node === undefined || node === null) return undefined;
  if (Array.isArray(node)) return node.map((one) => section(one, table) ?? null);
  if (!isMapping(node)) return node;
  if (node.standing !== undefined) return said(node, table);
  return given(Object.fromEntries(Object.entries(node).map(([key, one]) => [key, section(one, table)])));
}

function contributionOf(contribution: JsonObject, table: JsonObject): Json {
  const lines = Object.values(part(contribution, 'standards')).flatMap((one): Json[] => {
    if (!isMapping(one)) return [];
    const groups = (Array.isArray(one.for) ? one.for : []).filter(isMapping).map(groupOf);
    const everybody = groups.some((group) => Object.keys(group).length === 0);
    const [only] = groups;
    return [
      given({
        name: one.name,
        who: everybody || !only ? undefined : groups.length === 1 ? only : { any: groups },
        individual: said(one.individual, table),
        subsidy: said(one.subsidy, table),
      }),
    ];
  });
  const monthly = valueIn(contribution.unit) === 'month';
  if (!monthly && contribution.places !== 3) return lines;
  return given({ per: said(contribution.unit, table), places: contribution.places, lines });
}

const groupOf = ({ tier, student, ageFrom, ageUpTo }: JsonObject): JsonObject =>
  given({
    tier,
    schooling: student === true ? ['school', 'vocational', 'college'] : student === false ? 'none' : undefined,
    age:
      ageFrom === undefined && ageUpTo === undefined
        ? undefined
        : given({ from: ageFrom, under: ageUpTo === undefined ? undefined : Number(ageUpTo) + 1 }),
  });

function aidOf(aid: JsonObject, table: JsonObject): JsonObject {
  const lines = Object.values(part(aid, 'lines')).flatMap((one): Json[] => {
    if (!isMapping(one)) return [];
    const requires = part(one, 'requires');
    const covers = Array.isArray(one.covers) ? one.covers : [];
    const conditions = conditionsOf(requires, table);
    const who: JsonObject = { category: covers };
    return [
      given({
        name: one.name,
        who: conditions.length === 0 ? who : { all: [who, ...conditions] },
        pays: said(one.selfPay, table),
        payer: said(one.payer, table),
        list_from: said(one.listFrom, table),
        mode: one.paymentMode === 'by_agency' ? 'by_agency' : undefined,
      }),
    ];
  });
  return given({
    several: said(aid.several, table),
    others: said(aid.unlisted, table, () => 'none'),
    ordinary_forecloses: said(aid.ordinaryForecloses, table),
    lines,
  });
}

function conditionsOf(requires: JsonObject, table: JsonObject): JsonObject[] {
  const { grades, certificateHeldBy, newCertificate, age } = requires;
  const found: JsonObject[] = [];
  if (isMapping(grades)) found.push({ disability: { grade: valueIn(grades) }, by: cited(grades, table) });
  if (isMapping(certificateHeldBy)) {
    const by = cited(certificateHeldBy, table);
    found.push({ date: 'certificate_issued', in: { to: valueIn(certificateHeldBy) }, by });
    if (isMapping(newCertificate)) {
      const before = { date: 'certificate_issued', in: { to: `${Number(newCertificate.year) - 1}-12-31` } };
      const assessed = { date: 'assessed', in: { to: valueIn(newCertificate.assessedBy) } };
      found.push({ any: [before, assessed], by });
    }
  }
  const ages = valueIn(age);
  if (isMapping(age) && isMapping(ages)) {
    const either: JsonObject[] = [{ age: { from: ages.from ?? 0 } }, { age: { under: Number(ages.orUpTo) + 1 } }];
    found.push({ any: either, by: cited(age, table) });
  }
  return found;
}

interface Ends {
  from: Json;
  to: Json;
  by: string | undefined;
}

const dayAfter = (day: Json): string => addDays(localDate(String(day)), 1);

const monthlyOf = (window: Json | undefined, table: JsonObject): Json | undefined => {
  const days = valueIn(window);
  if (!isMapping(days) || !isMapping(window)) return undefined;
  return { value: [{ days: [days.fromDay ?? 1, days.toDay ?? 31] }], by: cited(window, table) };
};

/** The time to pay of everybody; from New Year on benefits may begin otherwise. */
function periodWays(table: JsonObject): JsonObject {
  const { period, extension } = { period: part(table, 'period'), extension: table.extension };
  const starts = part(table, 'benefitStart');
  const year = Number(table.coverageYear);
  const end = valueIn(period.end);
  const open = (from: Json | undefined, to: Json | undefined): JsonObject =>
    given({
      from: from ?? 'silent',
      to: to ?? 'silent',
      monthly: monthlyOf(period.monthlyWindow, table),
      precision: period.startPrecision === 'third_of_month' ? 'third_of_month' : undefined,
      holidays: valueIn(period.rollOver) === false ? `not_moved @${cited(part(period, 'rollOver'), table)}` : undefined,
    });
  const start = said(period.start, table);
  const before = said(starts.paidBeforeYear, table, () => 'year_start');
  const inYear = said(starts.paidInYear, table, (rule) => (rule === 'january_1' ? 'year_start' : 'payment'));
  if (period.kind === 'year_round') {
    const begins = said(starts.yearRound, table, (rule) =>
      rule === 'payment_day' ? 'payment' : 'payment > next_month',
    );
    return {
      all_year: given({ kind: 'anytime', open: open(start, said(period.end, table)), cost: 'individual', begins }),
    };
  }
  const ways: JsonObject = {};
  if (typeof end === 'string' && end > `${year}-01-01`) {
    const by = cited(part(period, 'end'), table);
    ways.in_time = given({
      kind: 'in_time',
      open: open(start, `${year - 1}-12-31 @${by}`),
      cost: 'individual',
      begins: before,
    });
    ways.january = given({
      kind: 'in_time',
      open: open(`${year}-01-01 @${by}`, said(period.end, table)),
      cost: 'individual',
      begins: inYear ?? 'silent',
    });
  } else {
    ways.in_time = given({
      kind: 'in_time',
      open: open(start, said(period.end, table)),
      cost: 'individual',
      begins: before,
    });
  }
  if (isMapping(extension) && typeof end === 'string') {
    const by = cited(part(extension, 'end'), table);
    ways.extension = given({
      kind: 'extension',
      open: given({
        from: `${dayAfter(end)} @${by}`,
        to: said(extension.end, table),
        monthly: monthlyOf(extension.monthlyWindow, table),
      }),
      cost: 'individual',
      begins: said(starts.paidInExtension, table, () => 'year_start'),
    });
  }
  return ways;
}

/** The last day of the period or its extension. */
function lastDay(table: JsonObject): { day: string; by: string } | null {
  const end = isMapping(table.extension) ? table.extension.end : part(table, 'period').end;
  const day = valueIn(end);
  return typeof day === 'string' && isMapping(end) ? { day, by: cited(end, table) } : null;
}

function lateWays(table: JsonObject): JsonObject {
  const late = part(table, 'late');
  const begins = said(part(table, 'benefitStart').waitAnchor, table, () => 'payment + wait');
  const last = lastDay(table);
  let from: Json = said(late.start, table) ?? 'silent';
  if (last && isSilent(late.start)) from = `${dayAfter(last.day)} @${last.by}`;
  const phases = (Array.isArray(late.phases) ? late.phases : []).filter(isMapping);
  const ways: JsonObject = {};
  for (const [index, phase] of phases.entries()) {
    const isLast = index === phases.length - 1;
    const to = isLast ? (said(late.end, table) ?? 'silent') : (said(phase.until, table) ?? 'silent');
    const name = phases.length === 1 ? 'late' : `late_${index + 1}`;
    ways[name] = given({
      kind: 'late',
      open: { from, to },
      allowed: valueIn(late.allowed) === true ? undefined : (said(late.allowed, table) ?? 'silent'),
      cost: said(phase.subsidyCharged, table, (charged) => (charged === true ? 'both' : 'individual')),
      aid: valueIn(late.aided) === 'as_others' ? 'none' : undefined,
      wait: 'table',
      begins,
    });
    const until = valueIn(phase.until);
    if (typeof until === 'string') from = `${dayAfter(until)} @${cited(part(phase, 'until'), table)}`;
  }
  const exempt = part(part(table, 'wait'), 'exemptCategories');
  const categories = valueIn(exempt);
  if (!Array.isArray(categories)) return ways;
  const free = `none @${cited(exempt, table)}`;
  const exempted = Object.keys({ ...periodWays(table), ...ways }).map((name): [string, Json] => [
    `${name}_exempt`,
    given({
      like: name,
      who: { category: categories },
      wait: free,
      begins: name.startsWith('late') ? 'silent' : undefined,
    }),
  ]);
  return { ...ways, ...Object.fromEntries(exempted) };
}

const EVENT_OF_SCHEME: Readonly<Record<string, string>> = {
  employee: 'left_employee_scheme',
  military: 'discharged',
  military_spouse: 'accompanying_spouse',
  prison: 'released',
  other: 'other',
};

/** After leaving another scheme, and of who was recognised after the period. */
function specialWays(table: JsonObject): JsonObject {
  const ways: JsonObject = {};
  const [exit, late, last] = [part(table, 'exit'), part(table, 'late'), lastDay(table)];
  const months = valueIn(exit.withinMonths);
  if (typeof months === 'number' && last) {
    const events = (node: Json | undefined): string[] => {
      const list = valueIn(node);
      return Array.isArray(list) ? list.map((scheme) => EVENT_OF_SCHEME[String(scheme)] ?? 'other') : [];
    };
    const inYear = events(exit.sameYearSchemes);
    const others = events(exit.schemes).filter((event) => !inYear.includes(event));
    const any: JsonObject[] = [
      ...(others.length > 0 ? [{ event: others }] : []),
      ...(inYear.length > 0 ? [{ event: inYear, in: 'year' }] : []),
    ];
    ways.exit = given({
      kind: 'late',
      who: { any, and_the_like: true },
      open: { from: dayAfter(last.day), to: `event + ${months} months` },
      cost: said(exit.subsidyCharged, table, (charged) => (charged === true ? 'both' : 'individual')),
      aid: 'applies',
      wait: 'none',
      begins: said(exit.benefitStart, table, () => 'payment > next_day'),
      by: cited(part(exit, 'withinMonths'), table),
    });
  }
  const recognised = part(late, 'newlyRecognised');
  const categories = valueIn(recognised.categories);
  if (Array.isArray(categories) && last) {
    const payer = valueIn(recognised.subsidyPayer);
    ways.new_aided = given({
      kind: 'late',
      who: { category: categories, recognised: { from: dayAfter(last.day) } },
      open: { from: dayAfter(last.day) },
      cost: given({ individual: 'person', subsidy: payer ?? undefined }),
      aid: 'applies',
      wait: 'none',
      begins: 'silent',
      by: cited(part(recognised, 'categories'), table),
    });
  }
  const rule = valueIn(late.aided);
  if (last && (rule === 'individual_share_only' || rule === 'aided_and_subsidy')) {
    const exempt = part(part(table, 'wait'), 'exemptCategories');
    const free = valueIn(exempt);
    // Who does not wait stands ahead; from when such people are covered the first form does not say.
    if (Array.isArray(free)) {
      const wait = `none @${cited(exempt, table)}`;
      ways.late_aided_exempt = { like: 'late_aided', who: { category: free }, wait, begins: 'silent' };
    }
    ways.late_aided = given({
      kind: 'late',
      who: { category: 'any_aided' },
      open: { from: dayAfter(last.day) },
      cost: rule === 'aided_and_subsidy' ? 'both' : 'individual',
      aid: 'applies',
      wait: 'table',
      begins: said(part(table, 'benefitStart').waitAnchor, table, () => 'payment + wait'),
      by: cited(part(late, 'aided'), table),
    });
  }
  return ways;
}

function newbornWays(table: JsonObject): JsonObject {
  const newborn = part(table, 'newborn');
  const bornIn = valueIn(newborn.bornIn);
  const months = valueIn(newborn.windowMonths);
  const free = valueIn(newborn.birthYearContribution) === '0.00';
  const ways: JsonObject = {};
  const born: Json = typeof bornIn === 'number' ? { from: `${bornIn}-01-01`, to: `${bornIn}-12-31` } : 'year';
  const ends: Ends = {
    from: 'birth',
    to: typeof months === 'number' ? `birth + ${months} months` : 'birth_year_end',
    by: clauseOf(newborn.windowMonths, table) ?? clauseOf(newborn.birthYearContribution, table),
  };
  if (ends.by !== undefined) {
    ways.newborn = given({
      kind: 'anytime',
      who: { born },
      open: { from: ends.from, to: ends.to },
      years: ['birth_year'],
      cost: free ? 'none' : 'individual',
      begins: said(newborn.benefitStart, table),
      by: ends.by,
    });
  }
  const deadline = said(newborn.nextYearDeadline, table);
  const isDated = typeof valueIn(newborn.nextYearDeadline) === 'string';
  if (isDated && deadline !== undefined) {
    const from = said(part(table, 'period').start, table) ?? 'silent';
    const [years, cost] = [[Number(table.coverageYear)], 'individual'];
    ways.newborn_next = { kind: 'in_time', who: { born }, open: { from, to: deadline }, years, cost };
  }
  return ways;
}

const clauseOf = (node: Json | undefined, table: JsonObject): string | undefined =>
  isMapping(node) && node.standing !== 'silent' && node.clause !== undefined ? cited(node, table) : undefined;

function waitOf(wait: JsonObject, table: JsonObject): JsonObject | undefined {
  const atLeast = valueIn(wait.isMinimum) === true ? 'at least ' : '';
  const counts = (value: Json): string => (value === true ? 'counts' : 'free');
  const found = given({
    fixed: said(wait.fixedMonths, table, (months) => `${atLeast}${String(months)} months`),
    more: said(wait.monthsPerLapsedYear, table, (months) => `${String(months)} months`),
    first_lapsed_year: said(wait.firstLapsedYearCounts, table, counts),
    years_before: said(wait.lapsedBeforeCounts, table, (value) => (value === true ? 'count' : 'free')),
    from_year: said(wait.lapsedCountFrom, table),
    not_continuous: said(wait.inPeriodIfNotContinuous, table, (value) => (value === true ? 'waits' : 'free')),
    newborn: said(wait.newbornExempt, table, (value) => (value === true ? 'free' : 'waits')),
  });
  return Object.keys(found).length === 0 ? undefined : found;
}
