/** What a policy table can say where it names a choice. */

export const YES_NO_WORDS = { true: '是', false: '否' } as const;

export const VALUE_WORDS = {
  ...YES_NO_WORDS,
  year: '按年',
  month: '按月',
  corresponding_day: '到期月的对应日',
  january_1: '1 月 1 日',
  december_31: '12 月 31 日',
  payment_day: '缴费之日',
  tax_collection: '税务征收之日',
  next_day: '次日',
  first_of_next_month: '次月 1 日',
  birth: '出生之日',
  earliest: '最早的一笔',
  place_of_study: '在就读地缴的一笔',
  benefits_used: '已享受待遇的一笔',
  years_not_begun: '尚未开始的年度',
  no_aid: '不资助',
  highest_once: '就高不就低，只享受一种',
  aid_paid_back: '退还资助部分',
  nothing: '不退还',
  self_pay_only: '只缴个人自付部分',
  individual_share_only: '只缴个人缴费部分',
  aided_and_subsidy: '资助后的个人部分和财政补助部分',
  as_others: '不再资助，与其他人员相同',
  concentrated: '集中缴费',
  year_round: '全年缴费',
} as const;

export const VALUE_PART_WORDS = {
  fromDay: '自每月',
  toDay: '至每月',
  from: '满',
  orUpTo: '或不超过',
  min: '最少',
  max: '最多',
  title: '名称',
  path: '路径',
  place: '地点',
} as const;
