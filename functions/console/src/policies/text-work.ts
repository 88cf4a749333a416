/** What an officer decides of a policy text: one answer a field, and which field comes next. */
import type { Answer as AnswerOf } from '../api/client.ts';
import { SECTIONS } from './policy-values.ts';

export type Kept = NonNullable<AnswerOf<'getPolicyWork'>['work']>;
export type FieldAnswer = Kept['answers'][number];
export type Row = Kept['rows'][number];
/** What the page sends. */
export type Work = Pick<Kept, 'text' | 'begins' | 'name' | 'title' | 'inForceFrom' | 'answers'>;

export const workOf = ({ text, begins, name, title, inForceFrom, answers }: Work): Work => ({
  ...{ text, begins, name, title, inForceFrom, answers },
});

export const withAnswer = (work: Work, answer: FieldAnswer): Work => ({
  ...work,
  answers: [...work.answers.filter(({ field }) => field !== answer.field), answer],
});
export const withoutAnswer = (work: Work, field: string): Work => ({
  ...work,
  answers: work.answers.filter((one) => one.field !== field),
});

export interface RowSection {
  title: string;
  rows: Row[];
}

/** Sections in the order of a table; rows in the order of the text. What has no section of its own stands last. */
export function sectionsOf(rows: readonly Row[]): RowSection[] {
  const known = new Set(SECTIONS.map(([name]) => name));
  const of = ({ field }: Row): string => {
    const [first = ''] = field.split('.');
    return known.has(first) ? first : '';
  };
  return [...SECTIONS, ['', '文件和其他'] as const]
    .map(([name, title]) => ({ title, rows: rows.filter((row) => of(row) === name) }))
    .filter((section) => section.rows.length > 0);
}

/** In the place of a year in an address: the text may say it. */
export const NO_YEAR = 'new';

/** The year that a text says it is of, as `2027年度`; empty where it says none, or several as often. */
export function yearSaidIn(text: string): string {
  const times = new Map<string, number>();
  for (const [year] of text.matchAll(/20\d{2}(?=\s?年度)/g)) times.set(year, (times.get(year) ?? 0) + 1);
  const [most, next] = [...times].sort(([, a], [, b]) => b - a);
  return most && most[1] > (next?.[1] ?? 0) ? most[0] : '';
}

/** A proposal that nobody has answered, or a contradiction that nobody has settled. */
export const isOpen = ({ field, proposal, against }: Row, answers: ReadonlyMap<string, FieldAnswer>): boolean =>
  (proposal !== null || against.length > 0) && !answers.has(field);

/** What no sentence says and nobody has filled in: the ids of the fields, and how they are called. */
export function gapsOf({ text, answers, name, title, inForceFrom }: Work): { id: string; label: string }[] {
  const cites = text.trim() !== '' || answers.some(({ quote, document }) => quote !== undefined && !document);
  return [
    ...(name.trim() === '' ? [{ id: 'head-name', label: '统筹区名称' }] : []),
    ...(cites && title.trim() === '' ? [{ id: 'head-title', label: '文件名称' }] : []),
    ...(isDayOfTable(inForceFrom) ? [] : [{ id: 'head-day', label: '施行日期' }]),
  ];
}

export const FIRST_DAY = '2000-01-01';
export const LAST_DAY = '2099-12-31';
/** A day that a table may hold from; a browser takes years of five digits, and those that one has begun to type. */
const isDayOfTable = (day: string): boolean => day.length === LAST_DAY.length && FIRST_DAY <= day && day <= LAST_DAY;
/** Without a day that is none. */
export const sent = (work: Work): Work => (isDayOfTable(work.inForceFrom) ? work : { ...work, inForceFrom: '' });

/** Fields that the text leaves open: what the table needs, and what it could say. */
/** @param added what the officer chose besides */
export function openFields({ silent, issues, rows }: Kept, added: readonly OpenField[]): Row[] {
  const shown = new Set(rows.map(({ field }) => field));
  const needed = issues.filter(({ field }) => field !== '' && !SECTIONS_OF_LINES.includes(field) && !shown.has(field));
  const all: OpenField[] = [...needed, ...added, ...silent];
  return [...new Map(all.map((one) => [one.field, one])).values()]
    .filter(({ field }) => !shown.has(field))
    .map(({ field, label, input, codes, lastYear = null }) => ({
      ...{ field, label, input, codes, lastYear },
      ...{ proposal: null, against: [], kept: null, answer: null, doubt: '' },
    }));
}

/** What lacks a whole line is no field to be filled in: a line is added. */
const SECTIONS_OF_LINES = ['contribution', 'aid', 'aid.lines', 'ways', 'ways_out'];

/** A field of which nothing is said yet. */
export interface OpenField extends Pick<Row, 'field' | 'label' | 'input' | 'codes'> {
  lastYear?: Row['lastYear'];
}

export interface Words {
  start: number;
  end: number;
}

/** The words behind a row: those that were selected, or those of its proposal; of a contradiction the first. */
export function wordsOf({ proposal, against }: Row, answer: FieldAnswer | undefined): Words | null {
  if (answer?.start !== undefined && answer.end !== undefined) return { start: answer.start, end: answer.end };
  const said = proposal ?? against[0];
  return said ? { start: said.start, end: said.end } : null;
}

/** Sentences that say something and stand behind nothing: nothing was read from them, or what was read was not taken. */
export function leftOut({ rows, unread }: Kept, answers: ReadonlyMap<string, FieldAnswer>): Words[] {
  const answerTo = ({ field }: Row): FieldAnswer | undefined => answers.get(field);
  const taken = rows.flatMap((row) => (answerTo(row)?.answer === 'reject' ? [] : (wordsOf(row, answerTo(row)) ?? [])));
  const said = rows.flatMap(({ proposal, against }) => [...(proposal ? [proposal] : []), ...against]);
  const isTaken = ({ start, end }: Words): boolean => taken.some((one) => one.start < end && start < one.end);
  const all = [...unread, ...said.filter((one) => !isTaken(one))].map(({ start, end }) => ({ start, end }));
  return [...new Map(all.map((one) => [one.start, one])).values()].sort((one, other) => one.start - other.start);
}
