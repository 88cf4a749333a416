/**
 * The table that an officer makes of a policy text: each proposal of the reader, with what the officer answered to it, and
 * values that the officer gave beside them. In the form of a file; nothing of it is published before it is read as one.
 */
import { parse } from 'yaml';
import type { Json } from '../domain/json.ts';
import type { Contradiction, Proposal, ReadText } from '../domain/policy-text/proposal.ts';
import { splitCitation } from '../domain/reading/citation.ts';
import type { BegunTable } from './begun-table.ts';
import { isMapping } from './layers.ts';
import {
  contradictionLeaf,
  guessedDay,
  type Leaf,
  proposalLeaf,
  tableOfLeaves,
  type WrittenTable,
} from './proposed-table.ts';

/** What an officer says of one field. */
export interface Answer {
  /** Path in the table as the reader numbers its lists: `contribution.0.individual`. */
  field: string;
  /** `reject`: the field is left out as if the reader had not proposed it. */
  answer: 'accept' | 'change' | 'reject' | 'silent';
  /** As a table has it: `400.00`, `{ category: orphan }`, as parts or typed in a line; of `change` only. */
  value?: Json | undefined;
  /** Words of the text that say so, in UTF-16 units; those of the proposal where none are given. */
  start?: number | undefined;
  end?: number | undefined;
  /** Words of a document that is not at hand as a text, typed. */
  quote?: string | undefined;
  /** Title of that document; that of the policy text where it is left out. */
  document?: string | undefined;
  /** Id of a clause that the table or the national layer has. */
  clause?: string | undefined;
  /** The words do not say it outright: a caseworker confirms it once. */
  adopted?: boolean | undefined;
  /** What the text says instead of a value; of `silent` only. */
  note?: string | undefined;
}

/** What no sentence says: how the table is called, and from when it holds. */
export interface Head {
  region: string;
  coverageYear: number;
  name: string;
  title: string;
  /** ISO date; empty as long as nobody has said it. */
  inForceFrom: string;
  revision: number;
}

export interface Worked {
  text: string;
  reading: ReadText;
  answers: readonly Answer[];
  head: Head;
  /** The published table that it begins from; null where it begins from the text alone. */
  begun: BegunTable | null;
}

/**
 * Values of the table that it begins from stay until one answers otherwise. What the text proposes for one of them goes
 * before it, if it is accepted.
 * @param unanswered `proposed`: a proposal that nobody answered stands as one, and the table is refused; `accepted`: it
 * stands as if it were accepted, to see what the table would do
 */
export function writeWorkedTable(worked: Worked, unanswered: 'proposed' | 'accepted'): WrittenTable {
  const { text, reading, answers, head, begun } = worked;
  const answered = new Map(answers.map((one) => [one.field, one]));
  const open = openContradictions(worked);
  // A window of which one day is in dispute is open on no day that anybody knows.
  const disputed = unanswered === 'accepted' ? open.flatMap(({ field }) => otherEnd(field)) : [];
  const proposals = reading.proposals.filter(({ field }) => !disputed.includes(field));
  const known = new Set(reading.proposals.map(({ field }) => field));
  const kept = (begun?.values ?? []).flatMap(({ field, node }): Leaf[] => {
    const answer = answered.get(field);
    // Rejected is what the text says, and not what the table has.
    return answer?.answer === 'reject' && !known.has(field) ? [] : [{ field, node: () => node }];
  });
  const proposed = proposals.flatMap((proposal): Leaf[] => {
    const answer = answered.get(proposal.field);
    if (answer !== undefined) return leafOf(answer, text, proposal);
    return unanswered === 'accepted'
      ? [{ ...proposal, node: (clause) => confirmed(proposal.field, proposal.value, standing(clause, proposal)) }]
      : [proposalLeaf(proposal)];
  });
  const given = answers.filter(({ field }) => !known.has(field)).flatMap((answer) => leafOf(answer, text));
  const contradicted = [...open.map(({ field }) => field), ...disputed].flatMap((field): Leaf[] =>
    unanswered === 'accepted' && MAY_BE_SILENT.test(field) ? [{ field, node: () => ({ silent: CONTRADICTS }) }] : [],
  );
  const marked = unanswered === 'proposed' ? open.map(contradictionLeaf) : [];
  const whole = unanswered === 'accepted' ? filledIn(head) : head;
  return tableOfLeaves([...kept, ...proposed, ...contradicted, ...marked, ...given], { ...whole, begun });
}

/** Contradictions of the text that nobody has settled. */
export const openContradictions = ({ reading, answers }: Worked): Contradiction[] =>
  reading.contradictions.filter(({ field }) => answers.every((one) => one.field !== field));

