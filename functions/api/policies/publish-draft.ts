import { z } from 'zod';
import { ProblemError } from '../../runtime/problem.ts';
import type { PolicyDraft } from '../../store/policies/policy-drafts.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import type { DraftServices } from '../http/services.ts';
import { draftViewSchema, showDraft } from './draft-view.ts';
import { draftChanged, draftParams, expectNotWithdrawn, findDraft, policyOf, signedBy } from './find-draft.ts';
import { whyOutdated } from './impact-freshness.ts';
import { expectNext } from './submit-draft.ts';

/** Asked again, it publishes again what a crash left unpublished: a version is put once, whoever puts it. */
export const publishDraft = defineRoute({
  entry: 'drafts',
  method: 'POST',
  path: '/policies/{region}/{coverageYear}/drafts/{version}/publication',
  operation: 'publishDraft',
  summary: 'Publishes a draft that a second officer approved, as a version that never changes.',
  roles: ['policy_officer'],
  params: draftParams,
  query: NO_PARAMETERS,
  body: z.strictObject({}),
  answer: draftViewSchema,
  problems: [
    'region_not_allowed',
    'draft_not_found',
    'draft_not_approved',
    'draft_withdrawn',
    'impact_outdated',
    'policy_version_taken',
    'draft_changed_meanwhile',
  ],
  async handle({ params, caller, at }, services) {
    const found = await findDraft(params, caller, services);
    expectNotWithdrawn(found);
    if (!found.publication) await expectReady(found, at, services);
    // Of two drafts that were listed against the same versions one is published, and the other is listed anew.
    if (!(await services.drafts.claimNext(found, at))) {
      throw new ProblemError('impact_outdated', '另一份草案正在发布，请重新计算名单，再经同意。');
    }
    const publication = signedBy(caller, at);
    const published = found.publication ? found : await services.drafts.change(found, { publication });
    if (!published) throw draftChanged();
    await services.policies.publish(policyOf(published));
    return { status: 200, body: await showDraft(published, at, services) };
  },
});

/** @throws ProblemError where it was not approved as it is now */
async function expectReady(found: PolicyDraft, at: string, services: DraftServices): Promise<void> {
  const { approval, list } = found;
  if (!approval || approval.list !== list?.digest) {
    throw new ProblemError('draft_not_approved', '须由另一名政策人员看过影响名单并同意，才能发布。');
  }
  const policy = policyOf(found);
  const { region, coverageYear } = policy.table;
  expectNext(policy, await services.policies.versions(region, coverageYear));
  const why = await whyOutdated(list, policy, at, services);
  if (why) throw new ProblemError('impact_outdated', `${why}，请重新计算名单，再经同意。`);
}
