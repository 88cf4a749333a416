/** The figures of a decision by their paths in the API's answer, and what they may be. */
import { MODE_WORDS, OUTCOME_WORDS, PAYER_WORDS, REASON_WORDS, TIMING_WORDS, wordOf } from './case-words.ts';
import { APPLICANT_WORDS, CATEGORY_WORDS, LODGED_WORDS } from './fact-words.ts';
import { sayValue } from './value-words.ts';

type Words = Readonly<Record<string, string>>;

const FIGURE_WORDS: Words = {
  timing: '缴费时段',
  nextOpenOn: '下一缴费日',
  identity: '按何身份',
  'amounts.individual': '个人缴费部分',
  'amounts.subsidy': '财政补助部分',
  'amounts.repair': '修复缴费',
  'amounts.aid': '资助',
  'amounts.payable': '本人应缴',
  'payers.aid': '资助负担方',
  'payers.subsidy': '财政补助负担方',
  'waiting.months': '等待期(月)',
  'waiting.atLeast': '等待期为下限',
  'waiting.fixed': '固定等待期(月)',
  'waiting.variable': '断保增加的等待期(月)',
  'waiting.repaired': '已修复的等待期(月)',
  'benefit.start': '待遇开始',
  'benefit.end': '待遇终止',
  'benefit.retroactive': '追溯',
  paymentMode: '缴费方式',
  review: '须由人决定的事项',
  warnings: '提示',
  registrationRequired: '须先登记',
  'birthYear.coverageYear': '出生年度',
  'birthYear.contribution': '出生当年缴费',
  'birthYear.benefitStart': '出生当年待遇开始',
  'nextYear.coverageYear': '次年年度',
  'nextYear.contribution': '次年缴费',
  'nextYear.deadline': '次年缴费截止',
  'nextYear.benefitStart': '次年待遇开始',
  deadline: '最晚办理',
  remindOn: '提醒日期',
  outcome: '结果',
  amount: '退费金额',
  items: '退费明细',
  kept: '保留的缴费',
  remainingYears: '剩余年度',
  reason: '理由',
  applicant: '申请人',
  applyAt: '受理处',
};

const CODES: Readonly<Record<string, Words>> = {
  timing: TIMING_WORDS,
  identity: CATEGORY_WORDS,
  'payers.aid': PAYER_WORDS,
  'payers.subsidy': PAYER_WORDS,
  paymentMode: MODE_WORDS,
  outcome: OUTCOME_WORDS,
  reason: REASON_WORDS,
  applicant: APPLICANT_WORDS,
  applyAt: LODGED_WORDS,
};

export const figureWord = (path: string): string => wordOf(FIGURE_WORDS, path);

/** A figure as a desk says it; of questions, what each is about. */
export function sayFigure(path: string, value: unknown): string {
  if (value === null || value === undefined) return '无';
  const codes = CODES[path];
  if (codes) return wordOf(codes, String(value));
  if (!Array.isArray(value)) return sayValue(value);
  return value.length === 0 ? '无' : value.map((one) => labelOf(one) ?? sayValue(one)).join('、');
}

const labelOf = (one: unknown): string | undefined =>
  typeof one === 'object' && one !== null && 'label' in one ? String(one.label) : undefined;
