/** A policy text on its way to a table: read into proposals, decided by an officer one by one, kept as it is worked on. */
import { stringify } from 'yaml';
import { z } from 'zod';
import { localDateSchema } from '../../domain/calendar.ts';
import type { Json } from '../../domain/policy.ts';
import type { Proposal } from '../../domain/policy-text/proposal.ts';
import { readPolicyText } from '../../domain/policy-text/read-policy-text.ts';
import { nationalLayers } from '../../policies/national-layers.ts';
import { type ReviewedTable, reviewWorkedTable } from '../../policies/review-worked-table.ts';
import { type ShownAnswer, shownAnswerSchema } from '../../policies/typical-people.ts';
import { valuesOf } from '../../policies/values-of.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { inFullWidth } from '../../words/full-width.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import type { DraftServices } from '../http/services.ts';
import { requireRegion } from '../messages/message-view.ts';
import { tableParams } from './find-draft.ts';

const offset = z.int().min(0).max(1_000_000);
const answerSchema = z.strictObject({
  /** A path of the table; lists are numbered as the reader numbers them. */
  field: z
    .string()
    .max(120)
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9_]*(?:\.[A-Za-z0-9][A-Za-z0-9_]*)*$/,
      '应为政策表中的字段，如 contribution.0.individual',
    ),
  answer: z.enum(['accept', 'change', 'reject', 'silent']),
  value: z.string().max(2_000).optional().meta({ description: 'As a table writes it; of `change`' }),
  start: offset.optional(),
  end: offset.optional(),
  note: z.string().max(500).optional().meta({ description: 'What the text says instead; of `silent`' }),
});
const workSchema = z.strictObject({
  text: z.string().meta({ description: 'The policy text as it was published; at most 300,000 characters' }),
  name: z.string().trim().max(40).meta({ description: 'What the region is called' }),
  title: z.string().trim().max(200).meta({ description: 'Of the document' }),
  inForceFrom: z.union([localDateSchema, z.literal('')]),
  answers: z.array(answerSchema).max(500),
});
type Work = z.output<typeof workSchema>;

const words = { start: z.int(), end: z.int() };
const shownDecision = shownAnswerSchema
  .nullable()
  .meta({ description: 'Amounts, timing, wait and benefits of an assessment; null where no table answers' });
const answerOfWork = z.object({
  work: workSchema
    .extend({
      keptAt: z.string(),
      /** Proposals in the order of the text, then what the officer gave beside them. */
      rows: z.array(
        z.object({
          field: z.string(),
          label: z.string(),
          proposal: z
            .object({
              ...words,
              value: z.json(),
              sureness: z.enum(['sure', 'likely', 'damaged']),
              damage: z.array(z.string()).readonly(),
            })
            .nullable(),
          /** What last year's table says of it; null where it says nothing under this name. */
          lastYear: z.json(),
          answer: answerSchema.nullable(),
        }),
      ),
      unread: z.array(z.object(words)),
      warnings: z.array(z.string()),
      silent: z.array(z.object({ field: z.string(), label: z.string(), lastYear: z.json() })),
      issues: z.array(z.object({ field: z.string(), label: z.string(), message: z.string() })),
      hints: z.array(z.string()),
      left: z.int(),
      people: z.array(z.object({ name: z.string(), now: shownDecision, before: shownDecision })),
      yaml: z
        .string()
        .meta({ description: 'The table as a file; what nobody has answered stands in it as a proposal' }),
      table: z
        .record(z.string(), z.unknown())
        .nullable()
        .meta({ description: 'Complete, as submitDraft takes it; null while something is left or wrong' }),
    })
    .nullable(),
});

export const keepPolicyWork = defineRoute({
  entry: 'drafts',
  method: 'POST',
  path: '/policies/{region}/{coverageYear}/work',
  operation: 'keepPolicyWork',
  summary:
    'Reads a policy text into proposals for a table, and keeps it for the officer with what was decided of each; says what is left, what is wrong, and what typical people would be answered.',
  roles: ['policy_officer'],
  params: z.strictObject(tableParams),
  query: NO_PARAMETERS,
  body: workSchema,
  answer: answerOfWork,
  problems: ['region_not_allowed', 'policy_text_not_read', 'body_too_large'],
  async handle({ params: { region, coverageYear }, body, caller, at }, services) {
    requireRegion(caller, region);
    const shown = await show(region, coverageYear, body, at, services);
    if (!(await services.work.put(region, coverageYear, caller.sub, body, at))) {
      throw new ProblemError('body_too_large', '文本太长，保存不下：不像一份通知。请只留下要读的通知。');
    }
    return { status: 200, body: { work: shown } };
  },
});

