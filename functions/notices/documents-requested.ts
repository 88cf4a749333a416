import { Footnotes } from './footnotes.ts';
import { type Notice, type NoticedPerson, opening } from './notice.ts';
import { enquiryLines } from './payment-lines.ts';

/** 补正通知书: why, what to bring, and the last day for it. @param why what the colleague wrote who returned it */
export function writeDocumentsRequested(
  noticed: NoticedPerson,
  requested: { documents: readonly string[]; until: string },
  why?: string,
): Notice {
  const notes = new Footnotes();
  return {
    title: '城乡居民基本医疗保险申请材料补正通知书',
    body: [
      opening(noticed, '您的申请需要补正材料。'),
      ...(why === undefined ? [] : [`原因：${why}`]),
      '请补交：',
      ...requested.documents.map((document, index) => `${index + 1}. ${document}`),
      `最后一天是 ${requested.until}。到期没有收到的，本次申请终止，可以备齐后重新申请。`,
      ...enquiryLines(noticed, notes),
      ...notes.lines(),
    ],
  };
}
