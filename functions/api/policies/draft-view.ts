import { z } from 'zod';
import { tableDifferences } from '../../audit/table-differences.ts';
import { canonicalJson } from '../../domain/content/canonical-json.ts';
import { formatYuan, li } from '../../domain/money.ts';
import { nameOfField } from '../../domain/policy/field-names.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { type TableValue, valuesOf } from '../../policies/values-of.ts';
import type { PolicyDraft } from '../../store/policies/policy-drafts.ts';
import { inFullWidth } from '../../words/full-width.ts';
import type { DraftServices } from '../http/services.ts';
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
  /** The version that decides today, or on the draft's first day if that is later; without one, the last of the year before. */
  comparedWith: z
    .object({ version: z.string(), coverageYear: z.int(), inForceFrom: z.string() })
    .nullable()
    .meta({ description: 'Version that the differences are against; null where there is none' }),
  /** Against `comparedWith`; by the names of the values where that is of another year. */
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

export async function showDraft(
  draft: PolicyDraft,
  at: string,
  { policies }: Pick<DraftServices, 'policies'>,
): Promise<z.input<typeof draftViewSchema>> {
  const policy = policyOf(draft);
  const { region, coverageYear, name, inForceFrom, revision, why } = policy.table;
  const others = (await policies.versions(region, coverageYear)).filter(({ version }) => version !== policy.version);
  const { inForce } = inForceBeside(others, policy, at);
  const before = inForce ?? (await policies.versions(region, coverageYear - 1)).at(-1) ?? null;
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
    comparedWith: before && {
      version: before.version,
      coverageYear: before.table.coverageYear,
      inForceFrom: before.table.inForceFrom,
    },
    differences: before === null ? [] : inForce ? sinceVersion(inForce, policy) : sinceLastYear(before, policy),
    list: list ? showList(list) : null,
    approval: approval ?? null,
    publication: publication ?? null,
    withdrawal: withdrawal ?? null,
  };
}

const sinceVersion = (inForce: PolicyVersion, policy: PolicyVersion) =>
  tableDifferences(inForce, policy).map(({ path, before, after }) => ({
    path,
    label: inFullWidth(nameOfField(path, policy.table)),
    before: before ?? null,
    after: after ?? null,
  }));

/** What two years say of the same, by its name: a table of another year may be written in another form, and in another order. */
function sinceLastYear(before: PolicyVersion, policy: PolicyVersion) {
  const [old, now] = [byName(before), byName(policy)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const one = is ?? was;
    if (!one || canonicalJson([was?.value ?? null]) === canonicalJson([is?.value ?? null])) return [];
    return [{ path: one.path, label: inFullWidth(one.name), before: was?.value ?? null, after: is?.value ?? null }];
  });
}

/** What decides; values that are called alike, by their number. */
function byName(policy: PolicyVersion): Map<string, TableValue> {
  const times = new Map<string, number>();
  const values = valuesOf(policy).filter(({ information }) => !information);
  return new Map(
    values.map((one) => {
      const number = (times.get(one.name) ?? 0) + 1;
      times.set(one.name, number);
      return [`${one.name} ${number}`, one];
    }),
  );
}

function showList({ done, digest, begunAt, asOf, seen, counts, rules }: NonNullable<PolicyDraft['list']>) {
  const byRule = Object.entries(rules).map(([name, { cases, more }]) => {
    const [outcome = '', rule = ''] = name.split(' ');
    return { outcome, rule, cases, more: formatYuan(li(more)) };
  });
  return { done, digest, begunAt, asOf, seen, counts, rules: byRule.sort((one, other) => other.cases - one.cases) };
}
