/** For a complaint, a lawsuit or an audit: a held case keeps its person however old it is, until it is let go. */
import type { Case } from './case.ts';
import type { CaseChange } from './changes.ts';
import type { By } from './events.ts';

export const holdCase = (held: boolean, reason: string, by: By): CaseChange<Case> => ({
  set: { hold: held ? { by: by.by, at: by.at, reason } : undefined },
  event: { ...by, event: held ? 'case_held' : 'case_let_go', detail: { reason } },
});
