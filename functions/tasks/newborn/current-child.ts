/** What the tasks of a newborn's case ask of it before they touch it. */

import { refuse } from '../../cases/changes.ts';
import { hasNewbornEnded, type NewbornCase, type NewbornState } from '../../cases/newborn/case.ts';
import type { StepRefusal } from '../../cases/steps.ts';
import type { NoticedChild } from '../../notices/newborn/noticed-child.ts';
import { expectNot } from '../case/change-case.ts';
import { CaseStateError } from '../errors.ts';

/** States that somebody outside the state machine has set, and that it has to look at first. */
const MOVED_OUTSIDE: readonly NewbornState[] = ['checking_payment', 'opening_late_payment'];

/** The plan that led here is no longer the plan. */
export function refuseUnplanned({ state, plan, factsRevision }: NewbornCase): StepRefusal | null {
  const other = hasNewbornEnded(state) || MOVED_OUTSIDE.includes(state) || plan?.factsRevision !== factsRevision;
  return other ? refuse('case_changed', '') : null;
}

/** @throws CaseChangedError if the plan that led here is no longer the plan. */
export const expectAsPlanned = (current: NewbornCase): void => expectNot(refuseUnplanned(current));

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
