/** Which version of a table decides: the latest that was in force on the date; before the first, the first. */
import type { LocalDate } from '../calendar.ts';
import { isInFirstForm, type PolicyVersion } from '../policy.ts';

/** Null only if there is no version at all. */
export function versionInForce(versions: readonly PolicyVersion[], on: LocalDate): PolicyVersion | null {
  const sorted = inOrder(versions);
  return sorted.filter(({ table }) => table.inForceFrom <= on).at(-1) ?? sorted[0] ?? null;
}

/** By day in force and revision. */
export const inOrder = (versions: readonly PolicyVersion[]): PolicyVersion[] =>
  [...versions].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));

/** Of two forms under one day and revision, which only older code can have published, the newer one follows. */
const sortKey = ({ table }: PolicyVersion): string =>
  `${table.inForceFrom}#${String(table.revision).padStart(4, '0')}#${isInFirstForm(table) ? 1 : 2}`;
