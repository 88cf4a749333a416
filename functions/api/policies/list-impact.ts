import { z } from 'zod';
import { ProblemError } from '../../runtime/problem.ts';
import { impactEntrySchema } from '../../store/policies/policy-drafts.ts';
import { defineRoute, NO_BODY } from '../http/route.ts';
import { draftParams, findDraft } from './find-draft.ts';

export const listImpact = defineRoute({
  entry: 'drafts',
  method: 'GET',
  path: '/policies/{region}/{coverageYear}/drafts/{version}/impact',
  operation: 'listImpact',
  summary: 'The cases that a draft would change or revive: what was decided, what would be, and the first rule.',
  roles: ['policy_officer', 'auditor'],
  params: draftParams,
  query: z.strictObject({
    cursor: z
      .string()
      .regex(/^\d{1,6}$/, '翻页标记应为上一页给出的 cursor')
      .default('0')
      .transform(Number),
  }),
  body: NO_BODY,
  answer: z.object({ digest: z.string(), impacts: z.array(impactEntrySchema), cursor: z.string().nullable() }),
  problems: ['region_not_allowed', 'draft_not_found', 'impact_not_listed'],
  async handle({ params, query: { cursor }, caller }, services) {
    const draft = await findDraft(params, caller, services);
    const { list } = draft;
    if (!list) throw new ProblemError('impact_not_listed', '还没有影响名单，请先计算。');
    const impacts = cursor < list.parts ? await services.drafts.getPart(draft, list.run, cursor) : null;
    const next = cursor + 1 < list.parts ? String(cursor + 1) : null;
    return { status: 200, body: { digest: list.digest, impacts: impacts ?? [], cursor: next } };
  },
});
