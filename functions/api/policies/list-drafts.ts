import { z } from 'zod';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { requireRegion } from '../messages/message-view.ts';
import { draftViewSchema, showDraft } from './draft-view.ts';
import { draftParams, findDraft, tableParams } from './find-draft.ts';

const READERS = ['policy_officer', 'auditor'] as const;

export const listDrafts = defineRoute({
  entry: 'drafts',
  method: 'GET',
  path: '/policies/{region}/{coverageYear}/drafts',
  operation: 'listDrafts',
  summary: 'The drafts of a policy table, with what each would change and who approved it.',
  roles: READERS,
  params: z.strictObject(tableParams),
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: z.object({ drafts: z.array(draftViewSchema) }),
  problems: ['region_not_allowed'],
  async handle({ params: { region, coverageYear }, caller, at }, { drafts, policies }) {
    requireRegion(caller, region);
    const published = await policies.versions(region, coverageYear);
    const found = await drafts.list(region, coverageYear);
    return { status: 200, body: { drafts: found.map((draft) => showDraft(draft, published, at)) } };
  },
});

export const getDraft = defineRoute({
  entry: 'drafts',
  method: 'GET',
  path: '/policies/{region}/{coverageYear}/drafts/{version}',
  operation: 'getDraft',
  summary: 'A draft with its whole table.',
  roles: READERS,
  params: draftParams,
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: draftViewSchema.extend({ table: z.record(z.string(), z.unknown()) }),
  problems: ['region_not_allowed', 'draft_not_found'],
  async handle({ params, caller, at }, services) {
    const draft = await findDraft(params, caller, services);
    const published = await services.policies.versions(params.region, params.coverageYear);
    return { status: 200, body: { ...showDraft(draft, published, at), table: JSON.parse(draft.source) } };
  },
});
