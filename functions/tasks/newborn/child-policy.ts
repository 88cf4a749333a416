import type { NewbornCase } from '../../cases/newborn/case.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { findNewbornYear } from '../../store/policies/newborn-year.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';
import { policyByDay } from '../case/policy-by-day.ts';

interface ChildPolicy {
  coverageYear: number;
  /** Throws PolicyMissingError and SuppliedValueError. */
  on: (day: LocalDate) => PolicyVersion;
}

/**
 * Finds the table that decides for a child. Once a table has given the child a last day, it stays. A later table is
 * for children without a day, and for a child whose facts have changed.
 */
export async function findChildPolicy(
  policies: PolicyStore,
  child: NewbornCase,
  today: LocalDate,
): Promise<ChildPolicy> {
  const { region, facts, settlement, plan, factsRevision } = child;
  const known = plan && plan.assessment.deadline !== null && plan.factsRevision === factsRevision;
  const found = known ? null : await findNewbornYear(policies, region, facts.bornOn, today);
  const coverageYear = found ?? child.coverageYear;
  return { coverageYear, on: await policyByDay(policies, { region, coverageYear, settlement }) };
}
