import { z } from 'zod';
import { dateOfInstant } from '../../domain/calendar.ts';
import { digestOf } from '../../domain/content/content-digest.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { readDraft } from '../../policies/draft.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { PolicyDraft } from '../../store/policies/policy-drafts.ts';
import { dateAsRead } from '../../words/as-read.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../http/route.ts';
import type { DraftServices } from '../http/services.ts';
import { requireRegion } from '../messages/message-view.ts';
import { draftViewSchema, showDraft } from './draft-view.ts';
import { policyOf, tableParams } from './find-draft.ts';
import { expectQuoted } from './quotes-of-draft.ts';

/** Characters, as many as are read of a text. */
const LONGEST_TEXT = 300_000;

const offset = z.int().min(0).max(LONGEST_TEXT);
const noticeSchema = z.strictObject({
  title: z.string().max(200),
  text: z.string().max(LONGEST_TEXT),
  unread: z.array(z.strictObject({ start: offset, end: offset })).max(2_000),
  unreadSeen: z.boolean(),
});

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
    notice: noticeSchema.optional().meta({
      description:
        'The policy text that the table was made of, so that whoever approves sees it: `unread` are its sentences that nothing was read from, `unreadSeen` says that each was looked at',
    }),
  }),
  answer: draftViewSchema,
  problems: ['region_not_allowed', 'policy_version_taken', 'draft_already_there', 'body_too_large'],
  async handle({ params: { region, coverageYear }, body: { table, notice }, caller, at }, services) {
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
    await expectNew(policy, published, drafts);
    expectNext(policy, published);
    expectSeen(notice);
    expectQuoted(policy, notice, published);
    if (notice && !(await drafts.putNotice(region, coverageYear, policy.version, notice))) {
      throw new ProblemError('body_too_large', '文件全文太长，保存不下：请只留下要读的通知。');
    }
    const submitted = await drafts.submit(policy, digestOf(policy.source), caller.sub, at, caller.name);
    if (submitted === null) throw alreadyThere();
    return { status: submitted.stored ? 201 : 200, body: await showDraft(submitted.draft, at, services) };
  },
});

/** @throws ProblemError `draft_already_there`: nothing in it is otherwise than in one that was handed in, or published */
async function expectNew(
  policy: PolicyVersion,
  published: readonly PolicyVersion[],
  drafts: Pick<DraftServices['drafts'], 'list'>,
): Promise<void> {
  const { region, coverageYear } = policy.table;
  const same = contentOf(policy);
  const there = (await drafts.list(region, coverageYear)).find(
    (draft) => !draft.withdrawal && contentOf(policyOf(draft)) === same,
  );
  if (there) throw alreadyThere(there);
  if (published.some((version) => contentOf(version) === same)) throw alreadyThere();
}

/** All that decides and is shown; not the number of the revision, which goes on by itself. */
const contentOf = ({ source: { revision: _revision, why: _why, ...content } }: PolicyVersion): string =>
  digestOf(content);

const alreadyThere = (draft?: PolicyDraft): ProblemError =>
  new ProblemError(
    'draft_already_there',
    draft === undefined
      ? '与已经提交或发布的政策表完全相同，没有再次提交。请改动后再提交。'
      : `与 ${dateAsRead(dateOfInstant(draft.submittedAt))} 提交的草案完全相同，没有再次提交。请在“草案与发布”中办理那一份，或改动后再提交。`,
  );

/** @throws ProblemError where sentences were not read and nobody says to have looked at them */
function expectSeen(notice: z.output<typeof noticeSchema> | undefined): void {
  if (!notice || notice.unreadSeen || notice.unread.length === 0) return;
  const message = `有 ${notice.unread.length} 句没有读出，请逐句看过以后再提交`;
  throw invalidRequest([{ path: 'notice.unreadSeen', message }]);
}

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
