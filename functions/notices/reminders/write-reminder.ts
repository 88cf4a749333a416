/** The message of a reminder, by what the decision says that it is about. */
import { amountLines } from '../amount-lines.ts';
import { benefitLines } from '../benefit-lines.ts';
import { type Filled, fillNotice, need } from '../filled.ts';
import { Footnotes } from '../footnotes.ts';
import type { Notice } from '../notice.ts';
import { enquiryLines, recordLines } from '../payment-lines.ts';
import { isSome } from '../words.ts';
import {
  greeting,
  PAID_ALREADY,
  payingLines,
  REMINDER_TITLE,
  type ReminderContent,
  untilLine,
} from './reminder-content.ts';

/** @returns which value is missing, where one is: then nothing may be sent */
export const writeReminder = (content: ReminderContent): Filled =>
  fillNotice(() => writers[templateOf(content)](content));

type Template = NonNullable<ReminderContent['assessment']['template']>;

/** A newborn's reminder is written by the newborn machine; what of it comes here is about its payment. */
function templateOf({ assessment }: ReminderContent): Exclude<Template, 'newborn'> {
  const template = need(assessment.template, '提醒种类');
  return template === 'newborn' ? 'pay_in_period' : template;
}

const writers: Record<Exclude<Template, 'newborn'>, (content: ReminderContent) => Notice> = {
  pay_in_period: writeInPeriod,
  pay_before_year: writeInPeriod,
  special_payment: writeSpecialPayment,
  late_payment: writeLate,
  exit_window: writeExitWindow,
  payment_not_found: writePaymentNotFound,
};

function writeInPeriod(content: ReminderContent): Notice {
  const { assessment, quoted, request, guidance } = content;
  const notes = new Footnotes();
  need(quoted.amounts.payable, '应缴金额');
  const { interimDeadline } = assessment;
  const option = guidance.ordinaryOption;
  return {
    title: REMINDER_TITLE,
    body: [
      greeting(content, '还没有您的缴费记录。'),
      ...amountLines(quoted, notes),
      untilLine(content, need(assessment.deadline, '缴费期最后一天'), notes),
      ...(interimDeadline === null
        ? []
        : [
            `在 ${interimDeadline} 以前（含当天）缴费的，从 ${request.coverageYear}-01-01 起享受待遇。${notes.markRules(quoted.basis, ['benefit_start'])}`,
          ]),
      ...(option ? [`选择缴费年限时，请选择“${option.text}”。${notes.markClauses(guidance, [option.clause])}`] : []),
      ...payingLines(content, notes),
      ...closing(content, notes),
    ],
  };
}

/** 特殊缴费, and what an ordinary payment would foreclose. */
function writeSpecialPayment(content: ReminderContent): Notice {
  const { assessment, quoted, guidance, foreclosure } = content;
  const notes = new Footnotes();
  const { payable } = quoted.amounts;
  const pays = payable === null || isSome(payable);
  const ordinary =
    foreclosure.forecloses === true
      ? `请不要按普通方式缴费：一旦办理正常缴费，将无法再办理特殊缴费，资助也就不能享受。${notes.markRules(foreclosure.basis)}`
      : '请不要按普通方式缴费：按普通方式缴费的，可能不能再办理特殊缴费和享受资助。';
  return {
    title: '城乡居民基本医疗保险特殊缴费提醒',
    body: [
      greeting(content, '您在资助参保名单上，还没有您的缴费记录。'),
      ...(payable === null ? ['应缴金额由医保经办机构按您的身份核定。'] : amountLines(quoted, notes)),
      ...(pays ? specialWay(content, notes) : ['个人不需要缴费。']),
      ordinary,
      ...(pays ? [untilLine(content, need(assessment.deadline, '缴费期最后一天'), notes)] : []),
      ...(pays ? payingLines({ guidance, quoted }, notes) : []),
      ...closing(content, notes),
    ],
  };
}

function specialWay({ guidance, quoted }: ReminderContent, notes: Footnotes): string[] {
  if (quoted.paymentMode === 'by_agency') {
    return ['由名单主管部门的经办人员统一申报，本人不需自行缴费。'];
  }
  const option = need(guidance.specialOption, '特殊缴费选项');
  return [
    `选择缴费年限时，请选择“${option.text}”，金额由医保经办机构核定。${notes.markClauses(guidance, [option.clause])}`,
  ];
}

/** What late means: the amount, the wait, and where to go. */
function writeLate(content: ReminderContent): Notice {
  const { assessment, quoted, request, lastDay } = content;
  const notes = new Footnotes();
  need(quoted.amounts.payable, '应缴金额');
  const paidOn = assessment.nextOpenOn ?? request.asOf;
  return {
    title: '城乡居民基本医疗保险逾期缴费提醒',
    body: [
      greeting(content, `缴费期已于 ${need(lastDay, '缴费期最后一天')} 结束，没有您的缴费记录。`),
      `现在参保按逾期补缴办理。${notes.markRules(quoted.basis, ['late', 'late_shares'])}`,
      ...amountLines(quoted, notes),
      ...benefitLines(quoted, notes, { day: paidOn, isSettled: false }),
      ...(assessment.deadline === null ? [] : [untilLine(content, assessment.deadline, notes)]),
      '请先向医保经办机构申请核定金额，再按核定的金额缴费。',
      ...closing(content, notes),
    ],
  };
}

function writeExitWindow(content: ReminderContent): Notice {
  const { assessment, quoted, request } = content;
  const notes = new Footnotes();
  need(quoted.amounts.payable, '应缴金额');
  const exit = need(request.exit, '退出其他保障制度的日期');
  return {
    title: '城乡居民基本医疗保险参保期限提醒',
    body: [
      greeting(content, `您于 ${exit.on} 退出其他保障制度，还没有您参加居民医保的缴费记录。`),
      untilLine(content, need(assessment.deadline, '办理期限'), notes),
      ...amountLines(quoted, notes),
      ...benefitLines(quoted, notes, { day: assessment.nextOpenOn ?? request.asOf, isSettled: false }),
      '过期办理的，按逾期补缴处理：个人多缴，并且有待遇等待期。',
      ...closing(content, notes),
    ],
  };
}

/** Its record should have been visible by now. */
function writePaymentNotFound(content: ReminderContent): Notice {
  const { assessment, request } = content;
  const notes = new Footnotes();
  const visible = need(assessment.recordVisibleAfter, '缴费记录可以查到的日期');
  return {
    title: '城乡居民基本医疗保险缴费记录核对提醒',
    body: [
      greeting(content, `您说已于 ${need(request.paidOn, '缴费日期')} 缴费，到今天没有查到缴费记录。`),
      `这笔缴费最迟应在 ${visible} 查到。${notes.markRules(assessment.basis, ['record_visible'])}`,
      '请带上缴费凭证联系医保经办机构核对；查清以前请不要再次缴费。',
      ...(assessment.deadline === null ? [] : [untilLine(content, assessment.deadline, notes)]),
      ...enquiryLines(content, notes),
      ...notes.lines(),
    ],
  };
}

const closing = (content: ReminderContent, notes: Footnotes): string[] => [
  PAID_ALREADY,
  ...recordLines(content, notes),
  ...enquiryLines(content, notes),
  ...notes.lines(),
];
