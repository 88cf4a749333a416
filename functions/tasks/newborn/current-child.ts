/** What the tasks of a newborn's case ask of it before they touch it. */

import { isRefusal } from '../../cases/changes.ts';
import { knownByBirthOnly, type NewbornCase } from '../../cases/newborn/case.ts';
import { planOf as planOfChild } from '../../cases/newborn/plan-of-child.ts';
import type { NoticedChild } from '../../notices/newborn/noticed-child.ts';
import { CaseStateError, errorOf } from '../errors.ts';

/** @throws CaseStateError before the first assessment */
export function knownPlanOf(current: NewbornCase): NonNullable<NewbornCase['plan']> {
  const plan = planOfChild(current);
  if (isRefusal(plan)) throw errorOf(plan);
  return plan;
}

/** @throws CaseStateError before the first assessment */
export function noticedChild(current: NewbornCase): NoticedChild {
  const { caseId, coverageYear, guidance, parent, person, facts } = current;
  if (!guidance) throw new CaseStateError('nothing was assessed yet');
  const numberKnown = !knownByBirthOnly(current);
  const { assessment } = knownPlanOf(current);
  return { caseId, coverageYear, guidance, parent, child: person, facts, numberKnown, assessment };
}
