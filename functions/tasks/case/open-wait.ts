import type { Case } from '../../cases/case.ts';
import type { Ask } from '../../cases/case-base.ts';
import { openWait as opening, type WaitToOpen } from '../../cases/open-wait.ts';
import type { StepRefusal } from '../../cases/steps.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import { changeByStep } from './change-case.ts';
import type { WaitEvent } from './event.ts';

/**
 * Keeps the token with the case, if the case is still where this wait belongs.
 * @param askOf what a person is asked; may throw
 * @throws CaseWithdrawnError, CaseStateError, OvertakenError, or what the wait itself refuses by
 */
export const openWaitOf = <C extends Case>(
  cases: CaseStore<C>,
  event: WaitEvent,
  wait: WaitToOpen<C>,
  askOf?: (current: C) => Ask | StepRefusal,
): Promise<C> => changeByStep(cases, event.caseId, (current) => opening(current, wait, event, askOf));
