import type { LocalDate } from '../../domain/calendar.ts';
import type { LatePaymentAssessment } from '../../domain/late-payment/assessment.ts';
import { lastDayToPay } from '../../domain/newborn/next-step.ts';
import { amountLines } from '../amount-lines.ts';
import { benefitLines, isWaitKnown } from '../benefit-lines.ts';
import { Footnotes } from '../footnotes.ts';
import type { Notice } from '../notice.ts';
import { enquiryLines } from '../payment-lines.ts';
import { childOpening, type NoticedChild } from './noticed-child.ts';

/** What a payment on a day would cost and bring. */
interface Late {
  assessment: LatePaymentAssessment;
  on: LocalDate;
}

/** 新生儿逾期未缴费告知书: what late means today, with the amount and the wait. `late`: null where no payment is taken. */
export function writeNewbornMissed(noticed: NoticedChild, late: Late | null): Notice {
  const { assessment, coverageYear } = noticed;
  const notes = new Footnotes();
  const mark = notes.markRules(assessment.basis, ['newborn_deadline', 'newborn_window']);
  return {
    title: '新生儿逾期未缴费告知书',
    body: [
      childOpening(noticed, '没有在规定的期限内缴费。'),
      `最后缴费日 ${lastDayToPay(assessment)} 已过，没有缴费记录，${coverageYear} 年度尚未参保。如果已经缴费，请携带缴费凭证联系经办机构。${mark}`,
      ...(late === null ? [`${coverageYear} 年度已经没有可以缴费的日期。`] : lateLines(late, notes)),
      ...enquiryLines(noticed, notes),
      ...notes.lines(),
    ],
  };
}

function lateLines({ assessment, on }: Late, notes: Footnotes): string[] {
  const known = assessment.amounts.payable !== null;
  return [
    `现在仍可以补缴。按 ${on} 缴费测算：`,
    ...(known ? amountLines(assessment, notes) : ['应缴金额须由经办机构核定。']),
    ...(isWaitKnown(assessment.waiting)
      ? benefitLines(assessment, notes, { day: on, isSettled: false })
      : ['待遇等待期须由经办机构核定。']),
    '愿意补缴的，请告知经办机构：用已有的资料为孩子开办补缴，不用重新提交。',
  ];
}
