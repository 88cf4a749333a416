import type { CaseView } from './case-view.ts';

/** Ends at which nothing was done of what the assessment says: what a person decided is the decision. */
const NOT_ADOPTED = ['rejected', 'withdrawn', 'documents_missing', 'payment_refused', 'moved_away', 'died'];

/** Why the assessment of a case is not its decision; null where it is. A refusal by the rules is its own assessment. */
export function whyNotAdopted({ state, ending, history }: CaseView): string | null {
  const elsewhere = state === 'refused' && ending !== null;
  if (!NOT_ADOPTED.includes(state) && !elsewhere) return null;
  if (ending) return ending.message;
  const opinion = history.findLast(({ event }) => event === 'task_decided')?.detail.opinion;
  return typeof opinion === 'string' ? opinion : '';
}
