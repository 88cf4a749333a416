import { z } from 'zod';
import type { PolicyVersion } from '../../domain/policy.ts';
import { doubtsIn, valuesOf } from '../../policies/values-of.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { requireRegion } from '../messages/message-view.ts';
import { draftViewSchema, showDraft } from './draft-view.ts';
import { draftParams, findDraft, policyOf, tableParams } from './find-draft.ts';
import { sayOutside } from './quotes-of-draft.ts';
import { valuesSchema } from './values-schema.ts';

const words = z.object({ start: z.int(), end: z.int() });
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
  async handle({ params: { region, coverageYear }, caller, at }, services) {
    requireRegion(caller, region);
    const found = await services.drafts.list(region, coverageYear);
    return { status: 200, body: { drafts: await Promise.all(found.map((draft) => showDraft(draft, at, services))) } };
  },
});

export const getDraft = defineRoute({
  entry: 'drafts',
  method: 'GET',
  path: '/policies/{region}/{coverageYear}/drafts/{version}',
  operation: 'getDraft',
  summary: 'A draft with its whole table, and with every value, standing and clause as a published table is shown.',
  roles: READERS,
  params: draftParams,
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: draftViewSchema.extend({
    table: z.record(z.string(), z.unknown()),
    values: z.array(
      valuesSchema.element.extend({
        doubt: z.string().meta({ description: 'That the quote writes something else; empty where it does not' }),
      }),
    ),
    notice: z
      .object({
        title: z.string(),
        text: z.string(),
        used: z.array(words),
        unread: z.array(words),
        unreadSeen: z.boolean(),
      })
      .nullable()
      .meta({
        description:
          'The policy text that it was made of, with the words that its values cite and the sentences that nothing was read from; null where there was none',
      }),
  }),
  problems: ['region_not_allowed', 'draft_not_found'],
  async handle({ params, caller, at }, services) {
    const draft = await findDraft(params, caller, services);
    const policy = policyOf(draft);
    const shown = await showDraft(draft, at, services);
    const values = valuesOf(policy);
    const { region, coverageYear, version } = params;
    const notice = await services.drafts.getNotice(region, coverageYear, version);
    const others = (await services.policies.versions(region, coverageYear)).filter((one) => one.version !== version);
    const doubtOf = doubtsIn(values, sayOutside(policy, notice, others));
    return {
      status: 200,
      body: {
        ...shown,
        table: policy.source,
        values: values.map((one) => ({ ...one, doubt: doubtOf(one) })),
        notice: notice && { ...notice, used: placesOf(policy, notice.text) },
      },
    };
  },
});

/** Where the words of the table's clauses stand in the text. */
function placesOf({ table: { clauses } }: PolicyVersion, text: string): { start: number; end: number }[] {
  return Object.values(clauses).flatMap(({ quote }) => {
    const start = quote.trim() === '' ? -1 : text.indexOf(quote.trim());
    return start < 0 ? [] : [{ start, end: start + quote.trim().length }];
  });
}
