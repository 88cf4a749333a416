/** Until when, on which days and through which channels to pay, when the record can be seen, and whom to call. */
import type { LatePaymentAssessment } from '../domain/late-payment/assessment.ts';
import { citeClauses, citeRules } from './citations.ts';
import type { Guidance } from './guidance.ts';
import type { NoticedCase } from './notice.ts';
import { TIMING_WORDS } from './words.ts';

const TIMING_RULES = ['timing', 'payment_window', 'late', 'late_end', 'exit'];

export function timeLines({ plan, guidance, coverageYear }: NoticedCase): string[] {
  const { assessment, assessedFor, payBy } = plan;
  const { timing, basis } = assessment;
  const windows = guidance.windows.filter((window) => window.timing === timing);
  const last = payBy ?? `${coverageYear}-12-31`;
  return [
    `缴费时间:${assessedFor} 至 ${last}(${timing === null ? '' : TIMING_WORDS[timing]})。最后一天是 ${last},过期本次核定失效。`,
    ...windows.map(({ fromDay, toDay }) => `每月${fromDay}日至${toDay}日可以缴费。`),
    ...citeRules(basis, TIMING_RULES),
    ...citeClauses(
      guidance,
      windows.map(({ clause }) => clause),
    ),
  ];
}

export function channelLines({ plan, guidance }: NoticedCase): string[] {
  const { paymentMode } = plan.assessment;
  if (paymentMode === 'by_agency') {
    return [
      '缴费方式:由名单主管部门的经办人员统一申报,本人不需自行缴费。',
      ...citeRules(plan.assessment.basis, ['payment_mode']),
    ];
  }
  const option = paymentMode === 'special' ? guidance.specialOption : guidance.ordinaryOption;
  const { registration, channels } = guidance;
  return [
    '缴费方式:金额已由医保经办机构核定并推送税务部门,缴费时按显示的金额确认。',
    ...(option ? [`选择缴费年限时,请选择“${option.text}”。`] : []),
    ...channels.map(channelLine),
    ...(registration ? [`${registration.text}。`] : []),
    ...citeClauses(guidance, [
      ...(option ? [option.clause] : []),
      ...channels.map(({ clause }) => clause),
      ...(registration ? [registration.clause] : []),
    ]),
  ];
}

const CHANNEL_WORDS: Record<string, string> = {
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

function channelLine({ channel, how, workingDaysOnly, where }: Guidance['channels'][number]): string {
  const name = channel === undefined ? '' : `${CHANNEL_WORDS[channel] ?? channel}:`;
  const limit = workingDaysOnly ? '(只在工作日办理)' : '';
  return `· ${name}${how}${limit}${where === undefined ? '' : `;地点:${where}`}`;
}

export function recordLines({ guidance }: Pick<NoticedCase, 'guidance'>): string[] {
  const { queryDelay } = guidance;
  if (!queryDelay) return [];
  const realTime = queryDelay.realTime.map((channel) => CHANNEL_WORDS[channel] ?? channel);
  return [
    `缴费记录:缴费成功 ${queryDelay.max} 个工作日后可以查询${realTime.length > 0 ? `;${realTime.join('、')}缴费可以实时查询` : ''}。期间请不要重复缴费。`,
    ...citeClauses(guidance, [queryDelay.clause]),
  ];
}

const ABOUT_WORDS = { payment: '缴费', registration_and_benefits: '参保登记和待遇' };

export function enquiryLines({ guidance }: Pick<NoticedCase, 'guidance'>): string[] {
  const { enquiries } = guidance;
  if (enquiries.length === 0) return [];
  const contacts = enquiries.map(({ about, who, phone }) => `${ABOUT_WORDS[about]}:${who} ${phone}`);
  return [
    `咨询电话:${contacts.join(';')}。`,
    ...citeClauses(
      guidance,
      enquiries.map(({ clause }) => clause),
    ),
  ];
}

const WAIT_RULES = [
  'waiting',
  'variable_wait',
  'first_lapsed_year',
  'lapsed_before',
  'repair',
  'waiting_floor',
  'wait_exemption',
];
const BENEFIT_RULES = ['benefit_start', 'benefit_end'];

/** How long the wait is and when benefits begin, for a payment on `paidOn`. */
export function benefitLines({ waiting, benefit, basis }: LatePaymentAssessment, paidOn: string): string[] {
  const months = waiting.months ?? 0;
  const wait =
    months === 0
      ? '待遇等待期:没有等待期。'
      : `待遇等待期:${waiting.atLeast ? '不低于的期限按 ' : ''}${months} 个月计算,自缴费之日起。`;
  const end = benefit.end === null ? '' : `,到 ${benefit.end} 止`;
  return [
    wait,
    ...(benefit.start === null ? [] : [`待遇时间:在 ${paidOn} 缴费的,从 ${benefit.start} 起享受待遇${end}。`]),
    ...citeRules(basis, [...WAIT_RULES, ...BENEFIT_RULES]),
  ];
}
