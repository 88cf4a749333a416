/**
 * The steps of a case's execution. It enters its states one after the other, and may call a step twice, or late: the
 * history says what a call has done already.
 */
import type { CaseBase, StateOf } from './case-base.ts';
import { type Refusal, refuse } from './changes.ts';
import type { By, EventName, EventOf, PartsOfEvent } from './events.ts';
import { lastStep } from './history.ts';

/** Why a step does not happen: the execution has to look at its case again, or the case is parked. */
export type StepRefusalCode =
  | 'case_withdrawn'
  | 'case_changed'
  | 'case_state'
  | 'overtaken'
  | 'undecided'
  | 'payment_already_here'
  | 'payment_not_claimed'
  | 'payout_paid'
  | 'payout_returned';
/** Its message is for whoever reads a log: the execution acts by the code alone. */
export type StepRefusal = Refusal<StepRefusalCode>;

/** The entry that a state of the state machine leaves in the history. */
export const stepEvent = <Name extends EventName>(
  state: string,
  at: string,
  event: Name,
  detail: PartsOfEvent<Name>,
): EventOf<Name> => ({ at, by: `system:${state}`, event, detail });

/** Which call left an entry: the state, the instant at which it was entered, and what it did. */
export type StepMark = By & { event: EventName };

/** Whether this very entry of the state into which the task was called has left its mark: it is being tried again. */
export const wasDone = ({ history }: CaseBase, { by, at, event }: StepMark): boolean =>
  history.some((entry) => entry.by === by && entry.at === at && entry.event === event);

/** Whether nothing happened since this very entry, for a state that may be entered again within one moment. */
export function wasLast({ history }: CaseBase, { by, at, event }: StepMark): boolean {
  const last = lastStep(history);
  return last?.by === by && last.at === at && last.event === event;
}

/** What comes from beside the state machine, at an instant of its own. */
const BESIDE = ['system:Imports', 'system:api', 'system:Ledger', 'system:SweepCases', 'system:take-up'];
export const isOfExecution = (by: string): boolean => by.startsWith('system:') && !BESIDE.includes(by);

/**
 * A call for a state that the execution has left came late, and must not undo what was done since. Two within one
 * millisecond cannot be told apart.
 */
export function refuseOvertaken({ history }: CaseBase, { by, at }: By): StepRefusal | null {
  const last = history.findLast((entry) => isOfExecution(entry.by));
  const late = last !== undefined && isOfExecution(by) && Date.parse(last.at) > Date.parse(at);
  return late ? refuse('overtaken', '') : null;
}

/** A step goes on from these states only. */
export function refuseUnless<C extends CaseBase>({ state }: C, expected: readonly StateOf<C>[]): StepRefusal | null {
  if (expected.includes(state)) return null;
  if (state === 'withdrawn') return refuse('case_withdrawn', '');
  return refuse('case_state', `expected ${expected.join(' or ')}, found ${state}`);
}

/** The facts have changed since the plan that led here. */
export const refuseOutdated = ({ planOutdated }: { planOutdated?: true | undefined }): StepRefusal | null =>
  planOutdated ? refuse('case_changed', '') : null;

/**
 * The execution that acts on its case runs, so that nothing is left to be done about its start. Not so where it stands in
 * for an older one, which may be the one that acts.
 */
export const hasStarted = ({ pending }: Pick<CaseBase, 'pending'>): { pending?: null } =>
  pending?.kind === 'start' && pending.instead === undefined ? { pending: null } : {};
