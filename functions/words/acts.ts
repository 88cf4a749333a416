/** What a person at a desk can answer to a task. */

export const ACTION_WORDS = {
  approve: '同意',
  supply: '补充数据',
  reject: '不予办理',
  return: '退回补正',
  documents_received: '材料已补正',
  accept_payment: '接受缴费',
  refuse_payment: '不接受缴费',
  correct_account: '更正账户',
  give_up: '终止支付',
  open_late_payment: '开办补缴',
  decline_late_payment: '不补缴',
} as const;
