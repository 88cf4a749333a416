/** The facts that every reminder is made from, and the lines that several reminders share. */
import type { LocalDate } from '../../domain/calendar.ts';
import type { ReminderMatter } from '../../domain/reminder/decide-due.ts';
import { need } from '../filled.ts';
import type { Footnotes } from '../footnotes.ts';
import type { Guidance } from '../guidance.ts';
import { channelWords } from '../words.ts';

export interface ReminderContent extends ReminderMatter {
  /** Masked. */
  name: string;
  guidance: Guidance;
}

export const REMINDER_TITLE = '城乡居民基本医疗保险缴费提醒';

const TIMING_RULES = ['timing', 'payment_window', 'payment_channel', 'late', 'late_end', 'exit'];

/** The reader and the subject. */
export const greeting = (
  { name, guidance, request }: Pick<ReminderContent, 'name' | 'guidance' | 'request'>,
  sentence: string,
): string =>
  `${need(name, '姓名')}：${sentence}（${need(guidance.regionName, '统筹区名称')}${request.coverageYear}年度城乡居民基本医疗保险）`;

/** From when on, and until when: never a day on which nothing can be paid. */
export function untilLine(
  { assessment, quoted }: Pick<ReminderContent, 'assessment' | 'quoted'>,
  lastDay: LocalDate | null,
  notes: Footnotes,
): string {
  const mark = notes.markRules([...assessment.basis, ...quoted.basis], ['deadline', 'exit_deadline', ...TIMING_RULES]);
  const from = assessment.payableNow
    ? ''
    : `今天不能缴费，${need(assessment.nextOpenOn, '下一个可以缴费的日期')} 起可以缴费。`;
  return `${from}${lastDay === null ? '' : `最后一天是 ${lastDay}。`}${mark}`;
}

/** Days of the month, ways to pay, and what to do for whoever has paid already. */
export function payingLines(
  { guidance, quoted }: Pick<ReminderContent, 'guidance' | 'quoted'>,
  notes: Footnotes,
): string[] {
  const days = guidance.windows.filter(({ timing }) => timing === quoted.timing);
  const names = [...new Set(guidance.channels.flatMap(({ channel }) => (channel ? [channelWords(channel)] : [])))];
  return [
    ...days.map(
      ({ fromDay, toDay, clause }) =>
        `每月${fromDay}日至${toDay}日可以缴费，其他日期不能缴费。${notes.markClauses(guidance, [clause])}`,
    ),
    ...(names.length > 0
      ? [
          `缴费渠道：${names.join('、')}。${notes.markClauses(
            guidance,
            guidance.channels.map(({ clause }) => clause),
          )}`,
        ]
      : []),
  ];
}

export const PAID_ALREADY = '如果已经缴费，不用理会本提醒，请不要重复缴费。';
