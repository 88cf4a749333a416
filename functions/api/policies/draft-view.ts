import { z } from 'zod';
import { tableDifferences } from '../../audit/table-differences.ts';
import { formatYuan, li } from '../../domain/money.ts';
import { nameOfField } from '../../domain/policy/field-names.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import type { PolicyDraft } from '../../store/policies/policy-drafts.ts';
import { inForceBeside, policyOf } from './find-draft.ts';

const STATES = ['submitted', 'listing', 'listed', 'approved', 'published', 'withdrawn'] as const;
const countsSchema = z.object({ unchanged: z.int(), changed: z.int(), revived: z.int(), undecided: z.int() });

export const draftViewSchema = z.object({
  version: z.string().meta({ description: 'Id that it will have as a version' }),
  digest: z.string().meta({ description: 'SHA-256 of its content' }),
  region: z.string(),
  coverageYear: z.int(),
  name: z.string(),
  inForceFrom: z.string(),
  revision: z.int(),
  why: z.string().nullable(),
  state: z.enum(STATES),
  submittedBy: z.string(),
  submittedAt: z.string(),
  /** Against the version that decides today, or on the draft's first day if that is later. */
  differences: z.array(z.object({ path: z.string(), label: z.string(), before: z.unknown(), after: z.unknown() })),
  list: z
    .object({
      done: z.boolean(),
      digest: z.string(),
      begunAt: z.string(),
      asOf: z.string(),
      seen: z.int(),
      counts: countsSchema,
      /** Most cases first; `more` is what people pay, or get back, more than was decided, in yuan. */
      rules: z.array(z.object({ outcome: z.string(), rule: z.string(), cases: z.int(), more: z.string() })),
    })
    .nullable(),
  approval: z.object({ by: z.string(), at: z.string(), list: z.string(), opinion: z.string() }).nullable(),
  publication: z.object({ by: z.string(), at: z.string() }).nullable(),
  withdrawal: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
});

function stateOf({ list, approval, publication, withdrawal }: PolicyDraft): (typeof STATES)[number] {
  if (withdrawal) return 'withdrawn';
  if (publication) return 'published';
  if (approval) return 'approved';
  if (!list) return 'submitted';
  return list.done ? 'listed' : 'listing';
}

/** @param versions that are published */
export function showDraft(
  draft: PolicyDraft,
  versions: readonly PolicyVersion[],
  at: string,
): z.input<typeof draftViewSchema> {
  const policy = policyOf(draft);
  const { region, coverageYear, name, inForceFrom, revision, why } = policy.table;
  const { inForce } = inForceBeside(
    versions.filter(({ version }) => version !== policy.version),
    policy,
    at,
  );
  const differences = inForce ? tableDifferences(inForce, policy) : [];
  const { list, approval, publication, withdrawal, submittedBy, submittedAt, digest } = draft;
  return {
    version: policy.version,
    digest,
    region,
    coverageYear,
    name,
    inForceFrom,
    revision,
    why: why ?? null,
    state: stateOf(draft),
    submittedBy,
    submittedAt,
    differences: differences.map(({ path, before, after }) => ({
      path,
      label: nameOfField(path, policy.table),
      before: before ?? null,
      after: after ?? null,
    })),
    list: list ? showList(list) : null,
    approval: approval ?? null,
    publication: publication ?? null,
    withdrawal: withdrawal ?? null,
  };
}

function showList({ done, digest, begunAt, asOf, seen, counts, rules }: NonNullable<PolicyDraft['list']>) {
  const byRule = Object.entries(rules).map(([name, { cases, more }]) => {
    const [outcome = '', rule = ''] = name.split(' ');
    return { outcome, rule, cases, more: formatYuan(li(more)) };
  });
  return { done, digest, begunAt, asOf, seen, counts, rules: byRule.sort((one, other) => other.cases - one.cases) };
}
