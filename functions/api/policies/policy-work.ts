/** A policy text on its way to a table: read into proposals, decided by an officer one by one, kept as it is worked on. */
import { stringify } from 'yaml';
import { z } from 'zod';
import { localDateSchema } from '../../domain/calendar.ts';
import type { Json, JsonObject, PolicyVersion } from '../../domain/policy.ts';
import { headOfText } from '../../domain/policy-text/head-of-text.ts';
import type { ReadText } from '../../domain/policy-text/proposal.ts';
import { quoteDoubt } from '../../domain/policy-text/quote-doubt.ts';
import { quotesIn, sayNotInText } from '../../domain/policy-text/quote-in-text.ts';
import { readPolicyText } from '../../domain/policy-text/read-policy-text.ts';
import { addableFields } from '../../policies/addable-fields.ts';
import { type BegunTable, begunTable } from '../../policies/begun-table.ts';
import { FIELD_INPUTS, inputOfField, namesOfConditions } from '../../policies/field-input.ts';
import { isMapping } from '../../policies/layers.ts';
import { nationalLayers } from '../../policies/national-layers.ts';
import { ontoBegun } from '../../policies/onto-begun.ts';
import { provinceOf } from '../../policies/provinces.ts';
import { type ReviewedTable, reviewWorkedTable } from '../../policies/review-worked-table.ts';
import { type ShownAnswer, shownAnswerSchema } from '../../policies/typical-people.ts';
import { valuesOf } from '../../policies/values-of.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { inFullWidth } from '../../words/full-width.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import type { WorkServices } from '../http/services.ts';
import { requireRegion } from '../messages/message-view.ts';
import { tableParams } from './find-draft.ts';

const offset = z.int().min(0).max(1_000_000);
/** Conditions have three levels; what is deeper is nobody's, and would cost the stack. */
const isShallow = (node: unknown, levels = 12): boolean =>
  levels > 0 &&
  (typeof node !== 'object' || node === null || Object.values(node).every((one) => isShallow(one, levels - 1)));
const isValue = (node: unknown): boolean => isShallow(node) && JSON.stringify(node).length <= 4_000;

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
  value: z
    .union([z.string().max(2_000), z.unknown().refine(isValue, '太长或层次太多').pipe(z.json())])
    .optional()
    .meta({ description: 'As a table has it, as text or in parts; of `change`' }),
  start: offset.optional(),
  end: offset.optional(),
  quote: z.string().max(2_000).optional().meta({ description: 'Words of a document that is not at hand as a text' }),
  document: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: 'Title of that document, where it is not the policy text' }),
  clause: z.string().max(60).optional().meta({ description: 'Id of a clause of the table or the national layer' }),
  adopted: z.boolean().optional().meta({ description: 'The words do not say it outright' }),
  note: z.string().max(500).optional().meta({ description: 'What the text says instead; of `silent`' }),
});
const workSchema = z.strictObject({
  text: z.string().meta({ description: 'The policy text as it was published; at most 300,000 characters' }),
  begins: z
    .string()
    .max(60)
    .default('')
    .meta({ description: 'Version that the table begins from, or `blank`; left out, it begins from the text alone' }),
  name: z.string().trim().max(40).meta({ description: 'What the region is called' }),
  title: z.string().trim().max(200).meta({ description: 'Of the document' }),
  inForceFrom: z.union([localDateSchema, z.literal('')]),
  answers: z.array(answerSchema).max(500),
});
type Work = z.output<typeof workSchema>;

