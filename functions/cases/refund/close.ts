/** A refund ends without money. What the case itself says goes before what its execution was told. */
import type { RefundState } from '../../domain/refund/states.ts';
import { type CaseChange, refuse } from '../changes.ts';
import { type StepRefusal, stepEvent } from '../steps.ts';
import { hasMoneyOut, type RefundCase } from './case.ts';

export const REFUND_ENDINGS = [
  'refused',
  'redirected',
  'rejected',
  'documents_missing',
  'payout_failed',
  'withdrawn',
] as const satisfies readonly RefundState[];
export type RefundEnding = (typeof REFUND_ENDINGS)[number];

/** The endings that the execution finds, each from its state. The others were set by the decision that led here. */
const FOUND = {
  refused: 'assessing',
  redirected: 'assessing',
  documents_missing: 'awaiting_documents',
} as const satisfies Partial<Record<RefundEnding, RefundState>>;

const isFoundIn = (state: RefundState, ending: RefundEnding): ending is keyof typeof FOUND =>
  Object.entries(FOUND).some(([found, from]) => found === ending && from === state);

export function closeRefund(current: RefundCase, at: string, ending: RefundEnding): CaseChange<RefundCase> | null {
  if (!isFoundIn(current.state, ending) || isUndecided(current)) return null;
  return { state: ending, wait: null, event: stepEvent('CloseCase', at, ending, {}) };
}

/** The ending that the case has; `not_ended` where it goes on because something came in the last moment. */
export function refundEndingOf(seen: RefundCase, expected: RefundEnding): RefundEnding | 'not_ended' | StepRefusal {
  const { state } = seen;
  const ended = REFUND_ENDINGS.find((ending) => ending === state);
  if (ended && hasMoneyOut(seen)) return refuse('case_state', 'an order to pay out was not returned');
  if (ended) return ended;
  const goesOn = expected === 'documents_missing' || isUndecided(seen);
  return state === 'assessing' && goesOn ? 'not_ended' : refuse('case_state', `expected ${expected}, found ${state}`);
}

/** A refusal, or a way to another office, by facts that are no longer those of the case. */
const isUndecided = ({ state, planOutdated }: RefundCase): boolean => state === 'assessing' && planOutdated === true;
