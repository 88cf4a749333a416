/** Values of policy tables in words. */

import { PAYER_WORDS } from './case-words.ts';
import { CATEGORY_WORDS, DEPARTURE_WORDS, GROUND_WORDS, SCHEME_WORDS } from './fact-words.ts';

export const valueWords: Readonly<Record<string, string>> = {
  ...DEPARTURE_WORDS,
  ...GROUND_WORDS,
  ...SCHEME_WORDS,
  ...CATEGORY_WORDS,
  ...PAYER_WORDS,
  true: '是',
  false: '否',
  year: '按年',
  month: '按月',
  corresponding_day: '到期月的对应日',
  january_1: '1 月 1 日',
  december_31: '12 月 31 日',
  payment_day: '缴费之日',
  next_day: '次日',
  first_of_next_month: '次月 1 日',
  birth: '出生之日',
  earliest: '最早的一笔',
  years_not_begun: '尚未开始的年度',
  no_aid: '不资助',
  highest_once: '就高不就低,只享受一种',
  aid_paid_back: '退还资助部分',
  nothing: '不退还',
  self_pay_only: '只缴个人自付部分',
  individual_share_only: '只缴个人缴费部分',
  payer: '缴费人',
  agency: '医保经办机构',
  tax: '税务部门',
  concentrated: '集中缴费',
  year_round: '全年缴费',
  special: '特殊缴费',
  by_agency: '由经办机构代缴',
  other: '其他',
};
