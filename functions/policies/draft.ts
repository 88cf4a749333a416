/** A table that is not published, as somebody sends it: complete, as `GET /policies/{region}/{coverageYear}` shows one. */
import { z } from 'zod';
import { findContradictions } from '../domain/policy/contradictions.ts';
import { readPolicy } from '../domain/policy/read-policy.ts';
import { isInFirstForm, type JsonObject, type PolicyTable, type PolicyVersion } from '../domain/policy.ts';
import { citedClauses } from './layers.ts';
import { type Mistake, mistakesOf } from './table-mistakes.ts';
import { versionOf } from './version.ts';

export interface DraftIssue {
  path: string;
  /** A sentence in Chinese. */
  message: string;
}
export type ReadDraft = { ok: true; policy: PolicyVersion } | { ok: false; issues: DraftIssue[] };

const sourceSchema = z.record(z.string(), z.json());

/** Checked by the schema of the files and for what contradicts itself; an issue names the field by its path. */
export function readDraft(draft: unknown): ReadDraft {
  const source = sourceSchema.safeParse(draft);
  if (!source.success) return { ok: false, issues: mistakesOf(source.error).map(withDots) };
  const read = readPolicy(source.data);
  if (!read.ok) {
    const found = [...read.mistakes, ...(read.error ? mistakesOf(read.error) : [])];
    return { ok: false, issues: found.map(withDots) };
  }
  const { table } = read;
  const contradictions = isInFirstForm(table) ? findContradictions(table) : [];
  const issues = [...contradictions.map(withDots), ...missingClauses(table, source.data)];
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, policy: versionOf(source.data) };
}

const withDots = ({ path, message }: Mistake): DraftIssue => ({ path: path.join('.'), message });

function missingClauses({ clauses, documents }: PolicyTable, draft: JsonObject): DraftIssue[] {
  const cited = [...citedClauses(draft).keys()].filter((id) => !Object.hasOwn(clauses, id));
  const undocumented = Object.entries(clauses).filter(([, { document }]) => !Object.hasOwn(documents, document));
  return [
    ...cited.map((id) => ({ path: `clauses.${id}`, message: '有数值引用这一条款,但没有写出原文' })),
    ...undocumented.map(([id]) => ({ path: `clauses.${id}.document`, message: '应为 documents 中的一份文件' })),
  ];
}
