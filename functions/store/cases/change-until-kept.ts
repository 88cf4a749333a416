import type { CaseBase } from '../../cases/case-base.ts';
import type { CaseChange } from '../../cases/changes.ts';
import type { CaseStore } from './case-store.ts';

/** Two writers are usual (a task and a desk); more than this many in a row are a fault. */
const ATTEMPTS = 5;

/** `before` is what was decided on; `changed` is false where nothing was to be changed. */
export interface Kept<C extends CaseBase> {
  before: C;
  case: C;
  changed: boolean;
}

/**
 * Changes a case by what `decide` says of it, and decides again on what it has become if somebody else was first.
 * @param decide null leaves the case as it is; may throw
 * @returns null where others were first again and again: nothing was changed
 */
export async function changeUntilKept<C extends CaseBase>(
  cases: Pick<CaseStore<C>, 'change'>,
  found: C,
  decide: (current: C) => CaseChange<C> | null | Promise<CaseChange<C> | null>,
): Promise<Kept<C> | null> {
  let before = found;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const change = await decide(before);
    if (change === null) return { before, case: before, changed: false };
    const outcome = await cases.change(before, change);
    if (outcome.ok) return { before, case: outcome.case, changed: true };
    before = outcome.case;
  }
  return null;
}
