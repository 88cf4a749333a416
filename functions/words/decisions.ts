/** What a decision can find, and who bears what. */

export const TIMING_WORDS = {
  not_open: '尚未开始缴费',
  in_period: '集中缴费期内',
  in_extension: '延长缴费期内',
  between_windows: '两段缴费时间之间',
  window_closed: '当月缴费日之外',
  channel_closed: '所选缴费渠道当日不办理',
  late: '集中缴费期后补缴',
  exit_transition: '退出其他保障制度后参保',
  closed: '缴费已截止',
  year_round: '全年可参保缴费',
  in_newborn_window: '新生儿缴费期限内',
} as const;

export const OUTCOME_WORDS = {
  ask: '须由人决定',
  pay: '可以缴费',
  nothing_to_pay: '无需本人缴费',
  cannot_be_paid: '不能缴费',
  refund: '予以退费',
  refuse: '不予退费',
  redirect: '转其他机构办理',
} as const;

export const REASON_WORDS = {
  benefit_period_started: '已进入待遇享受期',
  no_ground: '没有退费事由',
  wrong_applicant: '申请人不对',
  nothing_remains: '没有可退的年度',
  not_a_departure: '不属于可退的离校情形',
  recognised_after_period: '集中缴费期后认定身份',
  not_refundable: '按规定不予退费',
  lodged_at_tax: '须向税务部门申请',
  paid_elsewhere: '在其他统筹区缴费',
} as const;

export const WARNING_WORDS = {
  wait_exceeds_coverage_year: '等待期长于参保年度余下的时间',
  history_not_given: '没有填写参保史',
  repair_exceeds_lapsed_years: '修复年数多于断保年数',
} as const;

export const STANDING_WORDS = {
  stated: '本地文件写明',
  national: '全国规定',
  adopted: '采用他处规定',
  supplied: '经办人补充',
  silent: '未规定',
  inferred: '由原文推断',
  format: '表格格式的默认',
} as const;

export const PAYER_WORDS = {
  insured_person: '本人',
  medical_aid_fund: '医疗救助资金',
  county_finance: '区县财政',
  city_finance: '市财政',
  province_finance: '省财政',
  government: '政府',
  finance_via_disabled_federation: '残联申请的财政资金',
  finance_original_channel: '财政（原渠道）',
  finance_via_veterans_bureau: '退役军人事务局申请的财政资金',
} as const;
