/**
 * Checks that a stored case is still what was decided: its history unbroken, each decision the one that its policy
 * gives.
 */

import type { Case } from '../cases/case.ts';
import { findBrokenEntry, lastOf } from '../cases/history.ts';
import { canonicalJson } from '../domain/content/canonical-json.ts';
import { digestOf } from '../domain/content/content-digest.ts';
import { isInFirstForm, type PolicyVersion } from '../domain/policy.ts';
import { withSupplied } from '../domain/supplied-values.ts';
import { differingDocuments } from './check-documents.ts';
import { decisionsOf, lastDecision, type StoredDecision } from './decide-again.ts';
import { unprovedInFirstForm } from './first-form.ts';
import { rulingAgainst } from './known-wrong.ts';

export interface CaseFinding {
  /** Null for a policy version by which no case was decided. */
  caseId: string | null;
  /**
   * `history`: an entry was changed or taken out; `decision`: the policy gives another one; `policy`: the version is
   * not there as it was. `money`, `cover`, `message`, `execution`, `count`, `document`: what is stored in two places contradicts itself.
   */
  what: 'history' | 'decision' | 'policy' | 'money' | 'cover' | 'message' | 'execution' | 'count' | 'document';
  /** Which entry, field or version. */
  where: string;
}

/** As it was decided then, and wrong by a ruling of later date. */
export interface KnownWrong {
  caseId: string;
  /** Number of the ruling. */
  ruling: number;
  where: string;
}

export interface VerifiedCase {
  /** Decisions that were computed again. */
  decisions: number;
  findings: CaseFinding[];
  known: KnownWrong[];
  /** SHA-256 (hex) over the id, the last entry of the history and the decisions. */
  digest: string;
}

/** Gives a version whose content has the hash of its id; undefined if there is none. */
export type FindVersion = (region: string, coverageYear: number, version: string) => PolicyVersion | undefined;

export function verifyCase(found: Case, findVersion: FindVersion): VerifiedCase {
  const { caseId, history } = found;
  const decisions = readDecisions(found);
  const checked = (decisions ?? []).flatMap((decision) => checkDecision(found, decision, findVersion));
  const differing = checked.filter((one): one is CaseFinding => 'what' in one);
  // Something beside the figures: what was known of payments, what is planned next.
  const isOtherPlan = differing.length === 0 && (decisions === undefined || !isAsDecided(found));
  return {
    decisions: decisions?.length ?? 0,
    findings: [
      ...brokenHistory(found),
      ...differing,
      ...(isOtherPlan ? [{ caseId, what: 'decision' as const, where: 'plan' }] : []),
      ...differingDocuments(found).map((where) => ({ caseId, what: 'document' as const, where })),
    ],
    known: checked.filter((one): one is KnownWrong => 'ruling' in one),
    digest: digestOf([caseId, history.at(-1)?.hash, decisions?.map(({ stored }) => stored)]),
  };
}

/** Every change of a case counts in its version and appends one entry: of a chain cut at its end the count tells. */
function brokenHistory({ caseId, history, version }: Case): CaseFinding[] {
  const broken = findBrokenEntry(history) ?? (history.length === version ? null : history.length + 1);
  return broken === null ? [] : [{ caseId, what: 'history', where: `entry ${broken}` }];
}

/**
 * What the history says of a decision when it was made; cases of earlier releases have none, or only that of the plan.
 */
function digestOfPart(found: Case, part: 'plan' | 'collected'): unknown {
  return entryOfPart(found, part)?.detail[part];
}

/** Whether plan and decision of the payment are, byte for byte, those whose digests the history has. */
function isAsDecided(found: Case): boolean {
  const collected = 'collected' in found ? found.collected : undefined;
  return [
    { stored: found.plan, digest: digestOfPart(found, 'plan') },
    { stored: collected, digest: collected && digestOfPart(found, 'collected') },
  ].every(({ stored, digest }) => digest === undefined || (stored !== undefined && digest === digestOf(stored)));
}

const entryOfPart = (found: Case, part: 'plan' | 'collected') =>
  part === 'plan' ? lastDecision(found) : lastOf(found.history, 'payment_checked');

/** The last ruling that the rules knew as they decided; 0 of releases up to 0.1.1. */
function rulingsKnown(found: Case, part: 'plan' | 'collected'): number {
  const known = entryOfPart(found, part)?.detail.rulings;
  return typeof known === 'number' ? known : 0;
}