const filledAs = { input: z.enum(FIELD_INPUTS), codes: z.array(z.string()) };
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
          against: z
            .array(z.object({ ...words, value: z.json() }))
            .meta({ description: 'What the text says of it that cannot all be true; none of it is proposed' }),
          /** What the table that it begins from has; null where it has nothing, or there is none. */
          kept: z
            .object({
              value: z.json(),
              standing: z.enum(['stated', 'national', 'adopted', 'silent']),
              clause: z.string(),
              quote: z.string(),
            })
            .nullable(),
          ...filledAs,
          doubt: z
            .string()
            .meta({ description: 'That the words behind the value write something else; empty where they do not' }),
          /** What last year's table says of it; null where it says nothing under this name. */
          lastYear: z.json(),
          answer: answerSchema.nullable(),
        }),
      ),
      unread: z.array(z.object(words)),
      warnings: z.array(z.string()),
      silent: z.array(z.object({ field: z.string(), label: z.string(), ...filledAs, lastYear: z.json() })),
      issues: z.array(z.object({ field: z.string(), label: z.string(), ...filledAs, message: z.string() })),
      gone: z
        .array(z.object({ field: z.string(), label: z.string(), value: z.json() }))
        .meta({ description: "What last year's table of the region states and this one does not" }),
      clauses: z
        .array(
          z.object({
            id: z.string(),
            quote: z.string(),
            document: z.string(),
            of: z
              .enum(['own', 'above', 'elsewhere'])
              .meta({ description: 'Of the table itself; of the nation or the province; any other' }),
          }),
        )
        .meta({ description: 'Clauses that may stand behind a value beside the sentences of the text' }),
      addable: z
        .array(
          z.object({
            title: z.string(),
            fields: z.array(z.object({ field: z.string(), label: z.string(), ...filledAs })),
          }),
        )
        .meta({ description: 'What can be added to the table: a line or a way whole, or a part that one has not' }),
      names: z.record(z.string(), z.string()).meta({ description: 'Codes that the table declares itself' }),
      conditions: z.object({
        categories: z.array(z.string()),
        events: z.array(z.string()),
        payers: z.array(z.string()),
      }),
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
  entry: 'work',
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
  entry: 'work',
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
  { policies }: Pick<WorkServices, 'policies'>,
) {
  const published = await policies.versions(region, coverageYear);
  const lastYear = (await policies.versions(region, coverageYear - 1)).at(-1);
  const { answers, text, begins } = work;
  // As the text has them, until the officer says otherwise.
  const found = headOfText(text);
  const title = work.title || found.title;
  const inForceFrom = work.inForceFrom || found.inForceFrom;
  const begun = beginningOf(begins, published);
  const reading = readingOf(work, coverageYear, begun);
  const name = work.name || ((published.at(-1) ?? lastYear)?.table.name ?? found.name);
  const lastValues = lastYear ? valuesOf(lastYear) : [];
  const said = new Map(lastValues.map((one) => [called(one.name), one.value]));
  const sameDay = published.filter(({ table }) => table.inForceFrom === inForceFrom);
  const revision = Math.max(0, ...sameDay.map(({ table }) => table.revision)) + 1;
  const head = { region, coverageYear, name, title, inForceFrom, revision };
  const reviewed = await reviewWorkedTable({ text, reading, answers, head, begun }, nationalLayers, (place, year) =>
    policies.versions(place, year),
  );
  const names = namesIn(begun);
  const declared = {
    groups: Object.keys(names.groups),
    payers: Object.keys(names.payers),
    events: Object.keys(names.events),
  };
  const filled = (field: string) => {
    const { input, codes } = inputOfField(field, declared);
    return { input, codes: [...codes] };
  };
  const clauses = clausesFor(begun, region, coverageYear);
  const rows = withDoubts(rowsOf(reading, answers, begun, reviewed, said), text, clauses).map((row) => ({
    ...row,
    ...filled(row.field),
  }));
  const nameOfWay = (way: string) =>
    (rows.find(({ field }) => field.startsWith(`ways.${way}.`))?.label ?? way).split(/[：:]/)[0] ?? way;
  const isSaid = new Set([...reviewed.said].map(called));
  return {
    ...work,
    name,
    title,
    inForceFrom,
    keptAt,
    rows,
    unread: reading.unread.map(({ start, end }) => ({ start, end })),
    warnings: reading.warnings.map(({ message }) => message),
    silent: reviewed.silent.map(({ field, label }) => ({
      field,
      label: called(label),
      ...filled(field),
      lastYear: said.get(called(label)) ?? null,
    })),
    issues: reviewed.issues.map(({ path, label, message }) => ({
      field: path,
      label: called(label),
      ...filled(path),
      message: inFullWidth(message),
    })),
    hints: reviewed.hints.map(inFullWidth),
    gone:
      begun === null
        ? lastValues
            .filter(({ standing, information, clause }) => standing === 'stated' && clause !== '' && !information)
            .map((one) => ({ field: one.path, label: called(one.name), value: one.value }))
            .filter(({ label }) => !isSaid.has(label))
        : [],
    clauses,
    addable: addableFields(
      rows.map(({ field }) => field),
      (way) => called(nameOfWay(way)),
    ).map(({ title, fields }) => ({
      title: called(title),
      fields: fields.map((one) => ({ ...one, label: called(one.label), ...filled(one.field) })),
    })),
    names: Object.assign({}, ...Object.values(names)),
    conditions: namesOfConditions(declared),
    left: reviewed.left,
    people: reviewed.people.map(({ now, before, ...who }) => ({ ...who, now: set(now), before: set(before) })),
    yaml: stringify(reviewed.written, { lineWidth: 0, flowCollectionPadding: true }),
    table: reviewed.complete,
  };
}

