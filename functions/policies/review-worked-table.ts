/**
 * What an officer sees of a table in the making: how each field is called, what the table says nothing of, what contradicts
 * itself, how much is left, and what typical people would be answered beside the year before.
 */
import type { FindVersions } from '../domain/assessments.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import { nameOfPart } from '../domain/policy/field-names.ts';
import { nameOfPeople } from '../domain/policy/name-of-people.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import type { Contradiction } from '../domain/policy-text/proposal.ts';
import { quotesIn } from '../domain/policy-text/quote-in-text.ts';
import { hintsOf } from '../domain/reading/hints.ts';
import type { ReadRules } from '../domain/reading/read-table.ts';
import { readWithReadings } from '../domain/reading/two-readings.ts';
import { type DraftIssue, readDraft } from './draft.ts';
import { isMapping, type NationalLayer } from './layers.ts';
import type { WrittenTable } from './proposed-table.ts';
import { withTaken } from './taken-packs.ts';
import { answerTypicalPeople, type ShownAnswer, TYPICAL_PEOPLE } from './typical-people.ts';
import { type Head, openContradictions, type Worked, writeWorkedTable } from './worked-table.ts';

export interface ReviewedTable {
  /** By the fields of the proposals and of the answers. */
  labels: ReadonlyMap<string, string>;
  /** Names of the values that the table would have. */
  said: ReadonlySet<string>;
  /** What the table would leave open, were every proposal accepted. */
  silent: readonly { field: string; label: string }[];
  /** What is wrong with it, were every proposal accepted. */
  issues: readonly (DraftIssue & { label: string })[];
  /** What its officer may not have meant, in sentences. */
  hints: readonly string[];
  /** Proposals that nobody has answered, and parts of the head that are empty. */
  left: number;
  /** As a file has it, with what is left in it as proposals. */
  written: JsonObject;
  /** Complete, as a draft is handed in; null while something is left or wrong. */
  complete: JsonObject | null;
  people: { name: string; now: ShownAnswer | null; before: ShownAnswer | null }[];
}

/** @param find the published versions of the region */
export async function reviewWorkedTable(
  worked: Worked,
  layers: readonly NationalLayer[],
  find: FindVersions,
): Promise<ReviewedTable> {
  const { reading, answers, head, begun } = worked;
  const { coverageYear } = head;
  const asIf = writeWorkedTable(worked, 'accepted');
  const { table, mistakes } = withTaken(asIf.table, coverageYear, layers);
  const read = readWithReadings(table);
  const draft = readDraft(table);
  const answered = answers.map(({ field }) => field);
  const open = reading.proposals.map(({ field }) => field).filter((field) => !answered.includes(field));
  const cites = worked.text.trim() !== '' || answers.some(({ quote, document }) => quote !== undefined && !document);
  const contradictions = openContradictions(worked);
  const empty = [head.name, ...(cites ? [head.title] : []), head.inForceFrom].filter((one) => one === '');
  const issues = [
    ...mistakes.map(({ path, message }) => ({ path: path.join('.'), message })),
    ...(draft.ok ? [] : draft.issues),
  ];
  const left = open.length + contradictions.length + empty.length;
  const kept = (begun?.values ?? []).map(({ field }) => field);
  const nobodySaid = forEverybody(read).filter(
    ({ path }) => !kept.some((one) => one.startsWith(path.replace(/who$/, ''))),
  );
  const ungrouped = [
    ...withoutGroup(worked),
    ...withoutStandard(asIf, contradictions),
    ...quotedFromNowhere(worked).map((path) => ({
      path,
      label: nameOfPart(asIf.pathOf(path), read),
      message: FROM_NOWHERE,
    })),
  ];
  /** The rest of a table with mistakes in it, as far as it is one. */
  const withoutFaults = (): PolicyVersion | null => {
    const faults = new Set(issues.map(({ path }) => entryOf(asIf.fieldAt(path))));
    const isSound = ({ field }: { field: string }) => !faults.has(entryOf(field));
    const proposals = reading.proposals.filter(isSound);
    const rest = writeWorkedTable(
      { ...worked, reading: { ...reading, proposals }, answers: answers.filter(isSound) },
      'accepted',
    );
    const found = readDraft(withTaken(rest.table, coverageYear, layers).table);
    return found.ok ? found.policy : null;
  };
  const nameOf = (field: string): string => nameOfPart(asIf.pathOf(field), read);
  const disputed = contradictions.map(({ field, said }) => ({
    path: field,
    label: nameOf(field),
    message: against(said),
  }));
  return {
    labels: new Map(
      [...open, ...answered, ...kept, ...disputed.map(({ path }) => path)].map((field) => [field, nameOf(field)]),
    ),
    said: new Set([...read.fields.values()].filter(({ standing }) => standing !== 'silent').map(({ label }) => label)),
    silent: [
      ...[...read.fields.values()]
        .filter(({ standing }) => standing === 'silent')
        .map(({ field, label }) => ({ field: asIf.fieldAt(field), label }))
        .filter(({ field }) => disputed.every(({ path }) => path !== field)),
    ],
    issues: [...disputed, ...issues.map((issue) => placed(issue, asIf, read)), ...nobodySaid, ...ungrouped],
    hints: draft.ok
      ? hintsOf(draft.policy).map(({ field, message }) => `${nameOf(asIf.fieldAt(field))}：${message}`)
      : [],
    left,
    written: writeWorkedTable(worked, 'proposed').table,
    complete: left === 0 && draft.ok && mistakes.length + nobodySaid.length + ungrouped.length === 0 ? table : null,
    people: (await peopleOf(head, draft.ok ? draft.policy : withoutFaults(), find, begun === null ? 1 : 0)).map(
      ({ now, ...person }) => ({ ...person, now: now && inDispute(now, disputed) }),
    ),
  };
}

