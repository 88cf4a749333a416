import { Footnotes } from '../footnotes.ts';
import { type Notice, REMEDIES } from '../notice.ts';
import { enquiryLines } from '../payment-lines.ts';
import { accountLine, type NoticedRefund, refundLines, refundOpening } from './refund-notice.ts';

/** 退费决定书: what is given back of which payment, by which clause, to which account. */
export function writeRefundDecision(noticed: NoticedRefund): Notice {
  const notes = new Footnotes();
  return {
    title: '城乡居民基本医疗保险退费决定书',
    body: [
      refundOpening(noticed, '您的退费申请经两人复核，决定退费。'),
      ...refundLines(noticed, notes),
      accountLine(noticed),
      '退费由财政部门支付，到账后另行通知。',
      REMEDIES,
      ...enquiryLines(noticed, notes),
      ...notes.lines(),
    ],
  };
}
