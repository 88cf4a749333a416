import type { CaseBase } from '../../cases/case-base.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { versionInForce } from '../../domain/policy/version-in-force.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { withSupplied } from '../../domain/supplied-values.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';
import { PolicyMissingError, SuppliedValueError } from '../errors.ts';

/**
 * The policy of a case by the day of the decision, with the values that a caseworker supplied for this case.
 * The answer throws PolicyMissingError and SuppliedValueError.
 */
export async function policyByDay(
  policies: PolicyStore,
  { region, coverageYear, settlement }: Pick<CaseBase, 'region' | 'coverageYear' | 'settlement'>,
): Promise<(day: LocalDate) => PolicyVersion> {
  const versions = await policies.versions(region, coverageYear);
  const supplied = new Map<PolicyVersion, PolicyVersion>();
  return (day) => {
    const version = versionInForce(versions, day);
    if (!version) throw new PolicyMissingError(`${region} ${coverageYear}`);
    const known = supplied.get(version);
    if (known) return known;
    const outcome = withSupplied(version, settlement.supplied);
    if (!outcome.ok) throw new SuppliedValueError(outcome.issues.map(({ path }) => path).join(', '));
    supplied.set(version, outcome.policy);
    return outcome.policy;
  };
}
