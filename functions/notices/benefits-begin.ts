import type { LocalDate } from '../domain/calendar.ts';
import type { LatePaymentAssessment } from '../domain/late-payment/assessment.ts';
import { type Notice, type NoticedCase, opening } from './notice.ts';
import { benefitLines, enquiryLines } from './payment-lines.ts';
import { yuan } from './words.ts';

/** 办结通知: benefits have begun. `decided` is the decision for the day of collection. */
export function writeBenefitsBegin(
  noticed: NoticedCase,
  decided: LatePaymentAssessment,
  payment: { amount: string; collectedOn: LocalDate } | undefined,
): Notice {
  const { start, end } = decided.benefit;
  return {
    title: '城乡居民基本医疗保险办结通知',
    body: [
      opening(noticed, '您的参保缴费已经办结。'),
      `待遇从 ${start ?? ''} 起享受${end === null ? '' : `,到 ${end} 止`}。`,
      payment
        ? `税务部门于 ${payment.collectedOn} 征收 ${yuan(payment.amount)},以该日核定待遇。`
        : '本人不需要缴费,费用由资助资金负担。',
      ...benefitLines(decided, payment?.collectedOn ?? noticed.plan.assessedFor),
      ...enquiryLines(noticed),
    ],
  };
}
