import type { Ask, CaseBase, StateOf, WaitKindOf } from '../../cases/case-base.ts';
import type { CaseEvent } from '../../cases/history.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { CaseChange, CaseStore } from '../../store/cases/case-store.ts';
import { OvertakenError } from '../errors.ts';
import { expectState, taskEvent, wasDone } from './case-steps.ts';
import { changeCase } from './change-case.ts';
import type { WaitEvent } from './event.ts';

export interface WaitToOpen<C extends CaseBase> {
  kind: WaitKindOf<C>;
  /** Name of the state of the state machine. */
  opener: string;
  /** States of the case from which this wait opens. */
  from: readonly StateOf<C>[];
  /** State of the case while it waits. Being in it already (an earlier attempt, or a wait that timed out) is no error. */
  state: StateOf<C>;
  due: (current: C) => LocalDate;
  ask?: (current: C) => Ask;
  /** May throw if there is nothing to wait for. */
  check?: (current: C) => void;
}

/**
 * Keeps the token with the case, if the case is still where this wait belongs.
 * @throws CaseWithdrawnError, CaseStateError, OvertakenError, or what `check` throws
 */
export function openWait<C extends CaseBase>(cases: CaseStore<C>, event: WaitEvent, wait: WaitToOpen<C>): Promise<C> {
  return changeCase(cases, event.caseId, (current) => {
    wait.check?.(current);
    const answered = answerToAnEarlierTry(current, event, wait);
    if (answered) return answered;
    expectState(current, [...wait.from, wait.state]);
    // This very call once more, when what it opened has been answered: nobody is asked again.
    if (!current.wait && wasDone(current, openingBy(wait, event))) return null;
    if (current.wait?.token === event.token) return null;
    expectLastTry(current, event);
    const due = wait.due(current);
    return {
      state: wait.state,
      wait: {
        kind: wait.kind,
        token: event.token,
        since: event.at,
        ...(event.attempt && { attempt: event.attempt }),
        due,
        ...(wait.ask && { ask: wait.ask(current) }),
      },
      event: { ...openingBy(wait, event), detail: { due } },
    };
  });
}

/** The entry that says that a call has opened a wait. */
const openingBy = (wait: { kind: string; opener: string }, { at }: WaitEvent): CaseEvent =>
  taskEvent(wait.opener, at, `${wait.kind}_awaited`);

/** An earlier try of the same state that comes in late: nobody waits for its token any more. @throws OvertakenError */
function expectLastTry({ wait }: CaseBase, { at, attempt = 0 }: WaitEvent): void {
  if (wait?.since === at && (wait.attempt ?? 0) > attempt) throw new OvertakenError();
}

/**
 * A try that failed after it had told the case left a token that nobody waits for. Whoever answered it meanwhile is
 * heard all the same: the answer goes to the token of this try.
 */
function answerToAnEarlierTry<C extends CaseBase>(
  { wait, pending, history }: C,
  event: WaitEvent,
  toOpen: WaitToOpen<C>,
): CaseChange<C> | null {
  const { at, token } = event;
  if (wait || !pending || pending.kind === 'start' || pending.token === token) return null;
  const opened = history.findLast((entry) => entry.event.endsWith('_awaited'));
  const own = openingBy(toOpen, event);
  if (opened?.by !== own.by || opened.at !== own.at || opened.event !== own.event) return null;
  return { pending: { ...pending, token }, event: taskEvent(toOpen.opener, at, 'answer_taken_over') };
}
