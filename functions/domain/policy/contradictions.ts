/** What a table may not say although each value for itself is well-formed: dates that overlap or leave gaps. */
import { addDays, type LocalDate } from '../calendar.ts';
import type { PolicyTable } from '../policy.ts';

export interface Contradiction {
  path: (string | number)[];
  message: string;
  /** The same for a desk. */
  says: string;
}

export function findContradictions(table: PolicyTable): Contradiction[] {
  return [...periodContradictions(table), ...latePhases(table), ...ageOverlaps(table), ...aidContradictions(table)];
}

function periodContradictions({ period, extension, late }: PolicyTable): Contradiction[] {
  const found: Contradiction[] = [];
  const after = (path: string[], date: LocalDate | null, before: LocalDate | null): void => {
    if (date !== null && before !== null && date <= before) {
      found.push({
        path: [...path, 'value'],
        message: `expected a day after ${before}, got ${date}`,
        says: `应晚于 ${before}`,
      });
    }
  };
  const lastDay = extension?.end.value ?? period.end.value;
  after(['period', 'end'], period.end.value, period.start.value);
  after(['extension', 'end'], extension?.end.value ?? null, period.end.value);
  after(['late', 'end'], late.end.value, late.start.value ?? lastDay);
  if (late.start.value !== null && lastDay !== null && late.start.value !== addDays(lastDay, 1)) {
    const message = `expected ${addDays(lastDay, 1)}, the day after the period: no gap, no overlap`;
    const says = `应为 ${addDays(lastDay, 1)},即缴费期结束的次日:不重叠,不留空档`;
    found.push({ path: ['late', 'start', 'value'], message, says });
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
        message: 'expected a last day in every phase but the last, and null there: no gap, no overlap',
        says: '除最后一段外,每段都应有最后一天:不重叠,不留空档',
      });
    }
    const before = late.phases[index - 1]?.until?.value;
    if (before && phase.until?.value && phase.until.value <= before) {
      found.push({ path, message: `expected a day after ${before}`, says: `应晚于 ${before}` });
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
        message: `expected ages that ${band.name} (${band.ageFrom}–${band.ageUpTo}) does not cover`,
        says: `年龄段与 ${band.name}(${band.ageFrom}–${band.ageUpTo} 岁)重叠`,
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
        message: 'expected no more than the contribution itself',
        says: '个人缴纳部分不应高于个人缴费标准',
      });
    }
    for (const category of line.covers) {
      const other = seen.get(category);
      if (other !== undefined) {
        found.push({
          path: ['aid', 'lines', name, 'covers'],
          message: `expected a category that ${other} does not cover`,
          says: `这一类人员已在 ${other} 中规定`,
        });
      }
      seen.set(category, name);
    }
  }
  return found;
}
