/** Notices of a newborn's case that ended early. */
import { Footnotes } from '../footnotes.ts';
import { type Notice, opening, REMEDIES } from '../notice.ts';
import { enquiryLines } from '../payment-lines.ts';
import { childOpening, type NoticedChild, readerOf } from './noticed-child.ts';

/** Without a word more than is needed: nobody is reminded of anything again. */
export function writeNewbornDied(noticed: NoticedChild, paid: boolean): Notice {
  return ended(noticed, '新生儿参保办理终止告知书', [
    opening(readerOf(noticed), '谨向您和家人表示慰问。这项参保办理已经终止，今后不会再发送提醒。'),
    ...(paid ? ['已经缴纳的费用是否退还，请联系医保经办机构，按退费规定办理。'] : []),
  ]);
}

/** The child moved to a region that is not served here. */
export const writeNewbornMoved = (noticed: NoticedChild): Notice =>
  ended(noticed, '新生儿参保办理终止告知书', [
    childOpening(noticed, '已迁往其他统筹区，这里的办理终止。'),
    '请尽快在迁入地办理参保登记和缴费：期限和标准以迁入地的规定为准。',
  ]);

export const writeNewbornRejected = (noticed: NoticedChild, opinion: string): Notice =>
  ended(noticed, '新生儿参保不予办理决定书', [
    childOpening(noticed, '的参保跟踪办理经审核不予办理。'),
    `理由：${opinion}`,
    REMEDIES,
  ]);

export const writeNewbornWithdrawn = (noticed: NoticedChild, reason: string | undefined): Notice =>
  ended(noticed, '新生儿参保办理撤回告知书', [
    childOpening(noticed, '的办理已经撤回，今后不会再发送提醒。'),
    ...(reason === undefined ? [] : [`理由：${reason}`]),
    '参保登记和缴费的期限不因撤回改变。',
  ]);

/** 不予确认决定书: a payment that doesn't count; the case goes on. */
export const writeNewbornPaymentRefused = (
  noticed: NoticedChild,
  opinion: string,
  payment: { amount: string; collectedOn: string },
): Notice =>
  ended(noticed, '新生儿参保缴费不予确认决定书', [
    childOpening(noticed, '的缴费不予确认。'),
    `理由：${opinion}`,
    `税务部门于 ${payment.collectedOn} 征收的 ${payment.amount} 元不计入本次参保，请按退费规定向医保经办机构申请退还。`,
    REMEDIES,
  ]);

function ended(noticed: NoticedChild, title: string, lines: string[]): Notice {
  const notes = new Footnotes();
  return { title, body: [...lines, ...enquiryLines(noticed, notes), ...notes.lines()] };
}
