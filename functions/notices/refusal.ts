/** Decisions against the person: reason, clause, and how they can be contested. */
import type { Timing } from '../domain/late-payment/assessment.ts';
import { Footnotes } from './footnotes.ts';
import { type Notice, type NoticedCase, opening, REMEDIES } from './notice.ts';
import { enquiryLines } from './payment-lines.ts';
import { yuan } from './words.ts';

const REASONS: Partial<Record<Timing, string>> = {
  closed: '参保缴费已经截止，申请日已不在政策规定可以缴费或补缴的期限内。',
  not_open: '该参保年度尚未开始缴费。',
  window_closed: '缴费期内已经没有可以缴费的日期。',
  channel_closed: '所选缴费渠道在缴费期内已经没有可以办理的日期。',
};

/** 不予受理决定书, where no payment is taken any more. */
export function writeRefusal(noticed: NoticedCase): Notice {
  const { timing } = noticed.plan.assessment;
  const reason = (timing && REASONS[timing]) ?? '按现行政策，已经没有可以缴费的日期。';
  const notes = new Footnotes();
  const cited = `${reason}${notes.markRules(noticed.plan.assessment.basis)}`;
  return writeDecision(noticed, notes, '城乡居民基本医疗保险补缴申请不予受理决定书', '您的缴费申请不予受理。', cited);
}

/** 不予办理决定书, decided by a caseworker: the opinion is the reason, and carries no clause that says the opposite. */
export const writeRejection = (noticed: NoticedCase, opinion: string): Notice =>
  writeDecision(
    noticed,
    new Footnotes(),
    '城乡居民基本医疗保险补缴不予办理决定书',
    '您的缴费申请经审核不予办理。',
    opinion,
  );

function writeDecision(
  noticed: NoticedCase,
  notes: Footnotes,
  title: string,
  decision: string,
  reason: string,
): Notice {
  return {
    title,
    body: [opening(noticed, decision), `理由：${reason}`, REMEDIES, ...enquiryLines(noticed, notes), ...notes.lines()],
  };
}

/** 不予确认决定书, where a payment came that doesn't buy cover. */
export function writePaymentRefused(
  noticed: NoticedCase,
  opinion: string,
  payment: { amount: string; collectedOn: string } | undefined,
): Notice {
  const notes = new Footnotes();
  const paid = payment ? `税务部门于 ${payment.collectedOn} 征收的 ${yuan(payment.amount)}` : '收到的缴费';
  return {
    title: '城乡居民基本医疗保险缴费不予确认决定书',
    body: [
      opening(noticed, '您的缴费与核定内容不一致，不予确认参保。'),
      `理由：${opinion}`,
      `${paid}不计入本次参保，请按退费规定向医保经办机构申请退还。`,
      REMEDIES,
      ...enquiryLines(noticed, notes),
      ...notes.lines(),
    ],
  };
}