const against = (said: Contradiction['said']): string =>
  `文件前后矛盾，没有采用任何一个：${said.map(({ quote }) => `“${quote.trim().replaceAll(/\s{1,100}/g, ' ')}”`).join('，又说')}。请核对后采用其中一个`;

/** What a person has to decide because the text contradicts itself says so. */
const inDispute = (answer: ShownAnswer, disputed: readonly { label: string }[]): ShownAnswer => ({
  ...answer,
  review: answer.review.map((one) => (disputed.some(({ label }) => label === one) ? `${one}（文件前后矛盾）` : one)),
});

/** A sentence that the text does not have passes for its words, unless another document is named. */
function quotedFromNowhere({ text, answers, head }: Worked): string[] {
  if (text.trim() === '') return [];
  const stands = quotesIn(text);
  return answers
    .filter(({ answer, quote = '', document = '' }) => answer === 'change' && quote !== '' && isOfText(document, head))
    .filter(({ quote = '' }) => !stands(quote))
    .map(({ field }) => field);
}
const isOfText = (document: string, { title }: Head): boolean => document === '' || document === title;
const FROM_NOWHERE = '引文不在原文中：请从原文中选出这一句，或写明它出自哪一份文件';

/** A value of a group whose group was rejected would be everybody's. */
const withoutGroup = ({ reading: { proposals }, answers, begun }: Worked) =>
  proposals.flatMap(({ field, value }) => {
    const line = /^((?:contribution|aid\.lines|ways)\.\w+)\.who$/.exec(field)?.[1];
    const isRejected = (one: string): boolean =>
      answers.some((answer) => answer.field === one && answer.answer === 'reject');
    if (line === undefined || begun !== null || !isRejected(field)) return [];
    const others = proposals.filter((one) => one.field.startsWith(`${line}.`) && !isRejected(one.field));
    const group = nameOfPeople(value);
    return others.length === 0
      ? []
      : [
          {
            path: field,
            label: `${group}：适用对象`,
            message: `原文只说${group}，不采用适用对象就成了所有人的：请写明是哪些人，或把这一行都不采用`,
          },
        ];
  });

/** Lines of a few people say nothing of everybody else: a table answers nobody without what most people pay. */
function withoutStandard({ table: { contribution }, fieldAt }: WrittenTable, disputed: readonly Contradiction[]) {
  if (contribution === 'silent') return [];
  const lines = isMapping(contribution) ? contribution.lines : contribution;
  const list = Array.isArray(lines) ? lines : [];
  const isOpen = disputed.some(({ field }) => /^contribution\.\d+\.individual$/.test(field));
  if (isOpen || list.some((line) => isMapping(line) && line.individual !== undefined && isGeneral(line.who))) return [];
  const fields = list.map((_, index) => fieldAt(`contribution.${index}`).split('.')[1]);
  const path = `contribution.${Math.max(-1, ...fields.map(Number)) + 1}.individual`;
  return [
    {
      path,
      label: '城乡居民个人缴费标准',
      message: '必填：没有一行是一般居民的个人缴费标准，这样多数人没有答复。请从原文选出，或新增一行',
    },
  ];
}

/** Whether a line may be for people of whom nothing particular is known. */
const isGeneral = (who: Json | undefined): boolean =>
  who === undefined || !/"(?:schooling|category|disability|event|born|under)"/.test(JSON.stringify(who));

/** What stands and falls with a field: its way, its line, or the field alone. */
const entryOf = (field: string): string => /^(?:ways\.[^.]+|[\w.]*?\.\d+)/.exec(field)?.[0] ?? field;

const placed = ({ path, message }: DraftIssue, { fieldAt }: WrittenTable, read: ReadRules) => ({
  path: fieldAt(path),
  label: nameOfPart(path, read),
  message,
});

/** Ways of few people that no sentence gives to them: a table would give them to everybody. */
const forEverybody = ({ rules }: ReadRules) =>
  rules.ways
    .filter(({ name, who }) => who === null && !ORDINARY.test(name))
    .map(({ name, label }) => ({
      path: `ways.${name}.who`,
      label: `${label}：适用对象`,
      message: '没有写明是哪些人，不写就成了所有人：请补充适用对象，或不采用这一情形',
    }));
const ORDINARY = /^(?:in_time|january|extension|late|all_year)/;

/**
 * Beside the answers of the year before, by its own table; of a table that changes one in force beside that one's.
 * @param yearsBack 1, or 0 where the version in force is changed
 */
async function peopleOf(
  { region, coverageYear }: Head,
  policy: PolicyVersion | null,
  find: FindVersions,
  yearsBack: number,
) {
  const withThis: FindVersions = (place, year) => (year === coverageYear && policy ? [policy] : find(place, year));
  const [now, before] = await Promise.all([
    policy ? answerTypicalPeople(region, coverageYear, withThis) : [],
    answerTypicalPeople(region, coverageYear - yearsBack, find),
  ]);
  return TYPICAL_PEOPLE.map(({ name }, index) => ({ name, now: now[index] ?? null, before: before[index] ?? null }));
}
