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
  'orphan',
  'child_without_caregiver',
  'child_in_difficulty',
  'stable_out_of_poverty',
  'family_planning_special',
  'retired_1960s',
  'mental_disorder',
  'marginal_family',
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
  orphan: '孤儿',
  child_without_caregiver: '事实无人抚养儿童',
  child_in_difficulty: '困境儿童',
  stable_out_of_poverty: '稳定脱贫人口',
  family_planning_special: '计划生育特殊家庭成员',
  retired_1960s: '60年代精减退职职工',
  mental_disorder: '精神障碍患者',
  marginal_family: '低保边缘家庭成员',
};

/** What a category is called; the code of one that only a table declares. */
export const nameOfCategory = (category: string): string =>
  new Map<string, string>(Object.entries(AID_CATEGORY_NAMES)).get(category) ?? category;

export const DISABILITIES = ['physical', 'visual', 'hearing', 'speech', 'intellectual', 'mental', 'multiple'] as const;

/** Events after which a text may let somebody join; a table declares its own beside them. */
export const EVENTS: Readonly<Record<string, string>> = {
  left_employee_scheme: '中断职工医保',
  discharged: '退出现役',
  accompanying_spouse: '随军未就业配偶中断保障',
  released: '刑满释放',
  graduated: '毕业',
  moved_in: '户籍迁入',
  enrolled_at_school: '入学',
  residence_permit: '取得居住证',
  unemployment_benefit_ended: '失业金领取期满',
  retired_without_employee_scheme: '退休而不享受职工医保待遇',
  other: '其他情形',
};

/** Who may pay what a person does not; a table declares its own beside them. */
export const PAYERS: Readonly<Record<string, string>> = {
  medical_aid_fund: '医疗救助资金',
  county_finance: '区县财政',
  city_finance: '市财政',
  province_finance: '省财政',
  government: '政府',
  finance_via_disabled_federation: '残联申请的财政资金',
  finance_original_channel: '财政（原渠道）',
  finance_via_veterans_bureau: '退役军人事务局申请的财政资金',
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
export const PAYMENT_CHANNEL_NAMES: Record<(typeof CHANNELS)[number], string> = {
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
export const NOTICED_CHANNEL_NAMES: Readonly<Record<string, string>> = {
  ...PAYMENT_CHANNEL_NAMES,
  e_tax: '电子税务局',
};

export const EXIT_SCHEMES = ['employee', 'military', 'military_spouse', 'prison', 'other'] as const;

/** Events by which another scheme no longer protects somebody. */
export const ENDS_OF_SCHEMES: readonly string[] = [
  'left_employee_scheme',
  'discharged',
  'accompanying_spouse',
  'released',
  'unemployment_benefit_ended',
  'retired_without_employee_scheme',
  'other',
];

/** As decisions and desks name them. */
export const HOUSEHOLD_NAMES = { local: '本地户籍', elsewhere: '外地户籍', residence_permit: '持居住证' } as const;
/** What people of a school are called. */
export const SCHOOLING_NAMES = {
  none: '不在校人员',
  kindergarten: '幼儿园儿童',
  school: '中小学生',
  vocational: '中职学生',
  college: '大学生',
} as const;
export const SEX_NAMES = { female: '女', male: '男' } as const;
export const PARENTS_NAMES = {
  both_insured: '父母都参保',
  one_insured: '父母一方参保',
  none_insured: '父母都未参保',
} as const;

/** Why a payment is given back, as people read it. */
export const REFUND_GROUND_NAMES = {
  duplicate_payment: '重复缴费',
  departure: '学生离校',
  employee_insurance: '参加职工医保',
  enrolled_elsewhere: '在其他统筹地区参保',
  death: '死亡',
  aid_recognised: '缴费后认定为资助对象',
  wrong_standard: '缴费标准有误',
  change_of_mind: '本人不愿参保',
  other: '其他',
} as const;
/** Two more that only a table tells apart. */
export const GROUND_NAMES_OF_TABLES = { change_of_tier: '变更缴费档次', duplicate_student: '大学生重复缴费' } as const;
