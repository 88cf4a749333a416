/** A table that is not published, as somebody sends it: complete, as `GET /policies/{region}/{coverageYear}` shows one. */
import { z } from 'zod';
import { issuesOf } from '../domain/assessments.ts';
import { findContradictions } from '../domain/policy/contradictions.ts';
import { type PolicyTable, type PolicyVersion, policyTableSchema } from '../domain/policy.ts';
import { citedClauses } from './policy-layers.ts';
import { versionOf } from './policy-version.ts';

export interface DraftIssue {
  path: string;
  /** A sentence in Chinese. */
  message: string;
}
export type ReadDraft = { ok: true; policy: PolicyVersion } | { ok: false; issues: DraftIssue[] };

const sourceSchema = z.record(z.string(), z.json());

/** Checked by the schema of the files and for what contradicts itself; an issue names the field by its path. */
export function readDraft(draft: unknown): ReadDraft {
  const parsed = policyTableSchema.safeParse(draft);
  if (!parsed.success) return { ok: false, issues: issuesOf(parsed.error).map(withHint) };
  const issues = [
    ...findContradictions(parsed.data).map(({ path, says }) => ({ path: path.join('.'), message: says })),
    ...missingClauses(parsed.data, draft),
  ];
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, policy: versionOf(sourceSchema.parse(draft)) };
}

const withHint = ({ path, message }: DraftIssue): DraftIssue => ({
  path,
  message: message === '格式不对' ? '格式不对:金额写作 "400.00",日期写作 "2026-03-10",月数写整数' : message,
});

function missingClauses({ clauses, documents }: PolicyTable, draft: unknown): DraftIssue[] {
  const cited = [...citedClauses(sourceSchema.parse(draft))].filter((id) => !Object.hasOwn(clauses, id));
  const undocumented = Object.entries(clauses).filter(([, { document }]) => !Object.hasOwn(documents, document));
  return [
    ...cited.map((id) => ({ path: `clauses.${id}`, message: '有数值引用这一条款,但没有写出原文' })),
    ...undocumented.map(([id]) => ({ path: `clauses.${id}.document`, message: '应为 documents 中的一份文件' })),
  ];
}