/** Begun from no table and no text. */
const BLANK = 'blank';
const NOTHING: BegunTable = { values: [], head: {}, clauses: {}, documents: {} };

/** @throws ProblemError where the version is no published one */
function beginningOf(begins: string, published: readonly PolicyVersion[]): BegunTable | null {
  if (begins === '') return null;
  if (begins === BLANK) return NOTHING;
  const version = published.find((one) => one.version === begins);
  if (version) return begunTable(version);
  throw new ProblemError('policy_text_not_read', '起草所依据的版本不在已发布的版本中：请重新开始。');
}

/** @throws ProblemError where the text is no notice */
function readingOf({ text }: Work, coverageYear: number, begun: BegunTable | null): ReadText {
  if (begun !== null && text.trim() === '')
    return { ok: true, proposals: [], contradictions: [], unread: [], warnings: [] };
  const reading = readPolicyText(text, { year: coverageYear });
  if (!reading.ok) throw new ProblemError('policy_text_not_read', reading.refusal.message);
  return begun === null ? reading : ontoBegun(reading, begun);
}

const wordsIn = (node: Json | undefined): Record<string, string> =>
  isMapping(node) ? Object.fromEntries(Object.entries(node).map(([code, name]) => [code, String(name)])) : {};

const namesIn = (begun: BegunTable | null) => ({
  groups: wordsIn(begun?.head.groups),
  payers: wordsIn(begun?.head.payers),
  events: wordsIn(begun?.head.events),
});

/** Of the table itself, then of the nation and the region's province, then readings and what was said elsewhere. */
function clausesFor(begun: BegunTable | null, region: string, coverageYear: number) {
  const layers = nationalLayers.filter(({ fromCoverageYear }) => fromCoverageYear <= coverageYear);
  const province = provinceOf(region);
  const own = begun?.clauses ?? {};
  const named = (clauses: JsonObject, documents: JsonObject, of: (document: string) => Clause['of']): Clause[] =>
    Object.entries(clauses).map(([id, clause]) => {
      const { quote = '', document = '' } = isMapping(clause) ? clause : {};
      const found = documents[String(document)];
      const title = isMapping(found) ? String(found.title ?? '') : '';
      return { id, quote: String(quote), document: title, of: of(title) };
    });
  const shared = layers.flatMap(({ standing, clauses, documents }) =>
    named(clauses, documents, (title) =>
      standing === 'national' || (province !== '' && title.includes(province)) ? 'above' : 'elsewhere',
    ),
  );
  const all = [...named(own, begun?.documents ?? {}, () => 'own'), ...shared];
  const once = [...new Map(all.toReversed().map((one) => [one.id, one])).values()];
  const order = ['own', 'above', 'elsewhere'];
  return once.toReversed().sort((one, other) => order.indexOf(one.of) - order.indexOf(other.of));
}

interface Clause {
  id: string;
  quote: string;
  document: string;
  of: 'own' | 'above' | 'elsewhere';
}

type ShownRow = ReturnType<typeof rowsOf>[number];

