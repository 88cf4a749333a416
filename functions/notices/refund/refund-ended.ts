/** Notices of a refund that is paid, or that ended because something did not happen, or on request. */
import { Footnotes } from '../footnotes.ts';
import type { Notice } from '../notice.ts';
import { enquiryLines } from '../payment-lines.ts';
import { yuan } from '../words.ts';
import { accountLine, type NoticedRefund, refundOpening, yearsLine } from './refund-notice.ts';

/** 退费办结通知书: the money has arrived. */
export function writeRefundPaid(
  noticed: NoticedRefund,
  paid: { amount: string; on: string; reference: string },
  endedYears: readonly number[],
): Notice {
  return told(noticed, '城乡居民基本医疗保险退费办结通知书', [
    refundOpening(noticed, '您的退费已经支付。'),
    `${paid.on} 支付 ${yuan(paid.amount)}，支付流水号 ${paid.reference}。`,
    yearsLine(noticed),
    accountLine(noticed),
    ...(endedYears.length > 0 ? [`${endedYears.join('、')} 年度的参保关系已经终止。`] : []),
  ]);
}

/** 退费账户更正通知: the bank sent the money back. */
export function writeAccountWrong(noticed: NoticedRefund, reason: string | undefined): Notice {
  return told(noticed, '城乡居民基本医疗保险退费账户更正通知', [
    refundOpening(noticed, '退费没有到账，银行已将款项退回。'),
    `原因：${reason ?? '账户信息有误'}。`,
    accountLine(noticed),
    '请携带身份证和正确的账户到医保经办机构更正，更正并复核后重新支付。',
  ]);
}

/** 退费未能支付告知书: there is no account to pay to. */
export const writePayoutFailed = (noticed: NoticedRefund, opinion: string): Notice =>
  told(noticed, '城乡居民基本医疗保险退费未能支付告知书', [
    refundOpening(noticed, '退费没有支付成功，本次申请已经终止。'),
    `理由：${opinion}`,
    '有了可以收款的账户后，可以重新申请。',
  ]);

/** 补正逾期告知书 */
export function writeRefundDocumentsMissing(
  noticed: NoticedRefund,
  requested: { documents: readonly string[]; until: string } | undefined,
): Notice {
  const missing = requested
    ? `补正期限 ${requested.until} 已过，下列材料没有收到：${requested.documents.join('、')}`
    : '补正期限已过，材料没有收到';
  return told(noticed, '城乡居民基本医疗保险补正逾期告知书', [
    refundOpening(noticed, '没有收到需要补正的材料，本次退费申请已经终止。'),
    `理由：${missing}。`,
    '备齐材料后可以重新申请。',
  ]);
}

/** 撤回告知书 */
export const writeRefundWithdrawn = (noticed: NoticedRefund, reason: string | undefined): Notice =>
  told(noticed, '城乡居民基本医疗保险退费申请撤回告知书', [
    refundOpening(noticed, '您的退费申请已经撤回，本次办理终止，没有退费。'),
    ...(reason === undefined ? [] : [`理由：${reason}`]),
    '需要退费的，可以重新申请。',
  ]);

function told(noticed: NoticedRefund, title: string, lines: string[]): Notice {
  const notes = new Footnotes();
  return { title, body: [...lines, ...enquiryLines(noticed, notes), ...notes.lines()] };
}
