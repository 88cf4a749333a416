import { z } from 'zod';
import { ProblemError } from '../../runtime/problem.ts';
import { OPINION_LIMIT } from '../decisions/task-actions.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { withoutNumbers } from '../http/written-text.ts';
import { draftViewSchema, showDraft } from './draft-view.ts';
import { draftChanged, draftParams, findDraft, signedBy } from './find-draft.ts';

/** Kept with who withdrew it and why; the same content handed in again is a draft again. */
export const withdrawDraft = defineRoute({
  entry: 'drafts',
  method: 'POST',
  path: '/policies/{region}/{coverageYear}/drafts/{version}/withdrawal',
  operation: 'withdrawDraft',
  summary: 'Withdraws a draft that is not to be published.',
  roles: ['policy_officer'],
  params: draftParams,
  query: NO_PARAMETERS,
  body: z.strictObject({
    reason: withoutNumbers(
      z.string('请填写撤回原因').trim().min(2, '请填写撤回原因').max(OPINION_LIMIT, `原因不能超过 ${OPINION_LIMIT} 字`),
    ),
  }),
  answer: draftViewSchema,
  problems: ['region_not_allowed', 'draft_not_found', 'draft_already_published', 'draft_changed_meanwhile'],
  async handle({ params, body, caller, at }, services) {
    const found = await findDraft(params, caller, services);
    if (found.publication) throw new ProblemError('draft_already_published', '草案已经发布，不能撤回。');
    const withdrawal = { ...signedBy(caller, at), reason: body.reason };
    const withdrawn = found.withdrawal ? found : await services.drafts.change(found, { withdrawal });
    if (!withdrawn) throw draftChanged();
    return { status: 200, body: await showDraft(withdrawn, at, services) };
  },
});