/** A value that was proposed or given stands in the words behind it, or is to be looked at. */
function withDoubts(rows: readonly ShownRow[], text: string, clauses: readonly Clause[]) {
  const valueOfRow = ({ answer, proposal }: ShownRow): Json =>
    answer?.answer === 'change'
      ? (answer.value ?? null)
      : answer && answer.answer !== 'accept'
        ? null
        : (proposal?.value ?? null);
  const quoteOf = ({ answer, proposal, kept }: ShownRow): string => {
    const { clause, quote, start, end } = answer ?? {};
    if (clause) return clauses.find(({ id }) => id === clause)?.quote ?? '';
    if (quote) return quote;
    if (start !== undefined && end !== undefined) return text.slice(start, end);
    return proposal ? text.slice(proposal.start, proposal.end) : (kept?.quote ?? '');
  };
  const individual = rows
    .filter(({ field }) => /^contribution\.\d+\.individual$/.test(field))
    .map((row) => Number(valueOfRow(row)))
    .filter((amount) => amount > 0);
  const stands = quotesIn(text);
  const isTyped = ({ answer }: ShownRow): boolean => answer?.answer === 'change' && !answer.clause && !!answer.quote;
  const doubtOf = (row: ShownRow): string | null => {
    const quote = quoteOf(row);
    if (text.trim() !== '' && isTyped(row) && !stands(quote)) return sayNotInText(row.answer?.document ?? '');
    const value = valueOfRow(row);
    return quoteDoubt({ field: row.field, value, quote, individual, inferred: isInferred(row) });
  };
  return rows.map((row) => ({ ...row, doubt: doubtOf(row) ?? '' }));
}

const isInferred = ({ answer, proposal }: ShownRow): boolean =>
  answer?.answer === 'change' ? answer.adopted === true : proposal?.sureness === 'likely';

const set = (answer: ShownAnswer | null): ShownAnswer | null =>
  answer && { ...answer, review: answer.review.map(inFullWidth) };

const called = inFullWidth;

/** The first part of a field that stands behind others, or says what they are called. */
const UNSHOWN = ['by', 'note', 'before', 'like'];

function rowsOf(
  { proposals, contradictions }: ReadText,
  answers: readonly z.output<typeof answerSchema>[],
  begun: BegunTable | null,
  { labels }: ReviewedTable,
  said: ReadonlyMap<string, Json>,
) {
  const values = new Map((begun?.values ?? []).map((one) => [one.field, one]));
  const disputed = new Map(contradictions.map((one) => [one.field, one.said]));
  const proposed = new Map(proposals.map((one) => [one.field, one]));
  const rowOf = (field: string) => {
    const proposal = proposed.get(field) ?? null;
    const against = (disputed.get(field) ?? []).map(({ start, end, value: said }) => ({ start, end, value: said }));
    const label = called(labels.get(field) ?? field);
    const answer = answers.find((one) => one.field === field) ?? null;
    const value = values.get(field);
    const kept = value
      ? { value: value.value, standing: value.standing, clause: value.clause, quote: value.quote }
      : null;
    return { field, label, proposal, against, kept, lastYear: said.get(label) ?? null, answer };
  };
  const shown = [...values.keys()].filter((field) => !UNSHOWN.includes(field.split('.').at(-1) ?? ''));
  const inText = [
    ...proposals.map(({ field, start }) => ({ field, start })),
    ...contradictions.map(({ field, said }) => ({ field, start: said[0]?.start ?? 0 })),
  ].sort((a, b) => a.start - b.start);
  const fields = [...inText.map(({ field }) => field), ...shown, ...answers.map(({ field }) => field)];
  return lineByLine([...new Set(fields)]).map(rowOf);
}

/** The fields of a line, or of a way, stand together, and first whom it is for: no value of a group is read as everybody's. */
function lineByLine(fields: readonly string[]): string[] {
  const lineOf = (field: string): string => /^(?:[a-z_]+(?:\.lines)?\.\d+|ways\.\w+)(?=\.)/.exec(field)?.[0] ?? field;
  const lines = [...new Set(fields.map(lineOf))];
  return lines.flatMap((line) => {
    const own = fields.filter((field) => lineOf(field) === line);
    return [...own.filter((field) => field === `${line}.who`), ...own.filter((field) => field !== `${line}.who`)];
  });
}
