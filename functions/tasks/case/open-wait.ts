import type { Case } from '../../cases/case.ts';
import type { Ask } from '../../cases/case-base.ts';
import { openWait as opening, type WaitToOpen } from '../../cases/open-wait.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import { changeCase } from './change-case.ts';
import type { WaitEvent } from './event.ts';

/** What a task knows of the wait that it opens: until when, and what a person is asked. Both may throw. */
type Opened<C extends Case> = WaitToOpen<C> & { due: (current: C) => LocalDate; ask?: (current: C) => Ask };

/**
 * Keeps the token with the case, if the case is still where this wait belongs.
 * @throws CaseWithdrawnError, CaseStateError, OvertakenError, or what the wait itself refuses by
 */
export const openWait = <C extends Case>(cases: CaseStore<C>, event: WaitEvent, wait: Opened<C>): Promise<C> =>
  changeCase(cases, event.caseId, (current) => opening(current, wait, event, wait));
