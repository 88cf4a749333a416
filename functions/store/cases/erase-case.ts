/** A case without its person: what was decided, by which clauses and version, stays; who it was about does not. */

import { type Case, hasEnded } from '../../cases/case.ts';
import type { CaseChange } from '../../cases/changes.ts';
import { ERASED, NOBODY } from '../../cases/nobody.ts';
import { dateOfInstant } from '../../domain/calendar.ts';

export const isErased = ({ erasedOn }: Pick<Case, 'erasedOn'>): boolean => erasedOn !== undefined;

/** Why the person has to stay, or null. `others`: the cases of the same person. */
export function keptFor(found: Case, others: readonly Case[]): 'open' | 'hold' | 'open_case' | null {
  if (!hasEnded(found.state) || found.wait || found.pending) return 'open';
  if (found.hold) return 'hold';
  return others.some(({ state }) => !hasEnded(state)) ? 'open_case' : null;
}

/** The change after which nothing in the case says who it was about. Facts stay as far as the decision needs them. */
export function erasure(found: Case, at: string): CaseChange<Case> {
  const erasedOn = dateOfInstant(at);
  const event = { at, by: 'system:EraseExpired', event: 'person_erased' as const, detail: {} };
  const moves = { person: NOBODY };
  switch (found.kind) {
    case 'late-payment':
      return { moves, set: { erasedOn }, event };
    case 'refund': {
      const masked = { holder: ERASED, number: ERASED };
      return { moves, set: { erasedOn, payee: { ...found.payee, masked, sealed: '', ref: '' } }, event };
    }
    case 'newborn':
      return {
        moves,
        set: { erasedOn, parent: NOBODY, birth: { ref: NOBODY.ref, masked: ERASED }, events: [] },
        event,
      };
  }
}
