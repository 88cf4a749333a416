/** A case without its person: what was decided, by which clauses and version, stays; who it was about does not. */
import { dateOfInstant } from '../domain/calendar.ts';
import { type Case, hasEnded } from './case.ts';
import type { CaseChange } from './changes.ts';
import { ERASED, NOBODY } from './nobody.ts';
import { isUnfinished } from './park.ts';
import { stepEvent } from './steps.ts';

export const isErased = ({ erasedOn }: Pick<Case, 'erasedOn'>): boolean => erasedOn !== undefined;

/** Why the person has to stay, or null. `others`: the cases of the same person. */
export function keptFor(found: Case, others: readonly Case[]): 'open' | 'hold' | 'open_case' | null {
  if (!hasEnded(found.state) || found.wait || found.pending || isUnfinished(found)) return 'open';
  if (found.hold) return 'hold';
  return others.some(({ state }) => !hasEnded(state)) ? 'open_case' : null;
}

/** By what the case itself says; another case of the person that is open keeps it too. */
export const isErasable = (found: Case): boolean => !isErased(found) && keptFor(found, []) === null;

/**
 * The change after which nothing in the case says who it was about; null where that is so, or the person has to stay.
 * Facts stay as far as the decision needs them.
 */
export function erase(found: Case, at: string): CaseChange<Case> | null {
  if (!isErasable(found)) return null;
  const erasedOn = dateOfInstant(at);
  const event = stepEvent('EraseExpired', at, 'person_erased', {});
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
