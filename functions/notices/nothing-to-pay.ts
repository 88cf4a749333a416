import { amountLines } from './amount-lines.ts';
import { benefitLines } from './benefit-lines.ts';
import { Footnotes } from './footnotes.ts';
import { type Notice, type NoticedCase, opening } from './notice.ts';
import { channelLines, enquiryLines } from './payment-lines.ts';

/** 无需缴费告知书: aid bears the whole. */
export function writeNothingToPay(noticed: NoticedCase): Notice {
  const { assessment } = noticed.plan;
  const notes = new Footnotes();
  return {
    title: '城乡居民基本医疗保险无需缴费告知书',
    body: [
      opening(noticed, '您的申请已核定,本人不需要缴费。'),
      ...amountLines(assessment, notes),
      ...(assessment.paymentMode === 'by_agency' ? channelLines(noticed, notes) : []),
      ...benefitLines(assessment, notes),
      ...enquiryLines(noticed, notes),
      ...notes.lines(),
    ],
  };
}
