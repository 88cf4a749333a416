/**
 * Whose table decides for a newborn: the birth year's comes first, whatever tables were published later. The next year's
 * decides only for births that it names by their year, from its first day on, or where the birth year has no table.
 */
import { addMonths, type LocalDate, yearOf } from '../calendar.ts';
import { versionInForce } from '../policy/version-in-force.ts';
import type { PolicyVersion } from '../policy.ts';
import { mayBeFor } from '../ways/assess-newborn.ts';

interface Published {
  ofBirthYear: readonly PolicyVersion[];
  ofNextYear: readonly PolicyVersion[];
}

/** @param day of the question. Null where neither year has a table. */
export function newbornTable(
  { ofBirthYear, ofNextYear }: Published,
  bornOn: LocalDate,
  day: LocalDate,
): PolicyVersion | null {
  const own = versionInForce(ofBirthYear, day);
  const next = versionInForce(ofNextYear, day);
  if (!own || !next || next.table.inForceFrom > day) return own ?? next;
  if (own.table.rules !== null || next.table.rules !== null)
    return !speaksOf(own, bornOn) && speaksOf(next, bornOn) ? next : own;
  const named = next.table.newborn.bornIn.value === yearOf(bornOn);
  return named && own.table.newborn.windowMonths.standing === 'silent' ? next : own;
}

/**
 * Whose table decides for a payment: that of the year that it says to be for. Where it does not say, a child past its own
 * days is anybody, and pays in the new year for that year.
 * @param forYears the birth year, the next, or both; undefined where nothing is said
 */
export function tableOfPayment(
  published: Published,
  { bornOn, paidOn, forYears }: { bornOn: LocalDate; paidOn: LocalDate; forYears?: readonly number[] | undefined },
): PolicyVersion | null {
  const found = newbornTable(published, bornOn, paidOn);
  const months = found?.table.newborn.windowMonths.value ?? null;
  const isOver = months !== null && yearOf(paidOn) > yearOf(bornOn) && paidOn > addMonths(bornOn, months);
  const next = versionInForce(published.ofNextYear, paidOn);
  const isForNext = forYears ? forYears.every((year) => year > yearOf(bornOn)) : isOver;
  return isForNext && next && next.table.inForceFrom <= paidOn ? next : found;
}

/** Whether a table in the form of ways has one for a birth: of its own year, or named by dates. */
const speaksOf = ({ table: { rules, coverageYear } }: PolicyVersion, bornOn: LocalDate): boolean =>
  rules?.ways.some((way) => way.ofNewborns && mayBeFor(way, bornOn, coverageYear)) === true;
