import type { Case } from '../../cases/case.ts';
import { takeAuditPack } from '../../cases/look.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import { changeUntilKept } from '../../store/cases/change-until-kept.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';
import { decisionsOf } from '../decide-again.ts';
import { type PackFile, type Taken, writePack } from './pack-files.ts';

/**
 * Writes a pack of a case, and into the case's history who took it, with the pack's digest: a pack whose entry could not
 * be written is not given.
 * @returns null if the case was changed again and again meanwhile
 */
export async function takePack(
  found: Case,
  taken: Taken,
  services: { cases: Pick<CaseStore<Case>, 'change'>; policies: Pick<PolicyStore, 'versions'>; verifier: string },
): Promise<{ files: PackFile[]; digest: string } | null> {
  const { at, by, role, name, reason } = taken;
  const packOf = async (current: Case) =>
    writePack(current, await versionsOf(current, services.policies), taken, services.verifier);
  const kept = await changeUntilKept(services.cases, found, async (current) => {
    const { digest } = await packOf(current);
    return takeAuditPack({ reason, digest }, { at, by, ...(role && { role }), ...(name && { name }) });
  });
  // The same once more: a pack follows from its case.
  return kept && packOf(kept.before);
}

/** The versions by which the case was decided; one that is not there any more is missed by whoever checks the pack. */
async function versionsOf(found: Case, policies: Pick<PolicyStore, 'versions'>): Promise<PolicyVersion[]> {
  const named = decisionsOf(found).map(({ policy }) => policy);
  const years = [...new Set(named.map(({ coverageYear }) => coverageYear))];
  const published = await Promise.all(years.map((year) => policies.versions(found.region, year)));
  return published.flat().filter(({ version }) => named.some((one) => one.version === version));
}
