/** The states of the state machines and what leads from one to the next, in words. */
import { wordOf } from './case-words.ts';

const WORDS: Readonly<Record<string, string>> = {
  Assess: '核定',
  MustAPersonDecide: '要人决定吗',
  AskCaseworker: '请经办人决定',
  WhatWasDecided: '决定如何',
  AwaitDocuments: '等待补正材料',
  IssuePaymentNotice: '发缴费通知书',
  AwaitPayment: '等待缴费',
  RemindToPay: '提醒缴费',
  AfterReminder: '提醒之后',
  CheckPayment: '核对缴费',
  IsThePaymentAsExpected: '与通知相符吗',
  AskAboutPayment: '请经办人核对缴费',
  WhatAboutThePayment: '缴费如何处理',
  AwaitBenefits: '等待待遇开始',
  TellBenefitsBegin: '告知待遇开始',
  CloseCase: '办结',
  HowDidItEnd: '如何办结',
  ParkCase: '挂起案件',
  Insured: '已参保',
  ClosedWithoutCover: '未参保办结',
  Withdrawn: '已撤回',
  Parked: '已挂起',
  ClaimPayments: '锁定缴费',
  FirstReview: '初审',
  SecondReview: '复核',
  AskFirstReviewer: '请初审',
  AskSecondReviewer: '请复核',
  InstructTreasury: '开退库指令',
  AwaitPayout: '等待财政退库',
  AwaitAccount: '等待更正账户',
  SettleRefund: '结算',
  Refunded: '已退费',
  Redirected: '已转办',
  Refused: '不予退费',
  otherwise: '其他',
  yes: '是',
  ask: '要',
  pay: '可缴费',
  nothing_to_pay: '无需缴费',
  cannot_be_paid: '不能缴费',
  approved: '同意',
  rejected: '不予办理',
  returned: '退回补正',
  received: '已补正',
  accepted: '接受',
  refused: '不接受',
  paid: '已缴',
  wait_on: '继续等',
  window_over: '缴费期已过',
  withdrawn: '已撤回',
  'States.Timeout': '到期',
  CaseWithdrawn: '撤回',
  PaymentAlreadyHere: '已收到缴费',
};

export const stateWord = (state: string): string => wordOf(WORDS, state);

/** The texts of a drawn state machine in Chinese; the picture is laid out for the longer English ones. */
export const inChinese = (svg: string): string =>
  svg
    .replaceAll(/>([^<>]+)<\/text>/g, (_all, text: string) => `>${textInChinese(text)}</text>`)
    .replace(/ aria-label="[^"]*"/, ' aria-label="流程图,同样的内容见旁边的列表"');

function textInChinese(text: string): string {
  if (text.startsWith('Dashed:')) return '虚线:按名捕获。其他故障都转到“挂起案件”。双框:等待。';
  const question = text.endsWith('?');
  const parts = (question ? text.slice(0, -1) : text).split(', ').map(stateWord);
  return `${parts.join('、')}${question ? '?' : ''}`;
}
