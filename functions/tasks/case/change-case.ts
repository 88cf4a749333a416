import type { CaseBase } from '../../cases/case-base.ts';
import type { CaseChange, CaseStore } from '../../store/cases/case-store.ts';
import { CaseContendedError, CaseNotFoundError } from '../errors.ts';
import { expectNotOvertaken } from './case-steps.ts';

/** Two writers are usual (a task and a desk); more than this many in a row are a fault. */
const ATTEMPTS = 5;

/** @throws CaseNotFoundError */
export async function loadCase<C extends CaseBase>(cases: CaseStore<C>, caseId: string): Promise<C> {
  const found = await cases.get(caseId);
  if (!found) throw new CaseNotFoundError(caseId);
  return found;
}

/**
 * Changes a case by what `decide` says of it, deciding again if it changed meanwhile. `decide` may throw, and null
 * leaves the case as it is. A case that was just read is decided on first.
 * @throws CaseNotFoundError, CaseContendedError, OvertakenError, or what `decide` throws
 */
export async function changeCase<C extends CaseBase>(
  cases: CaseStore<C>,
  caseId: string,
  decide: (current: C) => CaseChange<C> | null | Promise<CaseChange<C> | null>,
  read?: C,
): Promise<C> {
  let current = read ?? (await loadCase(cases, caseId));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const change = await decide(current);
    if (change === null) return current;
    expectNotOvertaken(current, change.event);
    const outcome = await cases.change(current, change);
    current = outcome.case;
    if (outcome.ok) return current;
  }
  throw new CaseContendedError(caseId);
}
