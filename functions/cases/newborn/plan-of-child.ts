/** The plan by which a newborn's case goes on, and whether it is still the plan. */
import { refuse } from '../changes.ts';
import type { StepRefusal } from '../steps.ts';
import { hasNewbornEnded, type NewbornCase, type NewbornState } from './case.ts';

/** States that somebody outside the state machine has set, and that it has to look at first. */
const MOVED_OUTSIDE: readonly NewbornState[] = ['checking_payment', 'opening_late_payment'];

/** The plan that led here is no longer the plan. */
export function refuseUnplanned({ state, plan, factsRevision }: NewbornCase): StepRefusal | null {
  const other = hasNewbornEnded(state) || MOVED_OUTSIDE.includes(state) || plan?.factsRevision !== factsRevision;
  return other ? refuse('case_changed', '') : null;
}

export const planOf = ({ plan }: NewbornCase): NonNullable<NewbornCase['plan']> | StepRefusal =>
  plan ?? refuse('case_state', 'nothing was assessed yet');
