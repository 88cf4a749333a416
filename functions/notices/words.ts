/** Words for people in place of the contract's codes. */
import type { Timing } from '../domain/late-payment/assessment.ts';
import { formatYuan, parseYuan } from '../domain/money.ts';

export const TIMING_WORDS: Record<Timing, string> = {
  not_open: '尚未开始缴费',
  in_period: '集中缴费期内',
  in_extension: '延长缴费期内',
  window_closed: '当月缴费日之外',
  channel_closed: '所选缴费渠道当日不办理',
  late: '集中缴费期后补缴',
  exit_transition: '退出其他保障制度后参保',
  closed: '缴费已截止',
  year_round: '全年可参保缴费',
};

export const CHANNEL_WORDS: Record<string, string> = {
  wechat: '微信',
  alipay: '支付宝',
  unionpay: '云闪付',
  bank: '银行',
  tax_hall: '办税服务厅',
  pos: 'POS 机',
  cash: '现金',
  village: '村(居)委会代收',
  school: '学校代收',
  family_account: '家庭共济账户',
};

/** Whoever a table may name, or a decision by itself. */
export const PAYER_WORDS: Readonly<Record<string, string>> = {
  insured_person: '本人',
  medical_aid_fund: '医疗救助资金',
  city_finance: '市财政',
  finance_via_disabled_federation: '残联申请的财政资金',
  finance_original_channel: '财政(原渠道)',
  finance_via_veterans_bureau: '退役军人事务局申请的财政资金',
};

export const payerWords = (payer: string | undefined): string =>
  payer === undefined ? '有关资金' : (PAYER_WORDS[payer] ?? payer);

/** Decimal yuan as it is printed. */
export function yuan(amount: string): string {
  const parsed = parseYuan(amount);
  return `${parsed === null ? amount : formatYuan(parsed)} 元`;
}

/** True of a decimal amount that is known and more than nothing. */
export const isSome = (amount: string | null): amount is string => amount !== null && parseYuan(amount) !== 0;