const CONTRADICTS = '文件前后矛盾';
/** Values that decide money or a day: what depends on them says that it does. */
const MAY_BE_SILENT =
  /^(?:contribution|aid\.lines)\.\d+\.(?:individual|subsidy|pays|aid|payer)$|^ways\.\w+\.(?:begins|ends|wait|open\.(?:from|to))$|^wait\.\w+$/;

const otherEnd = (field: string): string[] => {
  const [, open = '', end] = /^(.+\.open\.)(from|to)$/.exec(field) ?? [];
  return end === undefined ? [] : [`${open}${end === 'from' ? 'to' : 'from'}`];
};

/** What is not filled in yet keeps nobody from seeing what the rest would do. */
const filledIn = ({ name, title, inForceFrom, ...head }: Head): Head => ({
  ...head,
  name: name || head.region,
  title: title || '未填',
  inForceFrom: inForceFrom || guessedDay(head.coverageYear),
});

function leafOf(answer: Answer, text: string, proposal?: Proposal): Leaf[] {
  const { field, note, value = '', adopted = false } = answer;
  const words = wordsOf(answer, text) ?? (proposal && placeOf(proposal));
  switch (answer.answer) {
    case 'reject':
      return [];
    case 'silent':
      return [{ field, node: () => ({ silent: note === undefined || note === '' ? '通知没有说明' : note }) }];
    case 'accept':
      if (proposal === undefined) return [];
      return [{ field, ...words, node: (clause) => confirmed(field, proposal.value, standing(clause, proposal)) }];
    case 'change':
      return [
        {
          field,
          ...words,
          node: (clause) =>
            confirmed(field, typedValue(value), clause !== null && adopted ? `${clause} adopted` : clause),
        },
      ];
  }
}

/** What only follows from a sentence is adopted, whoever accepts it: a caseworker confirms it once. */
const standing = (clause: string | null, { sureness }: Proposal): string | null =>
  clause !== null && sureness === 'likely' ? `${clause} adopted` : clause;

const placeOf = ({ start, end, quote }: Proposal) => ({ start, end, quote });

function wordsOf(
  { start, end, quote, document, clause }: Answer,
  text: string,
): Omit<Leaf, 'field' | 'node'> | undefined {
  if (clause !== undefined && clause !== '') return { cited: clause };
  if (quote !== undefined && quote.trim() !== '') return { quote, ...(document && { document }) };
  if (start === undefined || end === undefined || end <= start) return undefined;
  return { start, end, quote: text.slice(start, end) };
}

/** Words of the form, which no clause has to stand behind. */
const PLAIN = ['kind', 'ground', 'years', 'precision', 'name', 'like', 'before', 'mode', 'channel', 'about', 'who'];
/** Sections whose values are maps that a reader takes whole. */
const WHOLE = ['notice', 'refund', 'student', 'newborn'];

/** A value as an officer writes it who has found it right. */
function confirmed(field: string, value: Json, clause: string | null): Json {
  const parts = field.split('.');
  const [section = ''] = parts;
  const isCondition = parts.at(-1) === 'who' && isMapping(value);
  if (section === 'documents' || (PLAIN.includes(parts.at(-1) ?? '') && !isCondition)) return value;
  // A value may name a clause of the nation, or of an adopted reading.
  if (clause === null || (typeof value === 'string' && splitCitation(value) !== null)) return value;
  if (isMapping(value) && field.startsWith('notice.enquiries')) return { ...value, phone: `${value.phone} @${clause}` };
  if (isMapping(value)) return WHOLE.includes(section) ? { value, by: clause } : { ...value, by: clause };
  return Array.isArray(value) ? { value, by: clause } : `${value} @${clause}`;
}

/** What was typed: a map or a list as YAML writes one in a line, whose figures stay as they are typed; else the words. */
function typedValue(typed: Json): Json {
  if (typeof typed !== 'string') return typed;
  const text = typed.trim();
  if (!/^[[{]/.test(text)) return text;
  try {
    return withNumbers(JSON.parse(JSON.stringify(parse(text, { schema: 'failsafe', maxAliasCount: 0 }))));
  } catch {
    // No YAML: the reader of the table says what would be right there.
    return text;
  }
}

function withNumbers(node: Json): Json {
  if (Array.isArray(node)) return node.map(withNumbers);
  if (isMapping(node)) return Object.fromEntries(Object.entries(node).map(([key, one]) => [key, withNumbers(one)]));
  if (node === 'true' || node === 'false') return node === 'true';
  return typeof node === 'string' && /^\d{1,6}$/.test(node) ? Number(node) : node;
}
