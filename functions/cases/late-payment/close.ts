/** A late payment ends without cover. What the case itself says goes before what its execution was told. */
import { dateOfInstant } from '../../domain/calendar.ts';
import { type CaseChange, refuse } from '../changes.ts';
import { type StepRefusal, stepEvent } from '../steps.ts';
import type { LatePaymentCase, LatePaymentEnd, LatePaymentState } from './case.ts';
import { lastDayOfCase, lastDayToHear } from './payment-days.ts';

export const LATE_PAYMENT_ENDINGS = [
  'refused',
  'rejected',
  'documents_missing',
  'unpaid',
  'payment_refused',
  'withdrawn',
] as const satisfies readonly LatePaymentEnd[];
export type LatePaymentEnding = (typeof LATE_PAYMENT_ENDINGS)[number];

/** The endings that the execution finds, each from its state. The others were set by the decision that led here. */
const FOUND = {
  refused: 'assessing',
  documents_missing: 'awaiting_documents',
  unpaid: 'awaiting_payment',
} as const satisfies Partial<Record<LatePaymentEnding, LatePaymentState>>;

const isFoundIn = (state: LatePaymentState, ending: LatePaymentEnding): ending is keyof typeof FOUND =>
  Object.entries(FOUND).some(([found, from]) => found === ending && from === state);

export function closeLatePayment(
  current: LatePaymentCase,
  at: string,
  ending: LatePaymentEnding,
): CaseChange<LatePaymentCase> | StepRefusal | null {
  if (!isFoundIn(current.state, ending) || isUndecided(current, ending)) return null;
  if (ending === 'unpaid') return endUnpaid(current, at);
  return { state: ending, wait: null, event: stepEvent('CloseCase', at, ending, {}) };
}

/** Only once a payment of the last day would have been heard of. */
function endUnpaid(current: LatePaymentCase, at: string): CaseChange<LatePaymentCase> | StepRefusal {
  if (dateOfInstant(at) <= lastDayToHear(current)) return refuse('case_state', 'a payment can still be heard of');
  const said = { payBy: lastDayOfCase(current) };
  return { state: 'unpaid', wait: null, event: stepEvent('CloseCase', at, 'window_over', said) };
}

/** What was waited for may come in the moment in which its time runs out. */
const TIMED_OUT: readonly LatePaymentEnding[] = ['documents_missing', 'unpaid'];

/** The ending that the case has; `not_ended` where it goes on because something came in the last moment. */
export function latePaymentEndingOf(
  { state, planOutdated }: LatePaymentCase,
  expected: LatePaymentEnding,
): LatePaymentEnding | 'not_ended' | StepRefusal {
  const ended = LATE_PAYMENT_ENDINGS.find((ending) => ending === state);
  if (ended) return ended;
  const goesOn =
    state === 'checking_payment'
      ? expected === 'unpaid'
      : state === 'assessing' && (TIMED_OUT.includes(expected) || isUndecided({ planOutdated }, expected));
  return goesOn ? 'not_ended' : refuse('case_state', `expected ${expected}, found ${state}`);
}

/** A refusal of facts that are no longer those of the case. */
const isUndecided = ({ planOutdated }: Pick<LatePaymentCase, 'planOutdated'>, ending: LatePaymentEnding): boolean =>
  ending === 'refused' && planOutdated === true;
