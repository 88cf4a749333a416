/** A case that does not go on by itself: put where a caseworker sees it. */
import { type Case, hasEnded } from './case.ts';
import type { CaseChange } from './changes.ts';
import { lastOf, lastStep } from './history.ts';
import { stepEvent, wasDone } from './steps.ts';

export interface FailedStep {
  /** Name of the state of the state machine. */
  state: string;
  error: string | null | undefined;
  /** Nothing personal. */
  cause: string;
}

/** A step failed for good. What a case ended in stands; that somebody may not have been told of it is written there. */
export function park(current: Case, at: string, what: FailedStep): CaseChange<Case> | null {
  if (current.state === 'parked') return null;
  if (hasEnded(current.state)) {
    const event = stepEvent('ParkCase', at, 'end_unfinished', { ...what });
    return wasDone(current, event) ? null : { event };
  }
  return {
    state: 'parked',
    wait: null,
    set: {
      ending: { reason: what.error ?? 'unknown', message: `办理到“${what.state}”一步时中断，需要人工处理。` },
    },
    event: stepEvent('ParkCase', at, 'parked', { from: current.state, ...what }),
  };
}

/** A case that has ended, and of whose end somebody may not have been told, or something may still be held. */
export const isUnfinished = ({ state, history }: Pick<Case, 'state' | 'history'>): boolean =>
  hasEnded(state) && lastOf(history, 'end_unfinished', 'case_resumed')?.event === 'end_unfinished';

const GONE = { reason: 'execution_gone', message: '流程已超时或中止，不再等待这个待办的结果' };

/** A decision of a desk that no execution hears. */
export const parkUnheard = (task: string, at: string): CaseChange<Case> => ({
  state: 'parked',
  set: { ending: GONE },
  pending: null,
  event: { at, by: 'system:api', event: 'case_parked', detail: { task, reason: GONE.reason } },
});

/** The last step, but for those that only say that another try of a state took an answer over. */
export const lastBesideTakingOver = (history: Case['history']) =>
  lastStep(history.filter(({ event }) => event !== 'answer_taken_over'));

/** The state that a parked case was parked from, where a step had failed. */
export const parkedFrom = ({ history }: Pick<Case, 'history'>): unknown => lastOf(history, 'parked')?.detail.from;
