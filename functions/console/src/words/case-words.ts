/** What a desk calls the codes of the API. A code without a word is shown as it is: it is wrong, but it is not hidden. */

type Words = Readonly<Record<string, string>>;

export const wordOf = (words: Words, code: string | null | undefined): string =>
  code === null || code === undefined ? '—' : (words[code] ?? code);

export const KIND_WORDS: Words = {
  'late-payment': '逾期参保缴费',
  refund: '退费',
  newborn: '新生儿参保',
  reminder: '缴费提醒',
  'student-batch': '高校批量退费',
};

export const STATE_WORDS: Words = {
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
};

/** States that a case never leaves by itself. */
const END_STATES: ReadonlySet<string> = new Set(
  'insured refused rejected unpaid documents_missing payment_refused withdrawn parked refunded redirected payout_failed late_payment_opened missed died moved_away'.split(
    ' ',
  ),
);
export const hasEnded = (state: string): boolean => END_STATES.has(state);

/** Who acts next, by what the case waits for. */
export const WAIT_WORDS: Words = {
  decision: '经办人决定',
  payment_question: '经办人核对缴费',
  documents: '申请人补正材料',
  payment: '缴费(税务征收)',
  benefits: '待遇等待期满',
  first_review: '初审',
  second_review: '复核(须为另一人)',
  account: '更正收款账户',
  late_payment_wish: '是否补缴',
  parents: '父母登记或缴费',
  payout: '财政退库',
  parked: '排除故障',
};

export const TASK_WORDS: Words = {
  decision: '核定',
  payment_question: '缴费核对',
  documents: '补正材料',
  first_review: '初审',
  second_review: '复核',
  account: '收款账户',
  late_payment_wish: '是否补缴',
  parked: '挂起',
};

export const ACTION_WORDS: Words = {
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
};

export const EVENT_WORDS: Words = {
  case_opened: '受理',
  assessed: '核定',
  decision_awaited: '等待经办决定',
  documents_awaited: '等待补正材料',
  task_decided: '办理',
  payment_notice_issued: '发出缴费通知书',
  aid_list_changed: '资助名单变动,重新核定',
  payment_awaited: '等待缴费',
  answer_taken_over: '流程重试,接上已有的办理结果',
  reminded: '发出缴费提醒',
  payment_reminded: '发出缴费提醒',
  payment_confirmed: '税务确认缴费',
  payment_checked: '核对缴费',
  end_unfinished: '结案后的步骤没有办完',
  payment_questioned: '缴费有出入,等待核对',
  payment_question_awaited: '缴费有出入,等待核对',
  benefits_awaited: '等待待遇开始',
  insured: '办结:已参保',
  refused: '办结:不予办理',
  rejected: '办结:经办不予办理',
  unpaid: '办结:逾期未缴',
  documents_missing: '办结:补正逾期',
  payment_refused: '办结:缴费不予确认',
  case_withdrawn: '撤回',
  case_resumed: '恢复',
  case_parked: '挂起',
  ground_checked: '审查事由',
  newborn_registered: '登记',
  late_payment_opened: '转为补缴',
  person_revealed: '查看身份信息',
  case_held: '暂不删除个人信息',
  case_let_go: '解除暂不删除',
  person_erased: '保管年限已满,个人信息已删除',
  audit_pack_taken: '调取审计包',
  payments_claimed: '锁定缴费',
  payments_held: '缴费已被其他案件锁定',
  payout_instructed: '开具退库指令',
  payout_awaited: '等待财政退库',
  payout_paid: '财政已退库',
  payout_returned: '银行退回款项',
  refunded: '办结:已退费',
  redirected: '办结:已转办',
  payout_failed: '办结:退库失败',
  refusal_told: '告知缴费不予确认',
  registration_told: '告知已登记',
  missed_told: '告知错过期限',
  covered: '告知已参保',
  missed: '办结:错过期限',
  died: '死亡',
  moved: '迁出',
  moved_away: '办结:已迁出',
  registered: '参保登记',
  id_number_assigned: '取得证件号码',
  birth_date_corrected: '更正出生日期',
  parked: '挂起',
  window_over: '缴费期已过',
  withdrawn: '撤回',
  first_review_awaited: '等待初审',
  second_review_awaited: '等待复核',
  account_awaited: '等待更正账户',
  late_payment_wish_awaited: '等待确认是否补缴',
  parents_awaited: '等待父母办理',
};

export const TIMING_WORDS: Words = {
  not_open: '尚未开始缴费',
  in_period: '集中缴费期内',
  in_extension: '延长缴费期内',
  window_closed: '当月缴费日之外',
  channel_closed: '所选缴费渠道当日不办理',
  late: '集中缴费期后补缴',
  exit_transition: '退出其他保障制度后参保',
  closed: '缴费已截止',
  year_round: '全年可参保缴费',
  in_newborn_window: '新生儿缴费期限内',
};

export const OUTCOME_WORDS: Words = {
  ask: '须由人决定',
  pay: '可以缴费',
  nothing_to_pay: '无需本人缴费',
  cannot_be_paid: '不能缴费',
  refund: '予以退费',
  refuse: '不予退费',
  redirect: '转其他机构办理',
};

export const REASON_WORDS: Words = {
  benefit_period_started: '已进入待遇享受期',
  no_ground: '没有退费事由',
  wrong_applicant: '申请人不对',
  nothing_remains: '没有可退的年度',
  not_a_departure: '不属于可退的离校情形',
  recognised_after_period: '集中缴费期后认定身份',
  lodged_at_tax: '须向税务部门申请',
  paid_elsewhere: '在其他统筹区缴费',
};

export const WARNING_WORDS: Words = {
  wait_exceeds_coverage_year: '等待期长于参保年度余下的时间',
  history_not_given: '没有填写参保史',
  repair_exceeds_lapsed_years: '修复年数多于断保年数',
};

export const STANDING_WORDS: Words = {
  stated: '本地文件写明',
  national: '全国规定',
  adopted: '采用他处规定',
  supplied: '经办人补充',
  silent: '未规定',
};

export const MODE_WORDS: Words = {
  ordinary: '普通缴费',
  special: '特殊缴费',
  by_agency: '由经办机构代缴',
  none: '无需缴费',
};

export const PAYER_WORDS: Words = {
  insured_person: '本人',
  medical_aid_fund: '医疗救助资金',
  city_finance: '市财政',
  finance_via_disabled_federation: '残联申请的财政资金',
  finance_original_channel: '财政(原渠道)',
  finance_via_veterans_bureau: '退役军人事务局申请的财政资金',
};

export const ROLE_WORDS: Words = {
  caseworker: '经办',
  approver: '复核',
  tax: '税务',
  treasury: '财政',
  university: '高校',
  policy_officer: '政策',
  auditor: '审计',
};
