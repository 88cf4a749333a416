/** Which backups stay: of the last 14 days all, of the last 8 weeks and 12 months the last of each, and the newest ever. */
import { DateTime } from 'luxon';
import { takenAt } from './sealed-backup.ts';

const DAYS = 14;
const WEEKS = 8;
const MONTHS = 12;

/** @param names of whole backups @returns those that may go */
export function backupsToDelete(names: readonly string[], now: number): string[] {
  const today = DateTime.fromMillis(now, { zone: 'Asia/Shanghai' });
  const sorted = names.toSorted().reverse();
  const stay = new Set(sorted.slice(0, 1));
  const seen = new Set<string>();
  for (const name of sorted) {
    const day = DateTime.fromMillis(takenAt(name), { zone: 'Asia/Shanghai' });
    const age = today.diff(day);
    if (age.as('days') < DAYS) stay.add(name);
    // The first that is seen of each is the last that was taken.
    const periods = [
      ...(age.as('weeks') < WEEKS ? [day.toFormat("kkkk-'W'WW")] : []),
      ...(age.as('months') < MONTHS ? [day.toFormat('yyyy-MM')] : []),
    ];
    for (const period of periods) {
      if (seen.has(period)) continue;
      seen.add(period);
      stay.add(name);
    }
  }
  return sorted.filter((name) => !stay.has(name)).reverse();
}
