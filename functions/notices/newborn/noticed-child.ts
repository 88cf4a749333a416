/** What the notices to a newborn's parents are made from. */
import type { LocalDate } from '../../domain/calendar.ts';
import type { NewbornAssessment } from '../../domain/newborn/assessment.ts';
import type { Guidance } from '../guidance.ts';
import { type NoticedPerson, opening } from '../notice.ts';

export interface NoticedChild {
  caseId: string;
  coverageYear: number;
  guidance: Guidance;
  /** Masked. */
  parent: { masked: { name: string } };
  child: { masked: { name: string } };
  facts: { bornOn: LocalDate; registeredOn?: LocalDate | undefined };
  /** Whether the child's own id number is in the case. */
  numberKnown: boolean;
  assessment: NewbornAssessment;
}

/** For the lines that every kind of notice has: the parent is the one who reads it. */
export const readerOf = ({ caseId, coverageYear, guidance, parent }: NoticedChild): NoticedPerson => ({
  caseId,
  coverageYear,
  guidance,
  person: parent,
});

/** The reader, the child, and the subject of the notice. */
export const childOpening = (noticed: NoticedChild, sentence: string): string =>
  opening(readerOf(noticed), `您的孩子${noticed.child.masked.name}（${noticed.facts.bornOn} 出生）${sentence}`);
