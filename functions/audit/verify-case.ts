/** Whether a stored case is what was decided: its history unbroken, each decision the one that its policy gives. */
import { createHash } from 'node:crypto';
import type { PolicyVersion } from '../domain/policy.ts';
import { withSupplied } from '../domain/supplied-values.ts';
import { canonicalJson } from '../store/canonical-json.ts';
import type { Case } from '../store/case.ts';
import { findBrokenEntry } from '../store/history.ts';
import { decisionsOf, type StoredDecision } from './decide-again.ts';

export interface Finding {
  caseId: string;
  /** `history`: an entry was changed or taken out; `decision`: the policy gives another one; `policy`: the version is not there as it was. */
  what: 'history' | 'decision' | 'policy';
  /** Which entry, field or version. */
  where: string;
}

export interface VerifiedCase {
  /** Decisions that were computed again. */
  decisions: number;
  findings: Finding[];
  /** SHA-256 (hex) over the id, the last entry of the history and the decisions. */
  digest: string;
}

/** @param findVersion gives a version whose content has the hash of its id; undefined if there is none */
export function verifyCase(
  found: Case,
  findVersion: (region: string, coverageYear: number, version: string) => PolicyVersion | undefined,
): VerifiedCase {
  const { caseId, history, region, settlement } = found;
  const findings: Finding[] = [];
  const broken = findBrokenEntry(history);
  if (broken !== null) findings.push({ caseId, what: 'history', where: `entry ${broken}` });
  const decisions = decisionsOf(found);
  for (const decision of decisions) {
    const year = policyYearOf(decision) ?? found.coverageYear;
    const version = findVersion(region, year, decision.version);
    const supplied = version && withSupplied(version, settlement.supplied);
    if (!supplied?.ok) {
      findings.push({ caseId, what: 'policy', where: `version ${decision.version} of ${region} ${year}` });
      continue;
    }
    const differing = findDifference(decision.stored, decision.decideAgain(supplied.policy), decision.part);
    if (differing) findings.push({ caseId, what: 'decision', where: differing });
  }
  const digested = canonicalJson([caseId, history.at(-1)?.hash, decisions.map(({ stored }) => stored)]);
  return { decisions: decisions.length, findings, digest: createHash('sha256').update(digested).digest('hex') };
}

function policyYearOf({ stored }: StoredDecision): number | undefined {
  const holder = stored instanceof Object && 'assessment' in stored ? stored.assessment : stored;
  if (!(holder instanceof Object) || !('policy' in holder) || !(holder.policy instanceof Object)) return undefined;
  return 'coverageYear' in holder.policy ? Number(holder.policy.coverageYear) : undefined;
}

/** Path of the first part that differs, in the order of the stored decision; undefined if none does. */
function findDifference(stored: unknown, again: unknown, path: string): string | undefined {
  if (canonicalJson(stored) === canonicalJson(again)) return undefined;
  if (!(stored instanceof Object) || !(again instanceof Object)) return path;
  for (const key of new Set([...Object.keys(stored), ...Object.keys(again)])) {
    const differing = findDifference(Reflect.get(stored, key), Reflect.get(again, key), `${path}.${key}`);
    if (differing) return differing;
  }
  return path;
}
