/** What a table may not say although each value for itself is well-formed: dates that overlap or leave gaps. */
import { addDays, type LocalDate } from '../calendar.ts';
import type { PolicyTable } from '../policy.ts';

export interface Contradiction {
  path: (string | number)[];
  /** A sentence in Chinese: what would be right. */
  message: string;
}

export function findContradictions(table: PolicyTable): Contradiction[] {
  return [
    ...periodContradictions(table),
    ...latePhases(table),
    ...windows(table),
    ...newbornRules(table),
    ...tooExact(table),
    ...ageOverlaps(table),
    ...aidContradictions(table),
  ];
}

/** Days of the month on which nothing could ever be paid. */
function windows({ period, extension }: PolicyTable): Contradiction[] {
  const found = [
    { path: ['period', 'monthlyWindow', 'value'], days: period.monthlyWindow?.value },
    { path: ['extension', 'monthlyWindow', 'value'], days: extension?.monthlyWindow?.value },
  ];
  return found
    .filter(({ days }) => days && days.fromDay > days.toDay)
    .map(({ path }) => ({ path, message: 'fromDay 应不晚于 toDay:从每月几日至几日' }));
}

/** Two rules for newborns that know nothing of each other: a table has one of them. */
function newbornRules({ newborn }: PolicyTable): Contradiction[] {
  if (newborn.windowMonths.value === null) return [];
  const names = ['birthYearContribution', 'nextYearDeadline', 'bornIn'] as const;
  const message =
    '新生儿的两种规定只填一种:出生后几个月内缴费的填 windowMonths,出生当年不缴费、次年按期缴费的填其余各项;另有登记期限的写在 note 中';
  return names.filter((name) => newborn[name].value !== null).map((name) => ({ path: ['newborn', name], message }));
}

/** Amounts have as many decimals as the region pays. */
function tooExact({ contribution, aid }: PolicyTable): Contradiction[] {
  if (contribution.places === 3) return [];
  const amounts = [
    ...Object.entries(contribution.standards).flatMap(([name, { individual, subsidy }]) => [
      { path: ['contribution', 'standards', name, 'individual', 'value'], amount: individual.value },
      { path: ['contribution', 'standards', name, 'subsidy', 'value'], amount: subsidy.value },
    ]),
    ...Object.entries(aid.lines).map(([name, { selfPay }]) => ({
      path: ['aid', 'lines', name, 'selfPay', 'value'],
      amount: selfPay.value,
    })),
  ];
  return amounts
    .filter(({ amount }) => amount !== null && amount % 10 !== 0)
    .map(({ path }) => ({ path, message: '金额至多两位小数;按三位小数收缴的地区写 places: 3' }));
}

function periodContradictions({ period, extension, late }: PolicyTable): Contradiction[] {
  const found: Contradiction[] = [];
  const after = (path: string[], date: LocalDate | null, before: LocalDate | null): void => {
    if (date !== null && before !== null && date <= before) {
      found.push({
        path: [...path, 'value'],
        message: `应晚于 ${before}`,
      });
    }
  };
  const lastDay = extension?.end.value ?? period.end.value;
  after(['period', 'end'], period.end.value, period.start.value);
  after(['extension', 'end'], extension?.end.value ?? null, period.end.value);
  after(['late', 'end'], late.end.value, late.start.value ?? lastDay);
  if (late.start.value !== null && lastDay !== null && late.start.value !== addDays(lastDay, 1)) {
    const message = `应为 ${addDays(lastDay, 1)},即缴费期最后一天(${lastDay})的次日:不重叠,不留空档;请核对两处日期`;
    found.push({ path: ['late', 'start', 'value'], message });
  }
  return found;
}

function latePhases({ late }: PolicyTable): Contradiction[] {
  const found: Contradiction[] = [];
  late.phases.forEach((phase, index) => {
    const path = ['late', 'phases', index, 'until'];
    if ((index === late.phases.length - 1) !== (phase.until === null)) {
      found.push({
        path,
        message: '除最后一段写 until: null 外,每段都应有最后一天:不重叠,不留空档',
      });
    }
    const before = late.phases[index - 1]?.until?.value;
    if (before && phase.until?.value && phase.until.value <= before) {
      found.push({ path, message: `应晚于 ${before}` });
    }
  });
  return found;
}

/** Two standards that differ by age alone may not cover the same age. */
function ageOverlaps({ contribution }: PolicyTable): Contradiction[] {
  const bands = Object.entries(contribution.standards).flatMap(([name, { for: groups }]) =>
    groups
      .filter(
        ({ tier, student, ageFrom, ageUpTo }) =>
          tier === undefined && student === undefined && (ageFrom ?? ageUpTo) !== undefined,
      )
      .map(({ ageFrom = 0, ageUpTo = 150 }) => ({ name, ageFrom, ageUpTo })),
  );
  return bands.flatMap((band, index) =>
    bands
      .slice(index + 1)
      .filter((other) => band.ageFrom <= other.ageUpTo && other.ageFrom <= band.ageUpTo)
      .map((other) => ({
        path: ['contribution', 'standards', other.name, 'for'],
        message: `年龄段与 ${band.name}(${band.ageFrom}–${band.ageUpTo} 岁)重叠`,
      })),
  );
}

/** Aid never exceeds the contribution, and a category has one line. */
function aidContradictions({ aid, contribution }: PolicyTable): Contradiction[] {
  const found: Contradiction[] = [];
  const highest = Math.max(...Object.values(contribution.standards).map(({ individual }) => individual.value ?? 0));
  const seen = new Map<string, string>();
  for (const [name, line] of Object.entries(aid.lines)) {
    if ((line.selfPay.value ?? 0) > highest) {
      found.push({
        path: ['aid', 'lines', name, 'selfPay', 'value'],
        message: '个人缴纳部分不应高于个人缴费标准',
      });
    }
    for (const category of line.covers) {
      const other = seen.get(category);
      if (other !== undefined) {
        found.push({
          path: ['aid', 'lines', name, 'covers'],
          message: `这一类人员已在 ${other} 中规定`,
        });
      }
      seen.set(category, name);
    }
  }
  return found;
}
