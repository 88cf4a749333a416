/**
 * What an officer sees of a table in the making: how each field is called, what the table says nothing of, what contradicts
 * itself, how much is left, and what typical people would be answered beside the year before.
 */
import type { FindVersions } from '../domain/assessments.ts';
import type { JsonObject } from '../domain/json.ts';
import { nameOfPart } from '../domain/policy/field-names.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { hintsOf } from '../domain/reading/hints.ts';
import type { ReadRules } from '../domain/reading/read-table.ts';
import { readWithReadings } from '../domain/reading/two-readings.ts';
import { type DraftIssue, readDraft } from './draft.ts';
import type { NationalLayer } from './layers.ts';
import type { WrittenTable } from './proposed-table.ts';
import { withTaken } from './taken-packs.ts';
import { answerTypicalPeople, type ShownAnswer, TYPICAL_PEOPLE } from './typical-people.ts';
import { type Head, type Worked, writeWorkedTable } from './worked-table.ts';

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
  const cites = worked.text.trim() !== '' || answers.some(({ quote }) => quote !== undefined);
  const empty = [head.name, ...(cites ? [head.title] : []), head.inForceFrom].filter((one) => one === '');
  const issues = [
    ...mistakes.map(({ path, message }) => ({ path: path.join('.'), message })),
    ...(draft.ok ? [] : draft.issues),
  ];
  const left = open.length + empty.length;
  const kept = (begun?.values ?? []).map(({ field }) => field);
  const nobodySaid = forEverybody(read).filter(
    ({ path }) => !kept.some((one) => one.startsWith(path.replace(/who$/, ''))),
  );
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
  return {
    labels: new Map([...open, ...answered, ...kept].map((field) => [field, nameOfPart(asIf.pathOf(field), read)])),
    said: new Set([...read.fields.values()].filter(({ standing }) => standing !== 'silent').map(({ label }) => label)),
    silent: [
      ...[...read.fields.values()]
        .filter(({ standing }) => standing === 'silent')
        .map(({ field, label }) => ({ field: asIf.fieldAt(field), label })),
    ],
    issues: [...issues.map((issue) => placed(issue, asIf, read)), ...nobodySaid],
    hints:
      draft.ok && draft.policy.table.rules !== null
        ? hintsOf(draft.policy.table.rules).map(({ message }) => message)
        : [],
    left,
    written: writeWorkedTable(worked, 'proposed').table,
    complete: left === 0 && draft.ok && mistakes.length + nobodySaid.length === 0 ? table : null,
    people: await peopleOf(head, draft.ok ? draft.policy : withoutFaults(), find, begun === null ? 1 : 0),
  };
}

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
