/**
 * What may be answered to each kind of wait, and the state into which the answer moves the case. The answer goes to
 * the execution as `{ decision }` (with `until`, see below) after the case was moved: the case decides, never the token.
 */
import { addDays, type LocalDate, startOfDay } from '../domain/calendar.ts';
import type { CaseState, WaitKind } from './case.ts';

export const ANSWERS = {
  decision: { approved: 'assessing', rejected: 'rejected', returned: 'awaiting_documents' },
  payment_question: { accepted: 'checking_payment', refused: 'payment_refused' },
  documents: { received: 'assessing' },
  payment: { paid: 'checking_payment' },
  benefits: {},
} as const satisfies Record<WaitKind, Record<string, CaseState>>;

/** Error that a withdrawal sends to the waiting execution. */
export const CASE_WITHDRAWN = 'CaseWithdrawn';

/** Output for the execution where a case is returned: `until` is the instant at which the last day is over. */
export const returnedUntil = (lastDay: LocalDate): { decision: 'returned'; until: string } => ({
  decision: 'returned',
  until: startOfDay(addDays(lastDay, 1)),
});
