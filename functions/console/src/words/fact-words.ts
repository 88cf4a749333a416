/** Words for what is known of a person: the fields of a form, and the values that they take. */
import { wordOf } from './case-words.ts';

type Words = Readonly<Record<string, string>>;

export const CATEGORY_WORDS: Words = {
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

export const CHANNEL_WORDS: Words = {
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

export const SCHEME_WORDS: Words = {
  employee: '职工医保',
  military: '退役军人',
  military_spouse: '随军家属',
  prison: '刑满释放',
  other: '其他',
};

export const GROUND_WORDS: Words = {
  duplicate_payment: '重复缴费',
  departure: '学生离校',
  employee_insurance: '参加职工医保',
  enrolled_elsewhere: '在其他地方参保',
  death: '死亡',
  aid_recognised: '认定为资助对象',
  wrong_standard: '缴费档次有误',
  change_of_mind: '不想参保',
  other: '其他',
};

export const DEPARTURE_WORDS: Words = {
  transfer: '转学',
  withdrawal: '退学',
  enlistment: '入伍',
  suspension: '休学',
  early_graduation: '提前毕业',
  other: '其他',
};

export const APPLICANT_WORDS: Words = { payer: '缴费人', insured: '参保人', heir: '继承人', university: '高校' };
export const LODGED_WORDS: Words = { agency: '医保经办机构', tax: '税务部门' };
export const TIER_WORDS: Words = { low: '一档', high: '二档' };
export const GRADE_WORDS: Words = { '1': '一级', '2': '二级', '3': '三级', '4': '四级' };

const FACT_NAMES: Words = {
  name: '姓名',
  idNumber: '证件号码',
  phone: '手机号码',
  region: '统筹区',
  coverageYear: '参保年度',
  birthDate: '出生日期',
  bornOn: '出生日期',
  channel: '缴费渠道',
  student: '是否学生',
  tier: '缴费档次',
  months: '参保月数',
  identities: '身份',
  category: '类别',
  identifiedOn: '认定日期',
  grade: '残疾等级',
  certificateIssuedOn: '办证日期',
  assessedOn: '评定日期',
  history: '参保史',
  insuredYears: '已参保年度',
  lapsedYears: '断保年度',
  firstEnrolment: '首次参保',
  exit: '退出其他制度',
  scheme: '制度',
  on: '日期',
  repairYears: '修复年数',
  ground: '退费事由',
  appliedOn: '申请日期',
  applicant: '申请人',
  lodgedAt: '受理处',
  eventOn: '事件日期',
  departure: '离校',
  kind: '情形',
  vouchers: '凭证号',
  diedOn: '死亡日期',
  movedTo: '迁往统筹区',
  payments: '缴费记录',
  id: '缴费编号',
  coverageYears: '缴费年度',
  paidOn: '缴费日期',
  amount: '金额',
  place: '缴费地',
  payer: '缴费人',
  mode: '缴费方式',
  registeredOn: '登记日期',
  asOf: '测算日',
  keep: '保留的缴费',
  stated: '写明的退还金额',
  paymentId: '凭证号',
  document: '依据文件',
};

/** The name of a fact by the last word of its path, `history.insuredYears` or `payments.0.amount`. */
export const factName = (path: string): string => {
  const name = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? path;
  return wordOf(FACT_NAMES, name);
};

const VALUE_WORDS: Readonly<Record<string, Words>> = {
  category: CATEGORY_WORDS,
  channel: CHANNEL_WORDS,
  scheme: SCHEME_WORDS,
  ground: GROUND_WORDS,
  applicant: APPLICANT_WORDS,
  lodgedAt: LODGED_WORDS,
  tier: TIER_WORDS,
  grade: GRADE_WORDS,
  kind: DEPARTURE_WORDS,
};

/** A fact as it is read: codes by their words, yes and no, lists with 、 between. */
export function factValue(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '无' : value.map((one) => factValue(name, one)).join('、');
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, inner]) => `${factName(key)} ${factValue(key, inner)}`)
      .join(',');
  }
  return wordOf(VALUE_WORDS[name] ?? {}, String(value));
}
