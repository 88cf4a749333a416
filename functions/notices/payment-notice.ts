import { amountLines } from './amount-lines.ts';
import { type Notice, type NoticedCase, opening } from './notice.ts';
import { benefitLines, channelLines, enquiryLines, recordLines, timeLines } from './payment-lines.ts';

/** 缴费通知书: everything that a person needs to pay once, in time and through the right option. */
export function writePaymentNotice(noticed: NoticedCase): Notice {
  const { assessment, assessedFor } = noticed.plan;
  return {
    title: '城乡居民基本医疗保险缴费通知书',
    body: [
      opening(noticed, '您的缴费申请已核定,请按下列内容缴费。'),
      ...amountLines(assessment),
      ...timeLines(noticed),
      ...channelLines(noticed),
      ...recordLines(noticed),
      ...benefitLines(assessment, assessedFor),
      ...enquiryLines(noticed),
    ],
  };
}
