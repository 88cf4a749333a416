import { amountLines } from './amount-lines.ts';
import { benefitLines } from './benefit-lines.ts';
import { need } from './filled.ts';
import { Footnotes } from './footnotes.ts';
import { type Notice, type NoticedCase, opening } from './notice.ts';
import { channelLines, enquiryLines, REPLACES, recordLines, timeLines } from './payment-lines.ts';

/**
 * 缴费通知书: everything that a person needs to pay once, in time and through the right option. `replaces`: another one
 * went out before, and no longer holds.
 */
export function writePaymentNotice(noticed: NoticedCase, replaces = false): Notice {
  const { assessment, assessedFor } = noticed.plan;
  need(assessment.amounts.payable, '应缴金额');
  const notes = new Footnotes();
  return {
    title: '城乡居民基本医疗保险缴费通知书',
    body: [
      opening(noticed, '您的缴费申请已核定，请按下列内容缴费。'),
      ...(replaces ? [REPLACES] : []),
      ...amountLines(assessment, notes),
      ...timeLines(noticed, notes),
      ...channelLines(noticed, notes),
      ...recordLines(noticed, notes),
      ...benefitLines(assessment, notes, { day: assessedFor, isSettled: false }),
      ...enquiryLines(noticed, notes),
      ...notes.lines(),
    ],
  };
}
