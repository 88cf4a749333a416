import { Footnotes } from './footnotes.ts';
import { type Notice, type NoticedCase, opening } from './notice.ts';
import { channelLines, enquiryLines, recordLines, timeLines } from './payment-lines.ts';
import { yuan } from './words.ts';

/** 缴费提醒: before the last day. Says what to do for whoever has already paid. */
export function writePaymentReminder(noticed: NoticedCase): Notice {
  const { payable } = noticed.plan.assessment.amounts;
  const notes = new Footnotes();
  return {
    title: '城乡居民基本医疗保险缴费提醒',
    body: [
      opening(noticed, `核定的 ${payable === null ? '金额' : yuan(payable)}还没有收到缴费记录。`),
      '如果已经缴费，不用理会本提醒：缴费记录需要几个工作日才能看到，请不要重复缴费。',
      ...timeLines(noticed, notes),
      ...channelLines(noticed, notes),
      ...recordLines(noticed, notes),
      ...enquiryLines(noticed, notes),
      ...notes.lines(),
    ],
  };
}
