import { type Filled, fillNotice, need } from '../filled.ts';
import { Footnotes } from '../footnotes.ts';
import type { Guidance } from '../guidance.ts';
import { enquiryLines } from '../payment-lines.ts';

/** 补正提醒: what is still missing, before the last day for it. */
export const writeDocumentsReminder = (waiting: {
  caseId: string;
  name: string;
  requested: { documents: readonly string[]; until: string } | undefined;
  /** Null where the region has no table for the year: then nobody to ask is named. */
  guidance: Guidance | null;
}): Filled =>
  fillNotice(() => {
    const { documents, until } = need(waiting.requested, '需要补正的材料');
    const notes = new Footnotes();
    return {
      title: '城乡居民基本医疗保险申请材料补正提醒',
      body: [
        `${need(waiting.name, '姓名')}：还没有收到需要补正的材料。（受理编号 ${waiting.caseId}）`,
        ...documents.map((document, index) => `${index + 1}. ${need(document, '材料名称')}`),
        `最后一天是 ${until}。到期没有收到的，本次申请终止，可以备齐后重新申请。`,
        '如果已经提交，不用理会本提醒。',
        ...(waiting.guidance ? enquiryLines({ guidance: waiting.guidance }, notes) : []),
        ...notes.lines(),
      ],
    };
  });
