/** Values of policy tables in words. */

import { PAYER_WORDS, wordOf } from './case-words.ts';
import { CATEGORY_WORDS, CHANNEL_WORDS, DEPARTURE_WORDS, GROUND_WORDS, SCHEME_WORDS } from './fact-words.ts';

const VALUE_WORDS: Readonly<Record<string, string>> = {
  ...CHANNEL_WORDS,
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
  tax_collection: '税务征收之日',
  next_day: '次日',
  first_of_next_month: '次月 1 日',
  birth: '出生之日',
  earliest: '最早的一笔',
  place_of_study: '在就读地缴的一笔',
  benefits_used: '已享受待遇的一笔',
  years_not_begun: '尚未开始的年度',
  no_aid: '不资助',
  highest_once: '就高不就低,只享受一种',
  aid_paid_back: '退还资助部分',
  nothing: '不退还',
  self_pay_only: '只缴个人自付部分',
  individual_share_only: '只缴个人缴费部分',
  aided_and_subsidy: '资助后的个人部分和财政补助部分',
  as_others: '不再资助,与其他人员相同',
  payer: '缴费人',
  agency: '医保经办机构',
  tax: '税务部门',
  concentrated: '集中缴费',
  year_round: '全年缴费',
  special: '特殊缴费',
  by_agency: '由经办机构代缴',
  other: '其他',
};

/** A value as a desk says it: amounts with 元, codes by their words, lists with 、 between. */
export function sayValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '无' : value.map(sayValue).join('、');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, part]) => `${wordOf(PARTS, name)} ${sayValue(part)}`)
      .join(',');
  }
  const text = String(value);
  return /^\d+\.\d{2,3}$/.test(text) ? `${text} 元` : wordOf(VALUE_WORDS, text);
}

const PARTS: Readonly<Record<string, string>> = {
  fromDay: '自每月',
  toDay: '至每月',
  from: '满',
  orUpTo: '或不超过',
  min: '最少',
  max: '最多',
  title: '名称',
  path: '路径',
  place: '地点',
};
