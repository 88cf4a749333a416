/**
 * An auditor's pack: everything by which one case can be decided again, and nothing by which the person could be known.
 * Each file says one thing; `manifest.json` has the hash of each, and its own.
 */

import type { Case } from '../../cases/case.ts';
import type { HistoryEntry } from '../../cases/history.ts';
import { digestOf } from '../../domain/content/content-digest.ts';
import type { BasisEntry } from '../../domain/decision.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { decisionsOf } from '../decide-again.ts';
import { hashOfText, type Manifest } from './manifest.ts';
import { README } from './readme.ts';
import { withoutSecrets } from './secrets.ts';

export interface PackFile {
  name: string;
  content: string;
}

/** Who takes the pack, when and why: as the history of the case says it. */
export type Taken = Manifest['taken'];

/** Names of the pack's files that are made from the case alone. */
export const FACTS = 'facts.json';
export const DECISION = 'decision.json';
export const OPINIONS = 'opinions.json';
export const CLAUSES = 'clauses.txt';
export const HISTORY = 'history.json';
export const CASE = 'case.json';
export const MANIFEST = 'manifest.json';
export const VERIFIER = 'verify.mjs';
export const policyFile = ({ version, table: { region, coverageYear } }: PolicyVersion): string =>
  `policy/${region}-${coverageYear}-${version}.json`;

/**
 * @param versions by which the case was decided
 * @param verifier the program that checks the pack, in one file
 * @returns the files, and the digest that the history of the case keeps of them
 */
export function writePack(
  found: Case,
  versions: readonly PolicyVersion[],
  taken: Taken,
  verifier: string,
): { files: PackFile[]; digest: string } {
  const files = [
    { name: 'README.txt', content: README },
    ...filesOf(found),
    ...versions.map((version) => ({ name: policyFile(version), content: JSON.stringify(version.source) })),
    { name: VERIFIER, content: verifier },
  ];
  const hashes = Object.fromEntries(files.map(({ name, content }) => [name, hashOfText(content)]));
  const listed = { caseId: found.caseId, taken, files: hashes };
  const digest = digestOf(listed);
  return { files: [...files, { name: MANIFEST, content: readable({ ...listed, digest }) }], digest };
}

/** The files that a case alone gives, always the same: what the verifier makes again. */
export function filesOf(found: Case): PackFile[] {
  const { facts, collectedFor, plan, collected, history, ...rest } = {
    collectedFor: undefined,
    collected: undefined,
    ...found,
  };
  return [
    { name: CASE, content: readable(withoutSecrets(rest)) },
    { name: FACTS, content: readable({ facts, collectedFor }) },
    { name: DECISION, content: readable({ plan, collected }) },
    { name: CLAUSES, content: writeClauses(found) },
    { name: OPINIONS, content: readable(opinionsOf(found.history)) },
    { name: HISTORY, content: readable(history) },
  ];
}

const readable = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const NO_OPINION = ['person_revealed', 'audit_pack_taken'];

/** What people said when they decided. */
const opinionsOf = (history: readonly HistoryEntry[]) =>
  history
    .filter(({ by, event, detail }) => {
      const says = detail.opinion !== undefined || detail.reason !== undefined;
      return says && !by.startsWith('system:') && !NO_OPINION.includes(event);
    })
    .map(({ seq, at, by, role, name, event, detail: { action, opinion, reason } }) => ({
      seq,
      at,
      by,
      role,
      name,
      event,
      action,
      opinion,
      reason,
    }));

/** Every clause that decided something, verbatim, in the order applied. */
function writeClauses(found: Case): string {
  const parts = decisionsOf(found).map(({ part, policy, assessment }) => {
    const basis: readonly BasisEntry[] =
      'basis' in assessment && Array.isArray(assessment.basis) ? assessment.basis : [];
    const lines = basis.map(({ rule, clause, document, quote, standing }) =>
      [`规则 ${rule}(${standing})`, `条款 ${clause}`, `文件 ${document}`, `原文 ${quote}`, ''].join('\n'),
    );
    return [`== ${part},政策版本 ${policy.version} ==`, '', ...lines].join('\n');
  });
  return parts.join('\n');
}
