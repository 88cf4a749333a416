/** A caller changes a case of its regions: loaded, decided, saved, and decided again where somebody else was first. */
import type { Case } from '../../cases/case.ts';
import type { CaseChange } from '../../cases/changes.ts';
import { type Caller, worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import { changeUntilKept, type Kept } from '../../store/cases/change-until-kept.ts';
import { caseNotFound } from './case-not-found.ts';

interface Changing {
  caller: Caller;
  cases: Pick<CaseStore<Case>, 'get' | 'change'>;
  /** What did not happen, where others were first again and again: `没有撤回`. */
  undone: string;
}

/** @throws ProblemError `case_not_found`, `case_changed_meanwhile`, or what `decide` throws */
export async function changeCase(
  caseId: string,
  { caller, cases, undone }: Changing,
  decide: (current: Case) => CaseChange<Case> | null | Promise<CaseChange<Case> | null>,
): Promise<Kept<Case>> {
  const found = await cases.get(caseId);
  if (!found) throw caseNotFound(caseId);
  const kept = await changeUntilKept(cases, found, (current) => {
    // A newborn's case can move to another region meanwhile.
    if (!worksFor(caller, current.region)) throw caseNotFound(caseId);
    return decide(current);
  });
  return kept ?? contended(undone);
}

/** @throws ProblemError always */
export function contended(undone: string): never {
  throw new ProblemError('case_changed_meanwhile', `案件正被他人改动，${undone}。请刷新后再试。`);
}
