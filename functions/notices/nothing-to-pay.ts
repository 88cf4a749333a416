import { amountLines } from './amount-lines.ts';
import { benefitLines } from './benefit-lines.ts';
import { Footnotes } from './footnotes.ts';
import { type Notice, type NoticedCase, opening } from './notice.ts';
import { channelLines, enquiryLines, REPLACES } from './payment-lines.ts';

/** 无需缴费告知书: aid bears the whole. `replaces`: a payment notice went out before, and no longer holds. */
export function writeNothingToPay(noticed: NoticedCase, replaces = false): Notice {
  const { assessment } = noticed.plan;
  const notes = new Footnotes();
  return {
    title: '城乡居民基本医疗保险无需缴费告知书',
    body: [
      opening(noticed, '您的申请已核定，本人不需要缴费。'),
      ...(replaces ? [REPLACES] : []),
      ...amountLines(assessment, notes),
      ...(assessment.paymentMode === 'by_agency' ? channelLines(noticed, notes) : []),
      ...benefitLines(assessment, notes),
      ...enquiryLines(noticed, notes),
      ...notes.lines(),
    ],
  };
}
