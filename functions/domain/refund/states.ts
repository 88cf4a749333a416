/** Where a refund case can stand, and what that is called at a desk. */

export const REFUND_STATE_WORDS = {
  assessing: '审核中',
  awaiting_decision: '待人工认定',
  awaiting_documents: '待补正材料',
  claiming: '审核中',
  awaiting_first_review: '待初审',
  awaiting_second_review: '待复审',
  instructing: '待支付',
  awaiting_payout: '支付中',
  awaiting_account: '待更正账户',
  settling: '已支付,待结清',
  refunded: '已退费',
  refused: '不予退费',
  redirected: '转其他机构',
  rejected: '审核未通过',
  documents_missing: '补正逾期',
  payout_failed: '未能支付',
  withdrawn: '已撤回',
  parked: '挂起',
} as const;
export type RefundState = keyof typeof REFUND_STATE_WORDS;

const isState = (name: string): name is RefundState => Object.hasOwn(REFUND_STATE_WORDS, name);
export const REFUND_STATES: readonly RefundState[] = Object.keys(REFUND_STATE_WORDS).filter(isState);
