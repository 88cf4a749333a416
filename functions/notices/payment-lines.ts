/** Until when, on which days and through which channels to pay, and when the record can be seen. */

import { TIMING_WORDS } from '../words/decisions.ts';
import type { Footnotes } from './footnotes.ts';
import type { Guidance } from './guidance.ts';
import type { NoticedCase } from './notice.ts';
import { channelWords } from './words.ts';

/** In a notice of a case that was decided again. */
export const REPLACES = '本通知代替此前发出的缴费通知书：原通知核定的金额作废，请不要再按原通知缴费。';

export const MODE_RULES = ['aid', 'payment_mode'];
export const TIMING_RULES = [
  'timing',
  'payment_window',
  'payment_channel',
  'late',
  'late_end',
  'exit',
  'condition',
  'one_end',
  'may_join',
  'identity_document',
  'otherwise',
  'say',
];

export function timeLines({ plan, guidance, coverageYear }: NoticedCase, notes: Footnotes): string[] {
  const { assessment, assessedFor, payBy } = plan;
  const { timing, basis } = assessment;
  const words = timing === null ? '' : `(${TIMING_WORDS[timing]})`;
  const last = payBy ?? `${coverageYear}-12-31`;
  return [
    `缴费时间：${assessedFor} 至 ${last}${words}。最后一天是 ${last}，过期须重新核定。${notes.markRules(basis, TIMING_RULES)}`,
    ...guidance.windows
      .filter((window) => window.timing === timing)
      .map(
        ({ fromDay, toDay, clause }) =>
          `每月${fromDay}日至${toDay}日可以缴费，其他日期不能缴费。${notes.markClauses(guidance, [clause])}`,
      ),
  ];
}

export function channelLines({ plan, guidance }: NoticedCase, notes: Footnotes): string[] {
  const { paymentMode, basis } = plan.assessment;
  if (paymentMode === 'by_agency') {
    const mark = notes.markRules(basis, MODE_RULES);
    return [`缴费方式：由名单主管部门的经办人员统一申报，本人不需自行缴费。${mark}`];
  }
  const option = paymentMode === 'special' ? guidance.specialOption : guidance.ordinaryOption;
  return [
    '缴费方式：金额已由医保经办机构核定并推送税务部门，缴费时按显示的金额确认。',
    ...wayLines(guidance, option, notes),
  ];
}

/** Where to pay, which year to choose, where to register. */
export function wayLines(guidance: Guidance, option: Guidance['ordinaryOption'], notes: Footnotes): string[] {
  const { registration, channels } = guidance;
  return [
    ...(option ? [`选择缴费年限时，请选择“${option.text}”。${notes.markClauses(guidance, [option.clause])}`] : []),
    ...channels.map((channel) => `${channelLine(channel)}${notes.markClauses(guidance, [channel.clause])}`),
    ...(registration ? [`参保登记：${registration.text}。${notes.markClauses(guidance, [registration.clause])}`] : []),
  ];
}

function channelLine({ channel, how, workingDaysOnly, where }: Guidance['channels'][number]): string {
  const name = channel === undefined ? '' : `${channelWords(channel)}:`;
  const limit = workingDaysOnly && !how.includes('工作日') ? '（只在工作日办理）' : '';
  return `· ${name}${how}${limit}${where === undefined ? '' : `；地点：${where}`}。`;
}

export function recordLines({ guidance }: Pick<NoticedCase, 'guidance'>, notes: Footnotes): string[] {
  const { queryDelay } = guidance;
  if (!queryDelay) return [];
  const realTime = queryDelay.realTime.map(channelWords).join('、');
  const visible = `缴费成功 ${queryDelay.max} 个工作日后可以查询${realTime === '' ? '' : `；${realTime}缴费可以实时查询`}`;
  return [`缴费记录：${visible}。查到以前请不要重复缴费。${notes.markClauses(guidance, [queryDelay.clause])}`];
}

const ABOUT_WORDS = { payment: '缴费', registration_and_benefits: '参保登记和待遇' } as const;

export function enquiryLines({ guidance }: Pick<NoticedCase, 'guidance'>, notes: Footnotes): string[] {
  return (['payment', 'registration_and_benefits'] as const).flatMap((about) => {
    const contacts = guidance.enquiries.filter((enquiry) => enquiry.about === about);
    if (contacts.length === 0) return [];
    const mark = notes.markClauses(
      guidance,
      contacts.map(({ clause }) => clause),
    );
    return [`${ABOUT_WORDS[about]}咨询：${contacts.map(({ who, phone }) => `${who} ${phone}`).join('；')}。${mark}`];
  });
}
