import { z } from 'zod';
import { ProblemError } from '../../runtime/problem.ts';
import { OPINION_LIMIT } from '../decisions/task-actions.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { withoutNumbers } from '../http/written-text.ts';
import { draftViewSchema, showDraft } from './draft-view.ts';
import { draftChanged, draftParams, expectNotWithdrawn, findDraft, policyOf, signedBy } from './find-draft.ts';
import { whyOutdated } from './impact-freshness.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/, '应为 64 位摘要');

/** A second officer, with the list in hand: what is approved is named by the digests of both. */
export const approveDraft = defineRoute({
  entry: 'drafts',
  method: 'POST',
  path: '/policies/{region}/{coverageYear}/drafts/{version}/approval',
  operation: 'approveDraft',
  summary: 'Approves a draft, named with the list of what it does by their digests; never by who handed it in.',
  roles: ['policy_officer'],
  params: draftParams,
  query: NO_PARAMETERS,
  body: z.strictObject({
    draft: digest,
    list: digest,
    opinion: withoutNumbers(
      z.string('请填写意见').trim().min(2, '请填写意见').max(OPINION_LIMIT, `意见不能超过 ${OPINION_LIMIT} 字`),
    ),
  }),
  answer: draftViewSchema,
  problems: [
    'region_not_allowed',
    'draft_not_found',
    'draft_already_published',
    'draft_withdrawn',
    'same_officer_approves',
    'impact_not_listed',
    'impact_outdated',
    'draft_changed_meanwhile',
  ],
  async handle({ params, body, caller, at }, services) {
    const found = await findDraft(params, caller, services);
    expectNotWithdrawn(found);
    const { list, submittedBy, publication } = found;
    if (publication) throw new ProblemError('draft_already_published', '草案已经发布。');
    if (submittedBy === caller.sub) {
      throw new ProblemError('same_officer_approves', '草案由您提交，须由另一名政策人员同意。');
    }
    if (!list?.done) throw new ProblemError('impact_not_listed', '影响名单尚未算完，算完以后才能同意。');
    const why = await whyOutdated(list, policyOf(found), at, services);
    const isOther = body.list !== list.digest || body.draft !== found.digest;
    if (why ?? isOther) {
      throw new ProblemError('impact_outdated', `${why ?? '您看的不是现在的草案和名单'}，请看过新的名单再决定。`);
    }
    const approval = { ...signedBy(caller, at), list: list.digest, opinion: body.opinion };
    const approved = await services.drafts.change(found, { approval }, { unlessSubmittedBy: caller.sub });
    if (!approved) throw draftChanged();
    return { status: 200, body: await showDraft(approved, at, services) };
  },
});
