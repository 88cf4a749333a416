/** What an officer decides of a policy text: one answer a field, and which field comes next. */
import type { Answer as AnswerOf } from '../api/client.ts';
import { SECTIONS } from './policy-values.ts';

export type Kept = NonNullable<AnswerOf<'getPolicyWork'>['work']>;
export type FieldAnswer = Kept['answers'][number];
export type Row = Kept['rows'][number];
/** What the page sends. */
export type Work = Pick<Kept, 'text' | 'name' | 'title' | 'inForceFrom' | 'answers'>;

export const workOf = ({ text, name, title, inForceFrom, answers }: Work): Work => ({
  ...{ text, name, title, inForceFrom, answers },
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

/** Fields that the text leaves open: what the table needs, and what it could say. */
/** @param added what the officer named besides */
export function openFields({ silent, issues, rows }: Kept, added: readonly { field: string; label: string }[]): Row[] {
  const shown = new Set(rows.map(({ field }) => field));
  const needed = issues.filter(({ field }) => field !== '' && !shown.has(field));
  const all: { field: string; label: string; lastYear?: Row['lastYear'] }[] = [...needed, ...added, ...silent];
  return [...new Map(all.map((one) => [one.field, one])).values()]
    .filter(({ field }) => !shown.has(field))
    .map(({ field, label, lastYear = null }) => ({ field, label, lastYear, proposal: null, answer: null }));
}

export interface Words {
  start: number;
  end: number;
}

/** The words behind a row: those that were selected, or those of its proposal. */
export function wordsOf({ proposal }: Row, answer: FieldAnswer | undefined): Words | null {
  if (answer?.start !== undefined && answer.end !== undefined) return { start: answer.start, end: answer.end };
  return proposal ? { start: proposal.start, end: proposal.end } : null;
}
