import type { CaseBase } from '../../cases/case-base.ts';
import { type CaseChange, isRefusal } from '../../cases/changes.ts';
import { refuseOvertaken, type StepRefusal } from '../../cases/steps.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import { changeUntilKept } from '../../store/cases/change-until-kept.ts';
import { CaseContendedError, CaseNotFoundError, errorOf } from '../errors.ts';

/** @throws CaseNotFoundError */
export async function loadCase<C extends CaseBase>(cases: CaseStore<C>, caseId: string): Promise<C> {
  const found = await cases.get(caseId);
  if (!found) throw new CaseNotFoundError(caseId);
  return found;
}

type Decided<C extends CaseBase> = CaseChange<C> | StepRefusal | null;

/**
 * Changes a case by what `decide` says of it, deciding again if it changed meanwhile. Null leaves the case as it is, and
 * what is refused is thrown by its name. A case that was just read is decided on first.
 * @throws CaseNotFoundError, CaseContendedError, OvertakenError, or what `decide` refuses or throws
 */
export async function changeByStep<C extends CaseBase>(
  cases: CaseStore<C>,
  caseId: string,
  decide: (current: C) => Decided<C> | Promise<Decided<C>>,
  read?: C,
): Promise<C> {
  const kept = await changeUntilKept(cases, read ?? (await loadCase(cases, caseId)), async (current) => {
    const change = await decide(current);
    if (change === null) return null;
    if (isRefusal(change)) throw errorOf(change);
    expectNot(refuseOvertaken(current, change.event));
    return change;
  });
  if (!kept) throw new CaseContendedError(caseId);
  return kept.case;
}

/** @throws the refusal, by its name */
export function expectNot(refusal: StepRefusal | null): void {
  if (refusal) throw errorOf(refusal);
}
