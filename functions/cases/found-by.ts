/** Under which keyed hashes a case is listed: of its person, and of a newborn's parent too, who is the one that phones. */
import type { Case } from './case.ts';
import type { CaseBase } from './case-base.ts';

type FoundUnder = NonNullable<CaseBase['person']['foundBy']>;

export function foundByOf(found: Case): FoundUnder {
  const ofParent = found.kind === 'newborn' ? (found.parent.foundBy ?? []) : [];
  return [...(found.person.foundBy ?? []), ...ofParent];
}
