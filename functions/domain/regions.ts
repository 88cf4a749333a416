/** The regions (GB/T 2260 codes) and the words of the assessment contract that every kind shares. */
import { z } from 'zod';

export const regionSchema = z.string().regex(/^\d{6}$/, '应为 6 位行政区划代码(GB/T 2260),如 "141181"');

export const coverageYearSchema = z.number('参保年度应为四位数字,如 2026').int().min(2000).max(2100);

/** Aid categories; Chinese names in `AID_CATEGORY_NAMES`. */
export const AID_CATEGORIES = [
  'extreme_poverty',
  'subsistence_allowance',
  'returned_to_poverty',
  'monitored',
  'severely_disabled',
  'disabled',
  'disabled_unable_to_work',
  'low_income_family',
  'restructured_enterprise',
  'entitled_veteran',
] as const;
export type AidCategory = (typeof AID_CATEGORIES)[number];

export const AID_CATEGORY_NAMES: Record<AidCategory, string> = {
  extreme_poverty: '特困人员',
  subsistence_allowance: '低保对象',
  returned_to_poverty: '返贫致贫人口',
  monitored: '监测对象',
  severely_disabled: '重度残疾人',
  disabled: '残疾人',
  disabled_unable_to_work: '丧失劳动能力的残疾人',
  low_income_family: '低收入家庭成员',
  restructured_enterprise: '改制企业职工',
  entitled_veteran: '优抚对象',
};

export const CHANNELS = [
  'wechat',
  'alipay',
  'unionpay',
  'bank',
  'tax_hall',
  'pos',
  'cash',
  'village',
  'school',
  'family_account',
] as const;

/** As files and policy texts name them. */
export const CHANNEL_NAMES: Record<(typeof CHANNELS)[number], string> = {
  wechat: '微信',
  alipay: '支付宝',
  unionpay: '云闪付',
  bank: '银行',
  tax_hall: '办税服务厅',
  pos: 'POS机',
  cash: '现金',
  village: '村(居)委会代收',
  school: '学校代收',
  family_account: '家庭账户共济',
};

/** A policy text also tells of channels by which no payment can be recorded. */
export const NOTICED_CHANNEL_NAMES: Readonly<Record<string, string>> = { ...CHANNEL_NAMES, e_tax: '电子税务局' };

export const EXIT_SCHEMES = ['employee', 'military', 'military_spouse', 'prison', 'other'] as const;
