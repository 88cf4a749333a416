import type { NewbornCase } from '../../cases/newborn/case.ts';
import { forYearsOf } from '../../cases/newborn/pay.ts';
import { type LocalDate, yearOf } from '../../domain/calendar.ts';
import { tableOfPayment } from '../../domain/newborn/choose-table.ts';
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

/** The table that decides for a child's payment, by the day of its collection and the years that it says to be for. */
export async function policyOfPayment(policies: PolicyStore, child: NewbornCase): Promise<ChildPolicy['on']> {
  const { region, facts, settlement, coverageYear } = child;
  const { bornOn } = facts;
  const nextYear = yearOf(bornOn) + 1;
  const published = {
    ofBirthYear: await policies.versions(region, nextYear - 1),
    ofNextYear: await policies.versions(region, nextYear),
  };
  const told = await policyByDay(policies, { region, coverageYear, settlement });
  const next = await policyByDay(policies, { region, coverageYear: nextYear, settlement });
  // What the parents were told by one table stays; the other decides only for a payment for its year.
  return (day) => {
    const chosen = tableOfPayment(published, { bornOn, paidOn: day, ...forYearsOf(child) });
    return chosen?.table.coverageYear === nextYear ? next(day) : told(day);
  };
}
