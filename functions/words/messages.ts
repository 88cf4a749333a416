/** Why people are written to, and how. */

/** Why somebody is reminded. */
export const REMINDER_WORDS = {
  period: '集中缴费期',
  payment_notice: '缴费通知书',
  documents: '补正材料',
  exit_window: '退出其他制度后参保',
  newborn: '新生儿登记缴费',
} as const;

export const CHANNEL_OF_MESSAGE_WORDS = { webhook: '短信', file: '纸质信函', outbox: '仅在系统内' } as const;

/** By the beginning of an occasion's name; the longer ones first. */
export const NOTICE_WORDS = {
  payment_notice: '核定了应缴金额',
  payment_reminder: '缴费通知书还没有缴费',
  nothing_to_pay: '核定为本人不用缴费',
  benefits_begin: '待遇开始',
  refund_decision: '退费复核通过',
  refund_paid: '退费已支付',
  refund_refused: '不予退费',
  documents_requested: '要求补正材料',
  newborn_reminder: '新生儿登记缴费期限将到',
  newborn_registered: '新生儿已登记',
  newborn_covered: '新生儿次年度已参保',
  newborn_missed: '新生儿错过缴费期限',
  newborn_payment_refused: '新生儿缴费不予确认',
  newborn_: '新生儿案件办结',
} as const;
