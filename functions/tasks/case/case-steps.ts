/** What the tasks of every state machine ask of a case before they touch it. */
import type { CaseBase, StateOf } from '../../store/case-base.ts';
import type { CaseEvent } from '../../store/history.ts';
import { CaseStateError, CaseWithdrawnError } from '../errors.ts';

/** The entry that a state leaves in the history. */
export const taskEvent = (state: string, at: string, event: string, detail: CaseEvent['detail'] = {}): CaseEvent => ({
  at,
  by: `system:${state}`,
  event,
  detail,
});

/** Whether this very entry of the state into which the task was called has left its mark: it is being tried again. */
export const wasDone = ({ history }: CaseBase, { by, at, event }: CaseEvent): boolean =>
  history.some((entry) => entry.by === by && entry.at === at && entry.event === event);

/** @throws CaseWithdrawnError, CaseStateError */
export function expectState<C extends CaseBase>({ state }: C, expected: readonly StateOf<C>[]): void {
  if (expected.includes(state)) return;
  if (state === 'withdrawn') throw new CaseWithdrawnError();
  throw new CaseStateError(`expected ${expected.join(' or ')}, found ${state}`);
}
