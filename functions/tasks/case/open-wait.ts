import type { LocalDate } from '../../domain/calendar.ts';
import type { Ask, CaseBase, StateOf, WaitKindOf } from '../../store/case-base.ts';
import type { CaseStore } from '../../store/case-store.ts';
import { expectState, taskEvent } from './case-steps.ts';
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
 * @throws CaseWithdrawnError, CaseStateError, or what `check` throws
 */
export function openWait<C extends CaseBase>(cases: CaseStore<C>, event: WaitEvent, wait: WaitToOpen<C>): Promise<C> {
  return changeCase(cases, event.caseId, (current) => {
    wait.check?.(current);
    expectState(current, [...wait.from, wait.state]);
    if (current.wait?.token === event.token) return null;
    const due = wait.due(current);
    return {
      state: wait.state,
      wait: {
        kind: wait.kind,
        token: event.token,
        since: event.at,
        due,
        ...(wait.ask && { ask: wait.ask(current) }),
      },
      event: taskEvent(wait.opener, event.at, `${wait.kind}_awaited`, { due }),
    };
  });
}
