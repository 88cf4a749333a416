/** What the tasks of every state machine ask of a case before they touch it. */
import type { CaseBase, StateOf } from '../../cases/case-base.ts';
import type { CaseEvent } from '../../cases/history.ts';
import { CaseStateError, CaseWithdrawnError, OvertakenError } from '../errors.ts';

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

/** What comes from beside the state machine, at an instant of its own. */
const BESIDE = ['system:Imports', 'system:api'];
const isOfExecution = (by: string): boolean => by.startsWith('system:') && !BESIDE.includes(by);

/**
 * The execution enters its states one after the other: a call for one that it has left came late, and must not undo
 * what was done since. Two within one millisecond cannot be told apart.
 * @throws OvertakenError
 */
export function expectNotOvertaken({ history }: CaseBase, { by, at }: CaseEvent): void {
  const last = history.findLast((entry) => isOfExecution(entry.by));
  if (last && isOfExecution(by) && Date.parse(last.at) > Date.parse(at)) throw new OvertakenError();
}

/** @throws CaseWithdrawnError, CaseStateError */
export function expectState<C extends CaseBase>({ state }: C, expected: readonly StateOf<C>[]): void {
  if (expected.includes(state)) return;
  if (state === 'withdrawn') throw new CaseWithdrawnError();
  throw new CaseStateError(`expected ${expected.join(' or ')}, found ${state}`);
}
