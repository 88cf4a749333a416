import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { decidedCaseOf, type Impact, type ImpactOf, openImpact } from '../../audit/impact.ts';
import { addSums, nothingYet, sumImpacts } from '../../audit/impact-sums.ts';
import { digestOf } from '../../domain/content/content-digest.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { ImpactEntry, ImpactList, PolicyDraft } from '../../store/policies/policy-drafts.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import type { DraftServices } from '../http/services.ts';
import { draftViewSchema, showDraft } from './draft-view.ts';
import { draftChanged, draftParams, expectNotWithdrawn, findDraft, inForceBeside, policyOf } from './find-draft.ts';
import { idsOf, whyOutdated } from './impact-freshness.ts';

/** Milliseconds that one call works before it says how far it came; the gateway gives up after 29 seconds. */
const WORKS_FOR = 10_000;
/** The entries of so many cases fit into one item of the list. */
const PAGE = 200;

/**
 * Each call goes on where the last one stopped. So short calls make a list of any length, and a lost call costs only
 * its own work. A list that is done and fresh stays as it is.
 */
export const goOnListing = defineRoute({
  entry: 'drafts',
  method: 'POST',
  path: '/policies/{region}/{coverageYear}/drafts/{version}/impact',
  operation: 'goOnListing',
  summary: 'Decides stored cases again by a draft, for some seconds; call it until the list is done.',
  roles: ['policy_officer'],
  params: draftParams,
  query: NO_PARAMETERS,
  body: z.strictObject({}),
  answer: draftViewSchema,
  problems: [
    'region_not_allowed',
    'draft_not_found',
    'draft_already_published',
    'draft_withdrawn',
    'draft_changed_meanwhile',
  ],
  async handle({ params, caller, at }, services) {
    const draft = await findDraft(params, caller, services);
    expectNotWithdrawn(draft);
    if (draft.publication) throw new ProblemError('draft_already_published', '草案已经发布，名单不再变动。');
    const policy = policyOf(draft);
    const versions = await services.policies.versions(params.region, params.coverageYear);
    const kept = draft.list && !(await whyOutdated(draft.list, policy, at, services)) ? draft.list : undefined;
    if (kept?.done) return { status: 200, body: await showDraft(draft, at, services) };
    const before = kept ?? begin(draft, policy, versions, at);
    const of = { draft: policy, inForce: inForceBeside(versions, policy, at).inForce, asOf: before.asOf };
    const list = await goOn(draft, before, of, services);
    // What was approved by an older list is not approved by this one.
    const changed = await services.drafts.change(draft, { list, approval: undefined });
    if (!changed) throw draftChanged();
    return { status: 200, body: await showDraft(changed, at, services) };
  },
});

function begin(
  { digest, list, runs = 0 }: PolicyDraft,
  policy: PolicyVersion,
  versions: readonly PolicyVersion[],
  at: string,
): ImpactList {
  const run = (list?.run ?? runs) + 1;
  const published = idsOf(versions);
  const { asOf } = inForceBeside(versions, policy, at);
  return {
    run,
    begunAt: at,
    published,
    asOf,
    done: false,
    seen: 0,
    ...nothingYet(),
    parts: 0,
    digest: digestOf({ digest, run, published, asOf }),
  };
}

async function goOn(
  draft: PolicyDraft,
  before: ImpactList,
  of: ImpactOf,
  { cases, drafts }: Pick<DraftServices, 'cases' | 'drafts'>,
): Promise<ImpactList> {
  const { region, coverageYear } = of.draft.table;
  const decide = openImpact(of);
  const until = performance.now() + WORKS_FOR;
  const list = structuredClone(before);
  do {
    const page = await cases.list({ regions: [region], limit: PAGE, cursor: list.cursor });
    const own = page.cases.filter((found) => found.coverageYear === coverageYear && found.openedAt <= list.begunAt);
    const impacts = own.map(decidedCaseOf).map(decide);
    const entries = impacts.flatMap(entryOf);
    if (entries.length > 0) {
      await drafts.putPart(draft, list.run, list.parts, entries);
      list.digest = digestOf([list.digest, entries]);
      list.parts += 1;
    }
    list.seen += own.length;
    addSums(list, sumImpacts(impacts));
    list.cursor = page.cursor ?? undefined;
    list.done = page.cursor === null;
  } while (!list.done && performance.now() < until);
  return list;
}

function entryOf({ caseId, outcome, differences, rule }: Impact): ImpactEntry[] {
  if (outcome !== 'changed' && outcome !== 'revived') return [];
  return [{ caseId, outcome, differences: differences.map(written), ...(rule && { rule }) }];
}

/** As it will be read again: a value that is not there is null. */
const written = ({ path, before, after }: Impact['differences'][number]) => ({
  path,
  before: before ?? null,
  after: after ?? null,
});
