/** Notices of a case that ended because something did not happen, or on request. */
import { Footnotes } from './footnotes.ts';
import { type Notice, type NoticedCase, type NoticedPerson, opening } from './notice.ts';
import { enquiryLines } from './payment-lines.ts';

/** 逾期未缴费告知书: the days on which the payment had the noticed result are over. */
export function writeUnpaid(noticed: NoticedCase): Notice {
  const { payBy, assessment } = noticed.plan;
  const notes = new Footnotes();
  const last = payBy === null ? '参保年度' : `最后缴费日 ${payBy}`;
  return ended(noticed, '城乡居民基本医疗保险逾期未缴费告知书', notes, [
    opening(noticed, '没有收到您的缴费，本次申请已经终止。'),
    `理由：${last}已过，没有您的缴费记录。原核定金额不再有效，请不要再按原通知缴费。${notes.markRules(assessment.basis, ['timing', 'late', 'late_end'])}`,
    '仍需参保的，可以重新申请，按新的缴费日重新核定。如果已经缴费，请携带缴费凭证联系医保经办机构。',
  ]);
}

/** 补正逾期告知书 */
export function writeDocumentsMissing(
  noticed: NoticedPerson,
  requested: { documents: readonly string[]; until: string } | undefined,
): Notice {
  const missing = requested
    ? `补正期限 ${requested.until} 已过，下列材料没有收到：${requested.documents.join('、')}`
    : '补正期限已过，材料没有收到';
  return ended(noticed, '城乡居民基本医疗保险补正逾期告知书', new Footnotes(), [
    opening(noticed, '没有收到需要补正的材料，本次申请已经终止。'),
    `理由：${missing}。`,
    '备齐材料后可以重新申请。',
  ]);
}

/** 撤回告知书 */
export function writeWithdrawn(noticed: NoticedCase, reason: string | undefined): Notice {
  return ended(noticed, '城乡居民基本医疗保险申请撤回告知书', new Footnotes(), [
    opening(noticed, '您的申请已经撤回，本次办理终止。'),
    ...(reason === undefined ? [] : [`理由：${reason}`]),
    '已经发出的缴费通知不再有效，请不要再按原通知缴费。需要参保的，可以重新申请。',
  ]);
}

const ended = (noticed: NoticedPerson, title: string, notes: Footnotes, lines: string[]): Notice => ({
  title,
  body: [...lines, ...enquiryLines(noticed, notes), ...notes.lines()],
});
