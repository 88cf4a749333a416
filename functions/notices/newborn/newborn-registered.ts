import type { LocalDate } from '../../domain/calendar.ts';
import { Footnotes } from '../footnotes.ts';
import type { Notice } from '../notice.ts';
import { enquiryLines } from '../payment-lines.ts';
import { paymentLines } from './next-steps.ts';
import { childOpening, type NoticedChild } from './noticed-child.ts';

const BENEFIT_RULES = ['newborn_registration', 'newborn_contribution', 'newborn_benefit'];

/** 新生儿参保登记告知书: from when the child has benefits, and what comes next. */
export function writeNewbornRegistered(noticed: NoticedChild, today: LocalDate, covered: boolean): Notice {
  const { facts, assessment } = noticed;
  const { birthYear, basis, registrationRequired } = assessment;
  const notes = new Footnotes();
  // Where the benefits hang on the payment within the window, the registration alone brings none.
  const benefits =
    registrationRequired === true && birthYear.benefitStart !== null
      ? [
          `自出生之日 ${birthYear.benefitStart} 起享受 ${birthYear.coverageYear} 年的医保待遇` +
            `${Number(birthYear.contribution ?? '1') === 0 ? '，出生当年不缴费' : ''}。${notes.markRules(basis, BENEFIT_RULES)}`,
        ]
      : [];
  return {
    title: '新生儿参保登记告知书',
    body: [
      childOpening(noticed, `已于 ${facts.registeredOn} 办理参保登记。`),
      ...benefits,
      ...(covered ? [] : paymentLines(noticed, today, notes)),
      ...enquiryLines(noticed, notes),
      ...notes.lines(),
    ],
  };
}
