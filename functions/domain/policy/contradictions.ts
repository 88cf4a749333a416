/** What a table may not say although each value for itself is well-formed: dates that overlap or leave gaps. */
import { addDays, type LocalDate } from '../calendar.ts';
import type { PolicyTable } from '../policy.ts';

export interface Contradiction {
  path: (string | number)[];
  message: string;
}

export function findContradictions(table: PolicyTable): Contradiction[] {
  return [...periodContradictions(table), ...latePhases(table), ...ageOverlaps(table), ...aidContradictions(table)];
}

function periodContradictions({ period, extension, late }: PolicyTable): Contradiction[] {
  const found: Contradiction[] = [];
  const after = (path: string[], date: LocalDate | null, before: LocalDate | null): void => {
    if (date !== null && before !== null && date <= before) {
      found.push({ path: [...path, 'value'], message: `expected a day after ${before}, got ${date}` });
    }
  };
  const lastDay = extension?.end.value ?? period.end.value;
  after(['period', 'end'], period.end.value, period.start.value);
  after(['extension', 'end'], extension?.end.value ?? null, period.end.value);
  after(['late', 'end'], late.end.value, late.start.value ?? lastDay);
  if (late.start.value !== null && lastDay !== null && late.start.value !== addDays(lastDay, 1)) {
    const message = `expected ${addDays(lastDay, 1)}, the day after the period: no gap, no overlap`;
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
        message: 'expected a last day in every phase but the last, and null there: no gap, no overlap',
      });
    }
    const before = late.phases[index - 1]?.until?.value;
    if (before && phase.until?.value && phase.until.value <= before) {
      found.push({ path, message: `expected a day after ${before}` });
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
      });
    }
    for (const category of line.covers) {
      const other = seen.get(category);
      if (other !== undefined) {
        found.push({
          path: ['aid', 'lines', name, 'covers'],
          message: `expected a category that ${other} does not cover`,
        });
      }
      seen.set(category, name);
    }
  }
  return found;
}
