import type { LocalDate } from '../domain/calendar.ts';
import type { LatePaymentAssessment } from '../domain/late-payment/assessment.ts';
import { benefitLines, isOver } from './benefit-lines.ts';
import { Footnotes } from './footnotes.ts';
import { type Notice, type NoticedCase, opening } from './notice.ts';
import { enquiryLines } from './payment-lines.ts';
import { yuan } from './words.ts';

/** 办结通知书: benefits have begun. `decided` is the decision for the day of collection. */
export function writeBenefitsBegin(
  noticed: NoticedCase,
  decided: LatePaymentAssessment,
  payment: { amount: string; collectedOn: LocalDate } | undefined,
): Notice {
  const notes = new Footnotes();
  return {
    title: '城乡居民基本医疗保险办结通知书',
    body: [
      opening(noticed, isOver(decided.benefit) ? '您的缴费已经办结。' : '您的参保已经办结，可以享受待遇。'),
      payment
        ? `税务部门于 ${payment.collectedOn} 征收 ${yuan(payment.amount)}，待遇按该日核定。`
        : '本人不需要缴费，费用由资助资金负担。',
      ...benefitLines(decided, notes, payment && { day: payment.collectedOn, isSettled: true }),
      ...enquiryLines(noticed, notes),
      ...notes.lines(),
    ],
  };
}
