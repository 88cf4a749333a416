/** What a desk calls the codes about files, their rows, and what is sent to people. */

type Words = Readonly<Record<string, string>>;

export const IMPORT_WORDS: Words = { payments: '缴费明细', enrolments: '参保登记', 'aid-lists': '资助对象名单' };

export const ROW_OUTCOME_WORDS: Words = {
  good: '通过',
  failed: '错误',
  opened: '已立案',
  attached: '并入已有案件',
  refused: '未立案',
  stored: '已登记',
  same: '以前登记过,相同',
  added: '新增',
  changed: '已变更',
  removed: '已退出名单',
  unchanged: '没有变化',
  recorded: '已登记结果',
  again: '以前登记过,相同',
};

export const BATCH_STATE_WORDS: Words = { checked: '待提交', opening: '正在立案', opened: '已立案' };
export const IMPORT_STATE_WORDS: Words = { empty: '没有内容', running: '正在登记', failed: '没有完成', done: '已完成' };

/** Why somebody is reminded. */
export const REMINDER_WORDS: Words = {
  period: '集中缴费期',
  payment_notice: '缴费通知书',
  documents: '补正材料',
  exit_window: '退出其他制度后参保',
  newborn: '新生儿登记缴费',
  late_payment: '缴费通知书(首次提醒)',
};

export const CHANNEL_OF_MESSAGE_WORDS: Words = { webhook: '短信', file: '纸质信函', outbox: '仅在系统内' };

/** How near the last day a reminder is. */
export function stepWord(daysBefore: number): string {
  if (daysBefore < 0) return '最后一天已过';
  return daysBefore === 0 ? '当天是最后一天' : `最后一天前 ${daysBefore} 天`;
}

/** Why a message was sent, by the name of its occasion: `period_2026-02-25_7`, `newborn_reminder_2026-02-23`. */
export function occasionWord(occasion: string): string {
  const [, kind = '', lastDay, step] = /^([a-z_]+?)_(\d{4}-\d{2}-\d{2})_(\d+|late)$/.exec(occasion) ?? [];
  if (lastDay !== undefined) {
    return `${REMINDER_WORDS[kind] ?? kind} ${lastDay} 到期,${stepWord(step === 'late' ? -1 : Number(step))}`;
  }
  const name = Object.keys(NOTICE_WORDS).find((one) => occasion.startsWith(one));
  return name === undefined ? occasion : (NOTICE_WORDS[name] ?? occasion);
}

/** By the beginning of an occasion's name; the longer ones first. */
const NOTICE_WORDS: Words = {
  payment_notice: '核定了应缴金额',
  payment_reminder: '缴费通知书还没有缴费',
  nothing_to_pay: '核定为本人不用缴费',
  benefits_begin: '待遇开始',
  refund_decision: '退费复核通过',
  refund_paid: '退费已支付',
  refund_refused: '不予退费',
  documents_requested: '要求补正材料',
  newborn_reminder: '新生儿登记缴费期限将到',
  newborn_registered: '新生儿已登记',
  newborn_covered: '新生儿次年度已参保',
  newborn_missed: '新生儿错过缴费期限',
  newborn_payment_refused: '新生儿缴费不予确认',
  newborn_: '新生儿案件办结',
};
