/**
 * What goes to an execution when a wait of its case has ended. The case was moved before: it decides, never the token.
 */
import { addDays, type LocalDate, startOfDay } from '../domain/calendar.ts';
import type { Pending } from './case-base.ts';

/** Error that a withdrawal sends to the waiting execution. */
export const CASE_WITHDRAWN = 'CaseWithdrawn';
/** Error by which a waiting execution learns that the facts of its case are others. */
export const CASE_CHANGED = 'CaseChanged';

/** The execution goes on from its wait with this answer. */
export const answered = ({ token }: { token: string }, decision: string): Pending => ({
  kind: 'complete',
  token,
  output: { decision },
});

/** Output for the execution where a case is returned: `until` is the instant at which the last day is over. */
export const returnedUntil = (lastDay: LocalDate): { decision: 'returned'; until: string } => ({
  decision: 'returned',
  until: startOfDay(addDays(lastDay, 1)),
});
