import type { LocalDate } from '../../domain/calendar.ts';
import { Footnotes } from '../footnotes.ts';
import type { Notice } from '../notice.ts';
import { enquiryLines } from '../payment-lines.ts';
import { paymentLines, registrationLines } from './next-steps.ts';
import { childOpening, type NoticedChild } from './noticed-child.ts';

/** 新生儿提醒: before the last day, on the table's days. */
export function writeNewbornReminder(noticed: NoticedChild, today: LocalDate, covered: boolean): Notice {
  const { facts, assessment } = noticed;
  const notes = new Footnotes();
  const day = assessment.deadline === today ? '今天是最后一天' : `最后一天是 ${assessment.deadline}`;
  return {
    title: '新生儿参保缴费提醒',
    body: [
      childOpening(noticed, `的医保手续还没有办完，${day}。`),
      ...(facts.registeredOn === undefined ? registrationLines(noticed, notes) : []),
      ...(covered ? [] : paymentLines(noticed, today, notes)),
      ...enquiryLines(noticed, notes),
      ...notes.lines(),
    ],
  };
}
