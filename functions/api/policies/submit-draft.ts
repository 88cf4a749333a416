import { z } from 'zod';
import { digestOf } from '../../domain/content/content-digest.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { readDraft } from '../../policies/draft.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../http/route.ts';
import { requireRegion } from '../messages/message-view.ts';
import { draftViewSchema, showDraft } from './draft-view.ts';
import { tableParams } from './find-draft.ts';

/** Checked as a file is; kept under the hash of its content, so that what is approved is what is published. */
export const submitDraft = defineRoute({
  entry: 'drafts',
  method: 'POST',
  creates: true,
  path: '/policies/{region}/{coverageYear}/drafts',
  operation: 'submitDraft',
  summary: 'Hands in a whole policy table that is to be published; a mistake is named by its path.',
  roles: ['policy_officer'],
  params: z.strictObject(tableParams),
  query: NO_PARAMETERS,
  body: z.strictObject({
    table: z
      .record(z.string(), z.unknown(), '请给出完整的政策表')
      .meta({ description: 'As GET /policies/{region}/{coverageYear} answers one' }),
  }),
  answer: draftViewSchema,
  problems: ['region_not_allowed', 'policy_version_taken'],
  async handle({ params: { region, coverageYear }, body: { table }, caller, at }, services) {
    const { drafts, policies } = services;
    requireRegion(caller, region);
    const year = yearSchema.safeParse(table).data?.coverageYear;
    if (year !== undefined && year !== coverageYear) {
      throw invalidRequest([{ path: 'table.coverageYear', message: `应为 ${coverageYear}` }]);
    }
    const read = readDraft(table);
    if (!read.ok) throw invalidRequest(read.issues.map(({ path, message }) => ({ path: `table.${path}`, message })));
    const { policy } = read;
    if (policy.table.region !== region) throw invalidRequest([{ path: 'table.region', message: `应为 ${region}` }]);
    const published = await policies.versions(region, coverageYear);
    expectNext(policy, published);
    const { stored, draft } = await drafts.submit(policy, digestOf(policy.source), caller.sub, at);
    return { status: stored ? 201 : 200, body: await showDraft(draft, at, { policies }) };
  },
});

/** The year first: of a table of another one, every day would be named. */
const yearSchema = z.looseObject({ coverageYear: z.int() });

/** What was decided by a version stays decided by it: a new one begins later, or corrects the last one of its day. */
export function expectNext({ version, table }: PolicyVersion, published: readonly PolicyVersion[]): void {
  const place = (one: PolicyVersion['table']) => `${one.inForceFrom}#${String(one.revision).padStart(4, '0')}`;
  const last = published.filter((one) => one.version !== version).at(-1);
  if (!last || place(last.table) < place(table)) return;
  throw new ProblemError(
    'policy_version_taken',
    `最近发布的版本自 ${last.table.inForceFrom} 起施行（修订 ${last.table.revision}）。新版本应晚于它施行，或同日施行而修订号更大。`,
  );
}
