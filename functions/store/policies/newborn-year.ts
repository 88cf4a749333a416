import { type LocalDate, yearOf } from '../../domain/calendar.ts';
import type { PolicyStore } from './policy-store.ts';

/**
 * The coverage year whose table decides for a child: the next year's has the newborns of the year before; a window
 * after birth may stand in the birth year's. Null where the region has neither.
 */
export async function findNewbornYear(
  policies: Pick<PolicyStore, 'versions'>,
  region: string,
  bornOn: LocalDate,
): Promise<number | null> {
  const birthYear = yearOf(bornOn);
  for (const year of [birthYear + 1, birthYear]) {
    if ((await policies.versions(region, year)).length > 0) return year;
  }
  return null;
}
