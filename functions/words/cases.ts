/** What a case is called, where it can stand, and what it can wait for. */

export const KIND_WORDS = {
  'late-payment': '逾期参保缴费',
  refund: '退费',
  newborn: '新生儿参保',
  reminder: '缴费提醒',
  'student-batch': '高校批量退费',
} as const;

/** Where a cell of a calendar has no room for more. */
export const SHORT_KIND_WORDS = { 'late-payment': '补缴', refund: '退费', newborn: '新生儿' } as const;

export const STATE_WORDS = {
  assessing: '核定中',
  awaiting_decision: '待经办决定',
  awaiting_documents: '待补正材料',
  awaiting_payment: '待缴费',
  checking_payment: '核对缴费',
  awaiting_benefits: '待遇等待期',
  insured: '已参保',
  refused: '不予办理',
  rejected: '经办不予办理',
  unpaid: '逾期未缴',
  documents_missing: '补正逾期',
  payment_refused: '缴费不予确认',
  withdrawn: '已撤回',
  parked: '挂起',
  claiming: '锁定缴费',
  awaiting_first_review: '待初审',
  awaiting_second_review: '待复核',
  instructing: '开具退库指令',
  awaiting_payout: '待财政退库',
  awaiting_account: '待更正账户',
  settling: '结算中',
  refunded: '已退费',
  redirected: '已转办',
  payout_failed: '退库失败',
  tracking: '跟踪期限',
  awaiting_wish: '待确认是否补缴',
  opening_late_payment: '开办补缴',
  late_payment_opened: '已转补缴',
  missed: '错过期限',
  died: '死亡',
  moved_away: '已迁出',
} as const;

/** Whose move it is while a case is open. */
export const MOVER_WORDS = { us: '等我们', person: '等参保人', others: '等时间或财政' } as const;
/** Who acts next, by what the case waits for. */
export const WAIT_WORDS = {
  decision: '经办人决定',
  payment_question: '经办人核对缴费',
  documents: '申请人补正材料',
  payment: '缴费（税务征收）',
  benefits: '待遇等待期满',
  first_review: '初审',
  second_review: '复核（须为另一人）',
  account: '更正收款账户',
  late_payment_wish: '是否补缴',
  parents: '父母登记或缴费',
  payout: '财政退库',
  parked: '排除故障',
} as const;

export const TASK_WORDS = {
  decision: '核定',
  payment_question: '缴费核对',
  documents: '补正材料',
  first_review: '初审',
  second_review: '复核',
  account: '收款账户',
  late_payment_wish: '是否补缴',
  parked: '挂起',
} as const;
