/**
 * Whose table decides for a newborn: the birth year's comes first, whatever tables were published later. The next year's
 * decides only for births that it names by their year, from its first day on, or where the birth year has no table.
 */
import { type LocalDate, yearOf } from '../calendar.ts';
import { versionInForce } from '../policy/version-in-force.ts';
import type { PolicyVersion } from '../policy.ts';
import { buysYearOf, lastDayFor, waysForBirth } from './assess.ts';

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
  return knowsMore(next, own, bornOn) ? next : own;
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
  const next = versionInForce(published.ofNextYear, paidOn);
  if (!found) return null;
  const days = waysForBirth(found, bornOn).map((way) => lastDayFor(way, bornOn, found.table.coverageYear, undefined));
  const isPast = days.length > 0 && days.every((day) => day !== null && day < paidOn);
  const isAnybody = yearOf(paidOn) > yearOf(bornOn) && isPast;
  const isForNextYear = forYears ? forYears.every((year) => year > yearOf(bornOn)) : isAnybody;
  return isForNextYear && next && next.table.inForceFrom <= paidOn ? next : found;
}

/** The next year's table says all that the birth year's does of this birth, and of the year after it too. */
function knowsMore(next: PolicyVersion, own: PolicyVersion, bornOn: LocalDate): boolean {
  const [ofNext, ofOwn] = [waysForBirth(next, bornOn), waysForBirth(own, bornOn)];
  if (ofOwn.length === 0) return ofNext.length > 0;
  const buys = (ways: typeof ofOwn, year: number): boolean => ways.some((way) => buysYearOf(way, year, bornOn));
  const [birthYear, nextYear] = [yearOf(bornOn), yearOf(bornOn) + 1];
  return !buys(ofOwn, nextYear) && buys(ofNext, birthYear) && buys(ofNext, nextYear);
}
