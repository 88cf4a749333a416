import { firstOfYear, type LocalDate, yearOf } from '../../domain/calendar.ts';
import type { NewbornAssessment } from '../../domain/newborn/assessment.ts';
import { isOver, periodWords, shareWords } from '../benefit-lines.ts';
import { Footnotes } from '../footnotes.ts';
import type { Notice } from '../notice.ts';
import { enquiryLines } from '../payment-lines.ts';
import { yuan } from '../words.ts';
import { registrationLines } from './next-steps.ts';
import { childOpening, type NoticedChild } from './noticed-child.ts';

/** 新生儿参保办结通知书: the payment counts. `decided`: the decision for the day of collection. */
export function writeNewbornCovered(
  noticed: NoticedChild,
  decided: NewbornAssessment,
  covered: { from: LocalDate; until: LocalDate | null },
  payment: { amount: string; collectedOn: LocalDate } | undefined,
): Notice {
  const { facts } = noticed;
  const { coverageYear } = decided.policy;
  const years = decided.forYears ?? [coverageYear];
  const notes = new Footnotes();
  const mark = notes.markRules(decided.basis);
  const { from, until } = covered;
  const share = isOver({ start: from, end: until }) ? '' : shareWords(decided.benefit ?? {});
  const isNextYear = yearOf(facts.bornOn) < coverageYear && covered.from === firstOfYear(coverageYear);
  const follows = isNextYear && facts.registeredOn !== undefined;
  return {
    title: '新生儿参保办结通知书',
    body: [
      childOpening(noticed, `${years.join('、')} 年度的参保已经办结。`),
      payment
        ? `税务部门于 ${payment.collectedOn} 征收 ${yuan(payment.amount)}。`
        : '本人不需要缴费，费用由资助资金负担。',
      `待遇时间：${periodWords(from, until)}${share}。${follows ? '与出生当年的待遇衔接，没有间断，没有等待期。' : ''}${mark}`,
      ...(facts.registeredOn === undefined ? registrationLines(noticed, notes) : []),
      ...enquiryLines(noticed, notes),
      ...notes.lines(),
    ],
  };
}
