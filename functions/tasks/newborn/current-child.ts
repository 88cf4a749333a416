/** What the tasks of a newborn's case ask of it before they touch it. */

import { type CaseEvent, lastStep } from '../../cases/history.ts';
import { hasNewbornEnded, type NewbornCase, type NewbornState } from '../../cases/newborn/case.ts';
import type { NoticedChild } from '../../notices/newborn/noticed-child.ts';
import { CaseChangedError, CaseStateError } from '../errors.ts';

/** States that somebody outside the state machine has set, and that it has to look at first. */
const MOVED_OUTSIDE: readonly NewbornState[] = ['checking_payment', 'opening_late_payment'];

/** @throws CaseChangedError if the plan that led here is no longer the plan. */
export function expectAsPlanned(current: NewbornCase): void {
  const { state, plan, factsRevision } = current;
  if (hasNewbornEnded(state) || MOVED_OUTSIDE.includes(state) || plan?.factsRevision !== factsRevision) {
    throw new CaseChangedError();
  }
}

/**
 * Whether nothing happened since this very entry of a state that may be entered again within one moment: it is being
 * tried again.
 */
export function wasLast({ history }: NewbornCase, { by, at, event }: CaseEvent): boolean {
  const last = lastStep(history);
  return last?.by === by && last.at === at && last.event === event;
}

/** @throws CaseStateError before the first assessment */
export function planOf({ plan }: NewbornCase): NonNullable<NewbornCase['plan']> {
  if (!plan) throw new CaseStateError('nothing was assessed yet');
  return plan;
}

/** @throws CaseStateError before the first assessment */
export function noticedChild(current: NewbornCase): NoticedChild {
  const { caseId, coverageYear, guidance, parent, person, facts } = current;
  if (!guidance) throw new CaseStateError('nothing was assessed yet');
  return { caseId, coverageYear, guidance, parent, child: person, facts, assessment: planOf(current).assessment };
}
