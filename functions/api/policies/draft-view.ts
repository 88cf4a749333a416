import { z } from 'zod';
import { tableDifferences } from '../../audit/table-differences.ts';
import { canonicalJson } from '../../domain/content/canonical-json.ts';
import { formatYuan, li } from '../../domain/money.ts';
import { nameOfField } from '../../domain/policy/field-names.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { codesOf, doubtsIn, type TableValue, valuesOf } from '../../policies/values-of.ts';
import type { PolicyDraft } from '../../store/policies/policy-drafts.ts';
import { inFullWidth } from '../../words/full-width.ts';
import type { DraftServices } from '../http/services.ts';
import { inForceBeside, policyOf } from './find-draft.ts';
import { sayOutside } from './quotes-of-draft.ts';

const STATES = ['submitted', 'listing', 'listed', 'approved', 'published', 'withdrawn'] as const;
const countsSchema = z.object({ unchanged: z.int(), changed: z.int(), revived: z.int(), undecided: z.int() });

const bySomebody = z.object({ by: z.string(), byName: z.string(), at: z.string() });
const withdrawalSchema = bySomebody.extend({ reason: z.string() });
const behindSchema = z.object({
  quote: z.string(),
  document: z.string(),
  standing: z.string(),
  inferred: z.boolean(),
  doubt: z.string().meta({ description: 'That the quote writes something else; empty where it does not' }),
});

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
  submittedByName: z.string().meta({ description: 'As the sign-in called the person; the id where it said no name' }),
  submittedAt: z.string(),
  /** The version that decides today, or on the draft's first day if that is later; without one, the last of the year before. */
  comparedWith: z
    .object({ version: z.string(), coverageYear: z.int(), inForceFrom: z.string() })
    .nullable()
    .meta({ description: 'Version that the differences are against; null where there is none' }),
  /** Against `comparedWith`; by the names of the values where that is of another year. */
  differences: z.array(
    z.object({
      path: z.string(),
      label: z.string(),
      before: z.unknown(),
      after: z.unknown(),
      behind: z
        .object({ before: behindSchema.nullable(), after: behindSchema.nullable() })
        .meta({ description: 'What stands behind either value; null where there is none, or no clause' }),
    }),
  ),
  codes: z.record(z.string(), z.string()).meta({
    description: 'What the codes are called that the table, or the one that it is compared with, declares itself',
  }),
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
  approval: bySomebody.extend({ list: z.string(), opinion: z.string() }).nullable(),
  publication: bySomebody.nullable(),
  withdrawal: withdrawalSchema.nullable(),
  withdrawals: z
    .array(withdrawalSchema)
    .meta({ description: 'Earlier ones, after each of which it was handed in again; the first one first' }),
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
  { policies, drafts }: Pick<DraftServices, 'policies' | 'drafts'>,
): Promise<z.input<typeof draftViewSchema>> {
  const policy = policyOf(draft);
  const { region, coverageYear, name, inForceFrom, revision, why } = policy.table;
  const published = await policies.versions(region, coverageYear);
  const others = published.filter(({ version }) => version !== policy.version);
  const { inForce } = inForceBeside(others, policy, at);
  const before = inForce ?? (await policies.versions(region, coverageYear - 1)).at(-1) ?? null;
  const isOver = draft.publication !== undefined || draft.withdrawal !== undefined;
  const notice = isOver || before === null ? null : await drafts.getNotice(region, coverageYear, policy.version);
  const behind = behindIn(policy, sayOutside(policy, notice, others));
  const { list, submittedBy, submittedByName, submittedAt, digest } = draft;
  const called = <Did extends { by: string; name?: string | undefined }>({ name: who, ...did }: Did) => ({
    ...did,
    byName: who ?? did.by,
  });
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
    submittedByName: submittedByName ?? submittedBy,
    submittedAt,
    comparedWith: before && {
      version: before.version,
      coverageYear: before.table.coverageYear,
      inForceFrom: before.table.inForceFrom,
    },
    differences:
      before === null ? [] : inForce ? sinceVersion(inForce, policy, behind) : sinceLastYear(before, policy, behind),
    codes: { ...(before && codesOf(before)), ...codesOf(policy) },
    list: list ? showList(list) : null,
    approval: draft.approval ? called(draft.approval) : null,
    publication: draft.publication ? called(draft.publication) : null,
    withdrawal: draft.withdrawal ? called(draft.withdrawal) : null,
    withdrawals: (draft.withdrawals ?? []).map(called),
  };
}

type FindBehind = ReturnType<typeof behindIn>;

function sinceVersion(inForce: PolicyVersion, policy: PolicyVersion, is: FindBehind) {
  const was = behindIn(inForce);
  return tableDifferences(inForce, policy).map(({ path, before, after }) => ({
    path,
    label: inFullWidth(nameOfField(path, policy.table)),
    before: before ?? null,
    after: after ?? null,
    behind: { before: was(path), after: is(path) },
  }));
}

/** What two years say of the same, by its name: a table of another year may be written in another form, and in another order. */
function sinceLastYear(before: PolicyVersion, policy: PolicyVersion, behindNow: FindBehind) {
  const [old, now] = [byName(before), byName(policy)];
  const behindOld = behindIn(before);
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const one = is ?? was;
    // What decides nothing in either year is no difference; what decides in one of them is one.
    if ([was, is].every((value) => value === undefined || value.information)) return [];
    if (!one || canonicalJson([was?.value ?? null]) === canonicalJson([is?.value ?? null])) return [];
    return [
      {
        path: one.path,
        label: inFullWidth(one.name),
        before: was?.value ?? null,
        after: is?.value ?? null,
        behind: { before: was ? behindOld(was.path) : null, after: is ? behindNow(is.path) : null },
      },
    ];
  });
}

/** What stands behind the value at a path, or behind the one that the path is within, or the first within it. */
function behindIn(
  policy: PolicyVersion,
  outside?: ReadonlyMap<string, string>,
): (path: string) => z.output<typeof behindSchema> | null {
  const values = valuesOf(policy);
  const doubtOf = doubtsIn(values, outside);
  return (path) => {
    const found =
      values.find((one) => one.path === path) ??
      values.find((one) => path.startsWith(`${one.path}.`)) ??
      values.find((one) => one.path.startsWith(`${path}.`) && one.quote !== '');
    if (!found) return null;
    const { quote, document, standing, inferred } = found;
    return { quote, document, standing, inferred, doubt: doubtOf(found) };
  };
}

/** Values that are called alike, by their number. */
function byName(policy: PolicyVersion): Map<string, TableValue> {
  const times = new Map<string, number>();
  return new Map(
    valuesOf(policy).map((one) => {
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
