/** The numbers of a case's papers: each has one, and it stays. */
import type { Case } from './case.ts';
import type { CaseChange } from './changes.ts';
import type { By } from './events.ts';

interface PaperNumber {
  number: number;
  /** Of the day on which it was given. */
  year: number;
}

/** Null where the paper has none yet. */
export function numberOfPaper({ history }: Pick<Case, 'history'>, paper: string): PaperNumber | null {
  const entry = history.find(({ event, detail }) => event === 'paper_issued' && detail.paper === paper);
  return entry ? { number: Number(entry.detail.number), year: Number(entry.detail.year) } : null;
}

/** Null where it has its number already. */
export const numberPaper = (
  current: Case,
  given: PaperNumber,
  { paper, at, by, role }: By & { paper: string },
): CaseChange<Case> | null =>
  numberOfPaper(current, paper)
    ? null
    : { event: { at, by, ...(role !== undefined && { role }), event: 'paper_issued', detail: { paper, ...given } } };