export const getPolicyWork = defineRoute({
  entry: 'drafts',
  method: 'GET',
  path: '/policies/{region}/{coverageYear}/work',
  operation: 'getPolicyWork',
  summary: 'What the officer keeps of a policy text for this region and year, as it was left.',
  roles: ['policy_officer'],
  params: z.strictObject(tableParams),
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: answerOfWork,
  problems: ['region_not_allowed', 'policy_text_not_read'],
  async handle({ params: { region, coverageYear }, caller }, services) {
    requireRegion(caller, region);
    const kept = await services.work.get(region, coverageYear, caller.sub);
    if (!kept) return { status: 200, body: { work: null } };
    const work = await show(region, coverageYear, workSchema.parse(kept.work), kept.at, services);
    return { status: 200, body: { work } };
  },
});

async function show(
  region: string,
  coverageYear: number,
  work: Work,
  keptAt: string,
  { policies }: Pick<DraftServices, 'policies'>,
) {
  const reading = readPolicyText(work.text, { year: coverageYear });
  if (!reading.ok) throw new ProblemError('policy_text_not_read', reading.refusal.message);
  const published = await policies.versions(region, coverageYear);
  const lastYear = (await policies.versions(region, coverageYear - 1)).at(-1);
  const { title, inForceFrom, answers, text } = work;
  const name = work.name || ((published.at(-1) ?? lastYear)?.table.name ?? '');
  const said = new Map(lastYear ? valuesOf(lastYear).map((one) => [called(one.name), one.value]) : []);
  const sameDay = published.filter(({ table }) => table.inForceFrom === inForceFrom);
  const revision = Math.max(0, ...sameDay.map(({ table }) => table.revision)) + 1;
  const head = { region, coverageYear, name, title, inForceFrom, revision };
  const reviewed = await reviewWorkedTable({ text, reading, answers, head }, nationalLayers, (place, year) =>
    policies.versions(place, year),
  );
  return {
    ...work,
    name,
    keptAt,
    rows: rowsOf(reading.proposals, answers, reviewed, said),
    unread: reading.unread.map(({ start, end }) => ({ start, end })),
    warnings: reading.warnings.map(({ message }) => message),
    silent: reviewed.silent.map(({ field, label }) => ({
      field,
      label: called(label),
      lastYear: said.get(called(label)) ?? null,
    })),
    issues: reviewed.issues.map(({ path, label, message }) => ({
      field: path,
      label: called(label),
      message: inFullWidth(message),
    })),
    hints: reviewed.hints.map(inFullWidth),
    left: reviewed.left,
    people: reviewed.people.map(({ now, before, ...who }) => ({ ...who, now: set(now), before: set(before) })),
    yaml: stringify(reviewed.written, { lineWidth: 0, flowCollectionPadding: true }),
    table: reviewed.complete,
  };
}

const set = (answer: ShownAnswer | null): ShownAnswer | null =>
  answer && { ...answer, review: answer.review.map(inFullWidth) };

const called = inFullWidth;

function rowsOf(
  proposals: readonly Proposal[],
  answers: readonly z.output<typeof answerSchema>[],
  { labels }: ReviewedTable,
  said: ReadonlyMap<string, Json>,
) {
  const rowOf = (field: string, proposal: Proposal | null) => {
    const label = called(labels.get(field) ?? field);
    const answer = answers.find((one) => one.field === field) ?? null;
    return { field, label, proposal, lastYear: said.get(label) ?? null, answer };
  };
  const read = new Set(proposals.map(({ field }) => field));
  return [
    ...proposals.map((one) => rowOf(one.field, one)),
    ...answers.filter(({ field }) => !read.has(field)).map(({ field }) => rowOf(field, null)),
  ];
}
