/** A late payment ends without cover. What the case itself says goes before what its execution was told. */
import { type CaseChange, refuse } from '../changes.ts';
import { type StepRefusal, stepEvent } from '../steps.ts';
import type { LatePaymentCase, LatePaymentEnd, LatePaymentState } from './case.ts';

export const ENDINGS = [
  'refused',
  'rejected',
  'documents_missing',
  'unpaid',
  'payment_refused',
  'withdrawn',
] as const satisfies readonly LatePaymentEnd[];
export type Ending = (typeof ENDINGS)[number];

/** The endings that the execution finds, each from its state. The others were set by the decision that led here. */
const FOUND = {
  refused: 'assessing',
  documents_missing: 'awaiting_documents',
} as const satisfies Partial<Record<Ending, LatePaymentState>>;

const isFoundIn = (state: LatePaymentState, ending: Ending): ending is keyof typeof FOUND =>
  Object.entries(FOUND).some(([found, from]) => found === ending && from === state);

export function close(current: LatePaymentCase, at: string, ending: Ending): CaseChange<LatePaymentCase> | null {
  if (!isFoundIn(current.state, ending) || isUndecided(current, ending)) return null;
  return { state: ending, wait: null, event: stepEvent('CloseCase', at, ending, {}) };
}

/** The ending that the case has; `not_ended` where it goes on because something came in the last moment. */
export function endingOf(
  { state, planOutdated }: LatePaymentCase,
  expected: Ending,
): Ending | 'not_ended' | StepRefusal {
  const ended = ENDINGS.find((ending) => ending === state);
  if (ended) return ended;
  const goesOn = expected === 'documents_missing' || isUndecided({ planOutdated }, expected);
  return state === 'assessing' && goesOn ? 'not_ended' : refuse('case_state', `expected ${expected}, found ${state}`);
}

/** A refusal of facts that are no longer those of the case. */
const isUndecided = ({ planOutdated }: Pick<LatePaymentCase, 'planOutdated'>, ending: Ending): boolean =>
  ending === 'refused' && planOutdated === true;
