import { amountLines } from './amount-lines.ts';
import { type Notice, type NoticedCase, opening } from './notice.ts';
import { benefitLines, enquiryLines } from './payment-lines.ts';

/** 无需缴费告知书: aid bears the whole. */
export function writeNothingToPay(noticed: NoticedCase): Notice {
  const { assessment, assessedFor } = noticed.plan;
  return {
    title: '城乡居民基本医疗保险无需缴费告知书',
    body: [
      opening(noticed, '您的申请已核定,本人不需要缴费。'),
      ...amountLines(assessment),
      ...benefitLines(assessment, assessedFor),
      ...enquiryLines(noticed),
    ],
  };
}
