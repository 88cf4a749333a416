/** What a desk calls the codes about files, their rows, and what is sent to people. */
import { NOTICE_WORDS, REMINDER_WORDS } from './dictionary.ts';

/** How near the last day a reminder is. */
export function stepWord(daysBefore: number): string {
  if (daysBefore < 0) return '最后一天已过';
  return daysBefore === 0 ? '当天是最后一天' : `最后一天前 ${daysBefore} 天`;
}

/** Why a message was sent, by the name of its occasion: `period_2026-02-25_7`, `newborn_reminder_2026-02-23`. */
export function occasionWord(occasion: string): string {
  const [, kind = '', lastDay, step] = /^([a-z_]+?)_(\d{4}-\d{2}-\d{2})_(\d+|late)$/.exec(occasion) ?? [];
  if (lastDay !== undefined) {
    return `${REMINDER_WORDS[kind] ?? kind} ${lastDay} 到期，${stepWord(step === 'late' ? -1 : Number(step))}`;
  }
  const name = Object.keys(NOTICE_WORDS).find((one) => occasion.startsWith(one));
  return name === undefined ? occasion : (NOTICE_WORDS[name] ?? occasion);
}
