/** Under which keyed hashes a case is listed: of its person, and of a newborn's parent too, who is the one that phones. */
import { createHash } from 'node:crypto';
import type { Case } from './case.ts';
import type { CaseBase } from './case-base.ts';

type FoundUnder = NonNullable<CaseBase['person']['foundBy']>;

export function foundByOf(found: Case): FoundUnder {
  const ofParent = found.kind === 'newborn' ? [...(found.parent.foundBy ?? []), asChildOf(found.parent.ref)] : [];
  return [...(found.person.foundBy ?? []), ...ofParent];
}

/** Under which the cases of a parent's children are listed; the reference is a keyed hash itself. */
export const childrenKey = (parentRef: string): string =>
  createHash('sha256').update(`children of ${parentRef}`).digest('base64url');

export const asChildOf = (parentRef: string): FoundUnder[number] => ({ key: childrenKey(parentRef), also: [] });