/** Whether the history has the digest of this part, and the part still has it. */
function isDigestOfPart(found: Case, part: 'plan' | 'collected'): boolean {
  const stored = part === 'plan' ? found.plan : 'collected' in found ? found.collected : undefined;
  return stored !== undefined && digestOfPart(found, part) === digestOf(stored);
}

/** Undefined where a value was changed into none that can be reckoned with. */
function readDecisions(found: Case): StoredDecision[] | undefined {
  try {
    return decisionsOf(found);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function checkDecision(found: Case, decision: StoredDecision, find: FindVersion): (CaseFinding | KnownWrong)[] {
  const { caseId, region, settlement } = found;
  const { coverageYear, version } = decision.policy;
  const policy = find(region, coverageYear, version);
  const supplied = policy && withSupplied(policy, settlement.supplied);
  if (!supplied?.ok) return [{ caseId, what: 'policy', where: `version ${version} of ${region} ${coverageYear}` }];
  const part = decision.part === 'collected' ? 'collected' : 'plan';
  const ignored = digestOfPart(found, part) === undefined ? [] : SENTENCES;
  const differing = differenceIn(decision, supplied.policy, ignored);
  if (!differing) return [];
  // Only what is, byte for byte, what was decided then can be that release's own.
  const ruling = isDigestOfPart(found, part) ? rulingAgainst(found, differing, supplied.policy) : null;
  return ruling === null || ruling <= rulingsKnown(found, part)
    ? [{ caseId, what: 'decision', where: differing }]
    : [{ caseId, ruling, where: differing }];
}

/** By a table of the first form earlier releases cited other rules and asked other questions for the same figures. */
function differenceIn(decision: StoredDecision, policy: PolicyVersion, ignored: readonly string[]): string | undefined {
  const again = decision.decideAgain(policy);
  const differing = findDifference(decision.stored, again, decision.part, ignored);
  if (!isInFirstForm(policy.table)) return differing;
  // Without a digest, a line that was taken out of the basis is no difference to a release that cites more.
  if (differing === undefined && ignored.length > 0) return undefined;
  return unprovedInFirstForm(decision.stored, again, decision.part, { policy, ignored });
}

/**
 * What a decision is said with: a later release may say it better and has decided the same. That nobody has changed
 * what was said then is told by the digest in the history.
 */
const SENTENCES = ['message', 'label'];

/** What later releases answer besides: an earlier decision says nothing of it, and says nothing else by that. */
const SAID_SINCE = ['forYears'];

/**
 * A later release may cite, or have confirmed, more for the same figures; what was then is there too, in the same order. Of
 * what a pack says, earlier releases kept null for the value that is confirmed.
 */
function citesNoLess(stored: unknown, again: unknown): boolean {
  if (!Array.isArray(stored) || !Array.isArray(again)) return false;
  const rest = [...again];
  return stored.every((was) => {
    const wanted = canonicalJson(was);
    const keptNoValue = objectOf(was).value === null;
    const at = rest.findIndex((is) => canonicalJson(keptNoValue ? { ...objectOf(is), value: null } : is) === wanted);
    rest.splice(0, at + 1);
    return at >= 0;
  });
}

const objectOf = (value: unknown): Record<string, unknown> => (value instanceof Object ? { ...value } : {});

/** Path of the first part that differs, in the order of the stored decision; undefined if none does. */
function findDifference(stored: unknown, again: unknown, path: string, ignored: readonly string[]): string | undefined {
  if (canonicalJson(stored) === canonicalJson(again)) return undefined;
  if (!(stored instanceof Object) || !(again instanceof Object)) return path;
  for (const key of new Set([...Object.keys(stored), ...Object.keys(again)])) {
    const [was, is]: [unknown, unknown] = [Reflect.get(stored, key), Reflect.get(again, key)];
    if (was === undefined && SAID_SINCE.includes(key)) continue;
    if (ignored.includes(key) && typeof was === typeof is) continue;
    if ((key === 'basis' || key === 'confirm') && citesNoLess(was, is)) continue;
    const differing = findDifference(was, is, `${path}.${key}`, ignored);
    if (differing) return differing;
  }
  return undefined;
}
