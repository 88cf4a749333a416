import { type LocalDate, yearOf } from '../../domain/calendar.ts';
import { newbornTable } from '../../domain/newborn/choose-table.ts';
import type { PolicyStore } from './policy-store.ts';

/** The coverage year whose table decides for a child on a day. Null where the region has neither year's. */
export async function findNewbornYear(
  policies: Pick<PolicyStore, 'versions'>,
  region: string,
  bornOn: LocalDate,
  day: LocalDate,
): Promise<number | null> {
  const birthYear = yearOf(bornOn);
  const ofBirthYear = await policies.versions(region, birthYear);
  const ofNextYear = await policies.versions(region, birthYear + 1);
  return newbornTable({ ofBirthYear, ofNextYear }, bornOn, day)?.table.coverageYear ?? null;
}
